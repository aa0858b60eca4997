using System.Text;
using System.Xml.Linq;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Connectors;

/// <summary>contract/management-misc.md 7 and test-mode.md: the kinds of connectors.</summary>
public sealed class FactoryTests : ServerTest
{
    private static readonly Dictionary<string, string> Social = new()
    {
        ["google-universal"] = "google", ["github-universal"] = "github", ["apple-universal"] = "apple", ["azuread-universal"] = "azuread",
        ["facebook-universal"] = "facebook", ["kakao-universal"] = "kakao", ["naver-universal"] = "naver", ["line-universal"] = "line",
        ["discord-universal"] = "discord", ["oauth2"] = "oauth2", ["oidc"] = "oidc",
    };

    [Fact]
    public async Task Every_kind_of_connector_says_what_it_is_and_asks_for()
    {
        var all = (await Api.GetAnswerAsync("/api/connector-factories")).Expect(200).Json.EnumerateArray().ToList();
        Assert.Equal(all.Count, all.Select(factory => factory.GetProperty("id").GetString()).Distinct().Count());
        foreach (var factory in all)
        {
            Assert.Equal(["type", "isDemo", "id", "target", "name", "description", "logo", "logoDark", "readme", "formItems", "platform"],
                factory.EnumerateObject().Select(member => member.Name).Except(["isStandard", "isTokenStorageSupported"]));
            foreach (var text in (string[])["name", "description"])
                Assert.Equal(["en", "ko"], factory.GetProperty(text).EnumerateObject().Select(language => language.Name));
            var logo = Encoding.UTF8.GetString(Convert.FromBase64String(factory.GetProperty("logo").GetString()!.Split(',')[1]));
            Assert.Equal("svg", XDocument.Parse(logo).Root!.Name.LocalName);
            Assert.StartsWith("# ", factory.GetProperty("readme").GetString());
            var id = factory.GetProperty("id").GetString();
            Assert.Equal(factory.GetRawText(), (await Api.GetAnswerAsync($"/api/connector-factories/{id}")).Expect(200).Text);
        }

        foreach (var (id, target) in Social)
        {
            var factory = all.Single(found => found.GetProperty("id").GetString() == id);
            Assert.Equal((target, "Social"), (factory.GetProperty("target").GetString(), factory.GetProperty("type").GetString()));
            Assert.Contains(factory.GetProperty("formItems").EnumerateArray(), item => item.GetProperty("key").GetString() == "clientId");
        }

        Assert.Subset(
            all.Select(factory => factory.GetProperty("id").GetString()!).ToHashSet(),
            new HashSet<string> { "simple-mail-transfer-protocol", "http-email", "http-sms", "twilio-short-message-service", "gatehouse-mailbox-email", "gatehouse-mailbox-sms" });
    }

    [Fact]
    public async Task The_connectors_of_the_tests_exist_in_test_mode_only()
    {
        Assert.DoesNotContain("mock", (await Api.GetAnswerAsync("/api/connector-factories")).Expect(200).Text.ToLowerInvariant());
        (await Api.GetAnswerAsync("/api/connector-factories/mock-email-service")).Expect(404, "entity.not_found");
        (await Api.PostAnswerAsync("/api/connectors", """{"connectorId":"mock-email-service"}""")).Expect(422, "connector.not_found_with_connector_id");

        await using var testing = await TestModeServer.StartAsync();
        foreach (var id in (string[])["mock-email-service", "mock-email-service-alternative", "mock-short-message-service", "mock-social-connector"])
            (await testing.Api.GetAnswerAsync($"/api/connector-factories/{id}")).Expect(200);
    }

    [Fact]
    public async Task A_kind_that_is_not_there_is_not_found() =>
        (await Api.GetAnswerAsync("/api/connector-factories/nothing")).Expect(404, "entity.not_found");
}
