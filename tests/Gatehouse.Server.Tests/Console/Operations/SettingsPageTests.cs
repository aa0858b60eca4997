using Gatehouse.Server.Administrators;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console.Operations;

/// <summary>Issue 7, point 5: settings, signing keys and tenants in the console, over contract/management-misc.md 3 and 5.</summary>
public sealed class SettingsPageTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private TestServer Server => console.Server;

    [Fact]
    public async Task Each_card_saves_its_own_setting()
    {
        var browser = await Server.SignedInAsync();
        var page = await browser.SeeAsync("/settings");
        var forms = page.Document.QuerySelectorAll("form:has(input[name=action])").Select(form => form.QuerySelector("input[name=action]")!.GetAttribute("value"));
        Assert.Equal(["session", "claims", "notice"], forms);
        (await PostAsync(page, "session", ("ttl", "86400"))).Expect(303);
        Assert.Equal(86400, (await Server.Api.GetAnswerAsync("/api/configs/oidc/session"))["ttl"].GetInt32());
        (await PostAsync(await browser.SeeAsync("/settings"), "claims", ("enabledExtendedClaims", "roles"), ("enabledExtendedClaims", "custom_data"))).Expect(303);
        Assert.Equal("""["roles","custom_data"]""", (await Server.Api.GetAnswerAsync("/api/configs/id-token"))["enabledExtendedClaims"].GetRawText().Replace(" ", "", StringComparison.Ordinal));
        (await PostAsync(await browser.SeeAsync("/settings"), "notice", ("enabled", "true"))).Expect(303);
        Assert.True((await Server.Api.GetAnswerAsync("/api/configs/new-device-notice"))["enabled"].GetBoolean());
        (await PostAsync(await browser.SeeAsync("/settings"), "session", ("ttl", "0"))).Expect(400);
        (await PostAsync(page, "session", ("ttl", "3600"))).Expect(409);
    }

    [Fact]
    public async Task The_account_centre_is_opened_part_by_part()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/settings/account-center");
        (await page.ClickAsync("Save changes", ("enabled", "true"), ("fields.name", "Edit"), ("fields.email", "ReadOnly"), ("deleteAccountUrl", "https://example.com/bye"))).Expect(303);
        var now = (await Server.Api.GetAnswerAsync("/api/account-center")).Expect(200);
        Assert.Equal(("Edit", "ReadOnly", "https://example.com/bye"), (
            now["fields"].GetProperty("name").GetString(), now["fields"].GetProperty("email").GetString(), now["deleteAccountUrl"].GetString()));
        var refused = await (await page.Browser.SeeAsync("/settings/account-center")).ClickThroughAsync("Save changes", ("deleteAccountUrl", "javascript:alert(1)"));
        refused.Answer.Expect(400);
        Assert.NotNull(refused.ProblemOf("deleteAccountUrl"));
        refused.AssertHarmless();
    }

    [Fact]
    public async Task Keys_are_staged_rotated_and_deleted()
    {
        var browser = await Server.SignedInAsync();
        (await (await browser.SeeAsync("/settings/signing-keys")).ClickAsync("Rotate signing key", ("grace", "86400"), ("algorithm", "EC"))).Expect(303);
        var staged = await browser.SeeAsync("/settings/signing-keys");
        Assert.Contains("Next", staged.Body, StringComparison.Ordinal);
        var refused = await staged.ClickThroughAsync("Rotate signing key", ("grace", "0"));
        refused.Answer.Expect(422);
        Assert.NotNull(refused.Text(".notice.error"));
        (await staged.ClickAsync("Rotate cookie key")).Expect(303);
        Assert.Equal(2, (await Server.Api.GetAnswerAsync("/api/configs/oidc/cookie-keys")).Json.GetArrayLength());
        (await (await browser.SeeAsync("/settings/signing-keys")).ClickAsync("Delete")).Expect(303);
        Assert.Equal(1, (await Server.Api.GetAnswerAsync("/api/configs/oidc/cookie-keys")).Json.GetArrayLength());
    }

    [Fact]
    public async Task Tenants_are_listed_with_their_addresses()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/settings/tenants");
        Assert.Contains(TestServer.Endpoint + "/oidc", page.Body, StringComparison.Ordinal);
        Assert.Contains(TestServer.AdminEndpoint + "/oidc", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_read_changes_nothing()
    {
        var browser = await Server.SignedInAsync(AdministratorRole.ReadOnly);
        foreach (var path in (string[])["/settings", "/settings/account-center", "/settings/signing-keys"])
        {
            var page = await browser.SeeAsync(path);
            page.Answer.Expect(200);
            Assert.DoesNotContain(page.ButtonNames, name => name is "Save changes" or "Rotate signing key" or "Rotate cookie key" or "Delete");
        }

        (await browser.SendAsync(HttpMethod.Post, "/console/default/settings/signing-keys", await browser.FormAsync(("action", "rotate-private"), ("grace", "0")))).Expect(403);
    }

    private static async Task<Answer> PostAsync(Page page, string action, params (string Name, string Value)[] fields)
    {
        var form = page.Document.QuerySelectorAll("form").Single(one => one.QuerySelector($"input[name=action][value={action}]") is not null);
        var basis = form.QuerySelector("input[name=basis]")!.GetAttribute("value")!;
        return await page.Browser.SendAsync(HttpMethod.Post, "/console/default/settings", await page.Browser.FormAsync([("action", action), ("basis", basis), .. fields]));
    }
}
