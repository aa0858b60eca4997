using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>contract/management-api.md 2.10 and 2.11, the tokens of providers.</summary>
public sealed class TokenSecretTests : ServerTest
{
    private async Task<(string User, string Sso, string Social, string Enterprise)> PrepareAsync()
    {
        var user = (await Api.NewUserAsync()).Id;
        (await Api.PutAnswerAsync($"/api/users/{user}/identities/github", new { userId = TestServer.Unique() })).Expect(201);
        var sso = await Server.NewSsoIdentityAsync(user);
        var (social, enterprise) = (Identifier.Long(), Identifier.Long());
        await Server.InDatabaseAsync(async db =>
        {
            var now = DateTime.UnixEpoch.AddSeconds(1);
            var tokens = Server.Services.GetRequiredService<Sealer>().Seal("very secret");
            var metadata = JsonText.FromStored("""{"scope":"repo","expiresAt":1700000000,"tokenType":"bearer","hasRefreshToken":true}""");
            db.TokenSecrets.Add(new TokenSecret { TenantId = "default", Id = social, UserId = user, Tokens = tokens, Metadata = metadata, IdentityId = "octo", ConnectorId = "conn", Target = "github", CreatedAt = now, UpdatedAt = now });
            db.TokenSecrets.Add(new TokenSecret { TenantId = "default", Id = enterprise, UserId = user, Tokens = tokens, Metadata = JsonText.FromStored("""{"hasRefreshToken":false}"""), IdentityId = "emp", SsoConnectorId = sso, Issuer = "https://idp.test", CreatedAt = now, UpdatedAt = now });
            return await db.SaveChangesAsync();
        });
        return (user, sso, social, enterprise);
    }

    [Fact(DisplayName = "Contract 2.10, 2.11: shown on request only, and never the tokens")]
    public async Task Shown_on_request()
    {
        var (user, sso, social, enterprise) = await PrepareAsync();
        var socialText = $$"""{"tenantId":"default","id":"{{social}}","userId":"{{user}}","type":"federated_token_set","metadata":{"scope":"repo","expiresAt":1700000000,"tokenType":"bearer","hasRefreshToken":true},"createdAt":1000,"updatedAt":1000,"connectorId":"conn","identityId":"octo","target":"github"}""";
        var enterpriseText = $$"""{"tenantId":"default","id":"{{enterprise}}","userId":"{{user}}","type":"federated_token_set","metadata":{"hasRefreshToken":false},"createdAt":1000,"updatedAt":1000,"ssoConnectorId":"{{sso}}","issuer":"https://idp.test","identityId":"emp"}""";
        foreach (var (path, expected) in ((string, string)[])[($"identities/github", socialText), ($"sso-identities/{sso}", enterpriseText)])
        {
            foreach (var quiet in (string[])["", "?includeTokenSecret=", "?includeTokenSecret=false"])
                Assert.False((await Api.GetAnswerAsync($"/api/users/{user}/{path}{quiet}")).Expect(200).Json.TryGetProperty("tokenSecret", out _));
            Assert.Equal(expected, (await Api.GetAnswerAsync($"/api/users/{user}/{path}?includeTokenSecret=1")).Expect(200)["tokenSecret"].GetRawText());
        }

        var all = (await Api.GetAnswerAsync($"/api/users/{user}/all-identities?includeTokenSecret=false")).Expect(200);
        Assert.Equal(socialText, all["socialIdentities"][0].GetProperty("tokenSecret").GetRawText());
        Assert.Equal(enterpriseText, all["ssoIdentities"][0].GetProperty("tokenSecret").GetRawText());
        Assert.DoesNotContain("tokenSecret", (await Api.GetAnswerAsync($"/api/users/{user}/all-identities")).Expect(200).Text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Contract 2.11: DELETE /secrets/:id forgets the tokens, not the account; unlinking forgets both")]
    public async Task Forgotten()
    {
        var (user, sso, social, enterprise) = await PrepareAsync();
        (await Api.DeleteAnswerAsync("/api/secrets/" + enterprise)).Expect(204);
        (await Api.DeleteAnswerAsync("/api/secrets/" + enterprise)).Expect(404, "entity.not_found");
        (await Api.GetAnswerAsync($"/api/users/{user}/sso-identities/{sso}")).Expect(200);
        (await Server.Anonymous.DeleteAnswerAsync("/api/secrets/" + social)).Expect(401, "auth.authorization_header_missing");
        (await Api.DeleteAnswerAsync($"/api/users/{user}/identities/github")).Expect(200);
        (await Api.DeleteAnswerAsync("/api/secrets/" + social)).Expect(404, "entity.not_found");
    }
}
