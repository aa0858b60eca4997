using System.Text.Json;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Applications;

/// <summary>contract/management-apps-resources-roles.md 1.1 and 1.2, POST.</summary>
public sealed class CreateApplicationTests : ServerTest
{
    [Fact(DisplayName = "Contract apps 1.1: an application of name and type alone has every member, in order, with the defaults")]
    public async Task The_smallest_application()
    {
        var made = (await Api.PostAnswerAsync("/api/applications", """{"name":"나의 앱","type":"SPA","id":"mine","tenantId":"admin","appLevelAccessControlEnabled":true,"createdAt":1}""")).Expect(200);
        Assert.Matches("^[0-9a-z]{21}$", made.Id);
        Assert.Equal(
            $$"""{"tenantId":"default","id":"{{made.Id}}","name":"나의 앱","description":null,"type":"SPA","oidcClientMetadata":{"redirectUris":[],"postLogoutRedirectUris":[]},"customClientMetadata":{},"protectedAppMetadata":null,"customData":{},"isThirdParty":false,"appLevelAccessControlEnabled":false,"createdAt":{{made["createdAt"].GetInt64()}}}""",
            made.Text);
        Assert.InRange(made["createdAt"].GetInt64(), 1_500_000_000_000, long.MaxValue);
        Assert.Equal(made.Text[..^1] + ""","isAdmin":false}""", (await Api.GetAnswerAsync($"/api/applications/{made.Id}")).Expect(200).Text);
    }

    [Fact(DisplayName = "Contract apps 1.1: what is sent is stored as it is; unknown members of the metadata are dropped, duplicates kept")]
    public async Task Everything_that_can_be_sent()
    {
        var made = (await Api.PostAnswerAsync("/api/applications", """
            {"name":"n","type":"Native","description":"d","isThirdParty":true,"customData":{"a":{"b":[1]}},
             "oidcClientMetadata":{"redirectUris":["https://a.test/cb","https://a.test/cb","app.native:/cb"],"postLogoutRedirectUris":["https://*.a.test/bye"],
               "backchannelLogoutUri":"https://a.test/out","backchannelLogoutSessionRequired":true,"logoUri":"not a url","client_name":"x"},
             "customClientMetadata":{"corsAllowedOrigins":["x"],"idTokenTtl":-1.5,"refreshTokenTtl":3,"refreshTokenTtlInDays":180,"tenantId":"t","alwaysIssueRefreshToken":true,
               "rotateRefreshToken":false,"allowTokenExchange":false,"isDeviceFlow":true,"maxAllowedGrants":1,"unknown":1}}
            """)).Expect(200);
        Assert.Equal("d", made["description"].GetString());
        Assert.True(made["isThirdParty"].GetBoolean());
        Assert.Equal("""{"a":{"b":[1]}}""", made["customData"].GetRawText());
        Assert.Equal(
            """{"redirectUris":["https://a.test/cb","https://a.test/cb","app.native:/cb"],"postLogoutRedirectUris":["https://*.a.test/bye"],"backchannelLogoutUri":"https://a.test/out","backchannelLogoutSessionRequired":true,"logoUri":"not a url"}""",
            made["oidcClientMetadata"].GetRawText());
        Assert.Equal(
            """{"corsAllowedOrigins":["x"],"idTokenTtl":-1.5,"refreshTokenTtl":3,"refreshTokenTtlInDays":180,"tenantId":"t","alwaysIssueRefreshToken":true,"rotateRefreshToken":false,"allowTokenExchange":false,"isDeviceFlow":true,"maxAllowedGrants":1}""",
            made["customClientMetadata"].GetRawText());
    }

    [Theory(DisplayName = "Contract apps 1.2: those that can keep a secret get one that works, and the others none")]
    [InlineData("MachineToMachine", true)]
    [InlineData("Traditional", true)]
    [InlineData("SPA", false)]
    [InlineData("Native", false)]
    public async Task The_first_secret(string type, bool hasSecret)
    {
        var made = await Api.NewApplicationAsync(type);
        Assert.False(made.Json.TryGetProperty("secret", out _));
        var list = (await Api.GetAnswerAsync($"/api/applications/{made.Id}/secrets")).Expect(200);
        if (!hasSecret)
        {
            Assert.Equal("[]", list.Text);
            return;
        }

        var secret = list.Json.EnumerateArray().Single();
        Assert.Equal(["tenantId", "applicationId", "name", "value", "createdAt", "expiresAt"], OidcCalls.Members(secret));
        Assert.Equal(("default", made.Id, "Default secret"), (secret.GetProperty("tenantId").GetString(), secret.GetProperty("applicationId").GetString(), secret.GetProperty("name").GetString()));
        Assert.Matches("^[0-9A-Za-z]{32}$", secret.GetProperty("value").GetString());
        Assert.Equal(JsonValueKind.Null, secret.GetProperty("expiresAt").ValueKind);
        if (type == "MachineToMachine") (await Server.Anonymous.TokenOfAsync(made.Id, secret.GetProperty("value").GetString()!)).Expect(200);
    }

    [Theory(DisplayName = "Contract apps 1.1 and 1.2: what does not fit is refused")]
    [InlineData("{}")]
    [InlineData("""{"name":"n"}""")]
    [InlineData("""{"type":"SPA"}""")]
    [InlineData("""{"name":"","type":"SPA"}""")]
    [InlineData("""{"name":null,"type":"SPA"}""")]
    [InlineData("""{"name":"n","type":"spa"}""")]
    [InlineData("""{"name":"n","type":"SPA","isThirdParty":null}""")]
    [InlineData("""{"name":"n","type":"SPA","customData":null}""")]
    [InlineData("""{"name":"n","type":"SPA","customData":[]}""")]
    [InlineData("""{"name":"n","type":"SPA","oidcClientMetadata":null}""")]
    [InlineData("""{"name":"n","type":"SPA","oidcClientMetadata":{}}""")]
    [InlineData("""{"name":"n","type":"SPA","oidcClientMetadata":{"redirectUris":[]}}""")]
    [InlineData("""{"name":"n","type":"SPA","oidcClientMetadata":{"redirectUris":[],"postLogoutRedirectUris":[],"backchannelLogoutUri":"here"}}""")]
    [InlineData("""{"name":"n","type":"SPA","customClientMetadata":null}""")]
    [InlineData("""{"name":"n","type":"SPA","customClientMetadata":{"corsAllowedOrigins":[""]}}""")]
    [InlineData("""{"name":"n","type":"SPA","customClientMetadata":{"refreshTokenTtlInDays":0}}""")]
    [InlineData("""{"name":"n","type":"SPA","customClientMetadata":{"refreshTokenTtlInDays":181}}""")]
    [InlineData("""{"name":"n","type":"SPA","customClientMetadata":{"refreshTokenTtlInDays":1.5}}""")]
    [InlineData("""{"name":"n","type":"SPA","customClientMetadata":{"maxAllowedGrants":0}}""")]
    [InlineData("""{"name":"n","type":"SPA","customClientMetadata":{"idTokenTtl":"1"}}""")]
    [InlineData("""{"name":"n","type":"SPA","protectedAppMetadata":{"origin":"x"}}""")]
    [InlineData("""["name"]""")]
    public async Task Bodies_that_do_not_fit(string body) => (await Api.PostAnswerAsync("/api/applications", body)).Expect(400, "guard.invalid_input");

    [Fact]
    public async Task A_name_has_at_most_256_characters()
    {
        (await Api.PostAnswerAsync("/api/applications", new { name = new string('n', 257), type = "SPA" })).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync("/api/applications", new { name = new string('n', 256), type = "SPA" })).Expect(200);
    }

    [Theory(DisplayName = "Contract apps 1.1: redirect URIs by the provider's own rule, in both lists")]
    [InlineData("")]
    [InlineData("foo")]
    [InlineData("1app://x")]
    [InlineData("my_app://x")]
    [InlineData("https://*/cb")]
    [InlineData("https://a.b/../c")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("about:blank")]
    [InlineData("blob:https://a.b/c")]
    [InlineData("ftp://a.b/c")]
    public async Task Redirect_uris(string uri)
    {
        foreach (var metadata in (object[])[new { redirectUris = (string[])[uri], postLogoutRedirectUris = Array.Empty<string>() }, new { redirectUris = Array.Empty<string>(), postLogoutRedirectUris = (string[])[uri] }])
            (await Api.PostAnswerAsync("/api/applications", new { name = "n", type = "SPA", oidcClientMetadata = metadata })).Expect(400, "guard.invalid_input");
    }

    [Theory(DisplayName = "Contract apps 1.2: the checks between members, in order")]
    [InlineData("""{"name":"n","type":"SAML","isThirdParty":true,"customClientMetadata":{"isDeviceFlow":true}}""", 400, "application.saml.use_saml_app_api")]
    [InlineData("""{"name":"n","type":"Protected","isThirdParty":true,"customClientMetadata":{"isDeviceFlow":true}}""", 422, "application.device_flow_native_only")]
    [InlineData("""{"name":"n","type":"SPA","customClientMetadata":{"isDeviceFlow":true}}""", 422, "application.device_flow_native_only")]
    [InlineData("""{"name":"n","type":"Protected","isThirdParty":true}""", 400, "application.protected_app_metadata_is_required")]
    [InlineData("""{"name":"n","type":"Protected","isThirdParty":true,"protectedAppMetadata":{"subDomain":"-","origin":"x"}}""", 400, "application.invalid_third_party_application_type")]
    [InlineData("""{"name":"n","type":"MachineToMachine","isThirdParty":true,"customClientMetadata":{"allowTokenExchange":true}}""", 400, "application.invalid_third_party_application_type")]
    [InlineData("""{"name":"n","type":"Traditional","isThirdParty":true,"customClientMetadata":{"allowTokenExchange":true}}""", 422, "application.third_party_application_cannot_enable_token_exchange")]
    [InlineData("""{"name":"n","type":"Protected","protectedAppMetadata":{"subDomain":"-a","origin":"x"}}""", 422, "application.invalid_subdomain")]
    [InlineData("""{"name":"n","type":"Protected","protectedAppMetadata":{"subDomain":"a.b","origin":"x"}}""", 422, "application.invalid_subdomain")]
    [InlineData("""{"name":"n","type":"Protected","protectedAppMetadata":{"subDomain":"a","origin":"x"}}""", 501, "application.protected_app_not_configured")]
    public async Task Checks_in_order(string body, int status, string code) => (await Api.PostAnswerAsync("/api/applications", body)).Expect(status, code);

    [Fact]
    public async Task A_refused_application_leaves_nothing_behind()
    {
        var name = TestServer.Unique("refused");
        foreach (var rest in (string[])["\"type\":\"SAML\"", "\"type\":\"MachineToMachine\",\"isThirdParty\":true", "\"type\":\"SPA\",\"customData\":1"])
            Assert.Equal(400, (int)(await Api.PostAnswerAsync("/api/applications", $$"""{"name":"{{name}}",{{rest}}}""")).Status);
        Assert.False(await Server.InDatabaseAsync(db => db.Applications.AnyAsync(application => application.Name == name)));
    }

    [Fact(DisplayName = "A change of an application has an audit entry, which shows no secret")]
    public async Task Audit()
    {
        var made = await Api.NewApplicationAsync();
        var value = (await Api.SecretsAsync(made.Id)).Values.Single();
        var entries = await Server.InDatabaseAsync(db => db.Audit.AsNoTracking().Where(row => row.Key == "Change.Application.Created").ToListAsync());
        var entry = entries.Single(row => row.Payload.Text.Contains(made.Id, StringComparison.Ordinal));
        Assert.Contains("Default secret", entry.Payload.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(value, entry.Payload.Text, StringComparison.Ordinal);
    }
}
