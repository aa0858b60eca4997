using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SsoConnectors;
using Gatehouse.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using static Gatehouse.Server.Tests.ExperienceApi.ExperienceCalls;
using static Gatehouse.Server.Tests.ExperienceApi.StateRows;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 3, 5, 6 and 7: owners of addresses of some domains sign in at their enterprise.</summary>
public sealed class EnterpriseTests(OwnServer own) : IClassFixture<OwnServer>
{
    private const string Domain = "enterprise.test";

    private TestServer Server => own.Server;

    private async Task<string> SetAsync(bool isOn = true)
    {
        var id = Identifier.Long();
        await Server.InDatabaseAsync(db =>
        {
            db.SsoConnectors.Add(new SsoConnector
            {
                TenantId = db.TenantId, Id = id, ProviderName = "OIDC", ConnectorName = id,
                Config = Server.Services.GetRequiredService<Sealer>().Seal("""{"clientId":"c","clientSecret":"canary-of-the-client-secret"}"""),
                Domains = JsonText.Strings(Domain), Branding = JsonText.FromStored("""{"displayName":"Enterprise"}"""), ProviderMetadata = JsonText.EmptyObject,
                CreatedAt = Server.Clock.GetUtcNow().UtcDateTime,
            });
            return db.SaveChangesAsync();
        });
        await Server.SetExperienceAsync(experience =>
        {
            experience.SingleSignOnEnabled = isOn;
            experience.SignIn = JsonText.FromStored("""{"methods":[{"identifier":"email","password":true,"verificationCode":true,"isPasswordPrimary":true},{"identifier":"username","password":true,"verificationCode":false}]}""");
        });
        return id;
    }

    [Fact]
    public async Task The_enterprises_of_an_address_are_told_without_a_state()
    {
        var id = await SetAsync();
        var browser = new Browser(Server);
        (await browser.GetAsync("/api/experience/sso-connectors?email=kim@" + Domain)).Expect(400, "session.not_found");
        await browser.EnterInteractionAsync();
        async Task<string> OfAsync(string email) => (await browser.GetAsync("/api/experience/sso-connectors?email=" + Uri.EscapeDataString(email))).Expect(200).Text;
        Assert.Contains(id, await OfAsync("kim@" + Domain), StringComparison.Ordinal);
        Assert.Contains(id, await OfAsync("KIM@" + Domain.ToUpperInvariant()), StringComparison.Ordinal);
        Assert.Equal("""{"connectorIds":[]}""", await OfAsync("kim@sub." + Domain));
        foreach (var query in (string[])["", "?email=", "?email=kim", "?email=kim@"])
            (await browser.GetAsync("/api/experience/sso-connectors" + query)).Expect(400, "guard.invalid_input");
        await SetAsync(isOn: false);
        Assert.Equal("""{"connectorIds":[]}""", await OfAsync("kim@" + Domain));
    }

    [Fact]
    public async Task Their_addresses_neither_sign_in_nor_register_nor_are_added_another_way()
    {
        var id = await SetAsync();
        var email = TestServer.Unique() + "@" + Domain;
        (await Server.Api.PostAnswerAsync("/api/users", new { username = TestServer.Unique(), primaryEmail = email, passwordDigest = Digest, passwordAlgorithm = "Argon2id" })).Expect(200);
        var provider = await Server.NewProviderAsync(TestServer.Unique("t"));
        var (browser, interaction) = await Browser.BegunAsync(Server);
        var byPassword = (await browser.GivePasswordAsync(email, type: "email")).Expect(200)["verificationId"].GetString()!;
        var refused = (await browser.IdentifyAsync(byPassword)).Expect(422, "session.sso_enabled");
        Assert.DoesNotContain("canary", refused.Text, StringComparison.Ordinal);
        var told = refused["data"].GetProperty("ssoConnectors").EnumerateArray().Single(connector => connector.GetProperty("id").GetString() == id);
        Assert.Equal((id, "Enterprise"), (told.GetProperty("connectorName").GetString(), told.GetProperty("branding").GetProperty("displayName").GetString()));
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, EmailCode(email)))).Expect(422, "session.sso_enabled");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Social(provider, "x", email)))).Expect(422, "session.sso_enabled");
        Assert.DoesNotContain("canary", string.Concat((await Server.StepsAsync(interaction.Id)).Select(row => row.Payload.Text).Where(text => !text.Contains("verifier", StringComparison.Ordinal))), StringComparison.Ordinal);
        // Whoever made a token for the address has decided otherwise.
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Token(email)))).Expect(204);

        (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        var code = await Server.PlaceAsync(interaction, EmailCode(TestServer.Unique() + "@" + Domain));
        (await browser.IdentifyAsync(code)).Expect(422, "session.sso_enabled");
        (await browser.AddVerifiedAsync("email", code)).Expect(422, "session.sso_enabled");
        Assert.Equal("{}", (await browser.StateAsync())["profile"].GetRawText());
    }
}
