using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Gatehouse.Server.SsoConnectors;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.SsoConnectors;

/// <summary>contract/management-misc.md 8: enterprise connectors.</summary>
public sealed class SsoConnectorTests : ServerTest
{
    [Fact]
    public async Task The_providers_are_described_in_the_callers_language()
    {
        var english = (await Api.GetAnswerAsync("/api/sso-connector-providers")).Expect(200);
        Assert.Equal(
            [("OIDC", "oidc"), ("SAML", "saml"), ("AzureAD", "saml"), ("GoogleWorkspace", "oidc"), ("Okta", "oidc"), ("AzureAdOidc", "oidc")],
            english.Json.EnumerateArray().Select(provider => (provider.GetProperty("providerName").GetString(), provider.GetProperty("providerType").GetString())));
        Assert.Equal(["providerName", "providerType", "logo", "logoDark", "description", "name"], english.Json[0].EnumerateObject().Select(member => member.Name));
        var korean = (await Api.SendAnswerAsync(HttpMethod.Get, "/api/sso-connector-providers", null, ("Accept-Language", "ko"))).Expect(200);
        Assert.NotEqual(english.Json[0].GetProperty("description").GetString(), korean.Json[0].GetProperty("description").GetString());
    }

    [Fact]
    public async Task A_connector_without_a_configuration_is_a_row_with_defaults()
    {
        var name = TestServer.Unique();
        var made = (await Api.PostAnswerAsync("/api/sso-connectors", new { providerName = "OIDC", connectorName = name })).Expect(200);
        Assert.Equal(
            ["tenantId", "id", "providerName", "connectorName", "config", "domains", "branding", "syncProfile", "enableTokenStorage", "createdAt"],
            made.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("{}", "[]", "{}", 12), (made["config"].GetRawText(), made["domains"].GetRawText(), made["branding"].GetRawText(), made.Id.Length));
        var read = (await Api.GetAnswerAsync($"/api/sso-connectors/{made.Id}")).Expect(200);
        Assert.Equal(["name", "providerType", "providerLogo", "providerLogoDark"], read.Json.EnumerateObject().Select(member => member.Name).Skip(10));
        (await Api.DeleteAnswerAsync($"/api/sso-connectors/{made.Id}")).Expect(204);
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Patch, HttpMethod.Delete])
            (await Api.SendAnswerAsync(method, $"/api/sso-connectors/{made.Id}", method == HttpMethod.Patch ? "{}" : null)).Expect(404, "entity.not_exists_with_id");
    }

    [Fact]
    public async Task An_openid_provider_is_asked_when_its_configuration_is_written()
    {
        await using var provider = await Receiver.StartAsync();
        provider.Answer = (received, http) => http.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            issuer = provider.Url, authorization_endpoint = provider.Url + "/auth", token_endpoint = provider.Url + "/token", jwks_uri = provider.Url + "/jwks", userinfo_endpoint = provider.Url + "/me",
        }));
        var secret = TestServer.Unique("secret");
        var made = await NewAsync("OIDC", new { clientId = "c", clientSecret = secret, issuer = provider.Url }, ["Corp.Example"]);
        Assert.Equal($$"""{"clientId":"c","clientSecret":"{{secret}}","issuer":"{{provider.Url}}","trustUnverifiedEmail":false}""", made["config"].GetRawText());
        Assert.Equal("""["corp.example"]""", made["domains"].GetRawText());
        Assert.Equal(provider.SecretPath + "/.well-known/openid-configuration", (await provider.SingleAsync()).Path);
        var stored = await Server.InDatabaseAsync(db => db.SsoConnectors.AsNoTracking().Where(row => row.Id == made.Id).Select(row => row.Config).SingleAsync());
        Assert.DoesNotContain(secret, stored.Cipher);

        var read = (await Api.GetAnswerAsync($"/api/sso-connectors/{made.Id}")).Expect(200)["providerConfig"];
        Assert.Equal(
            ["clientId", "clientSecret", "issuer", "trustUnverifiedEmail", "authorizationEndpoint", "tokenEndpoint", "userinfoEndpoint", "jwksUri", "scope"],
            read.EnumerateObject().Select(member => member.Name));
        Assert.Equal(provider.Url + "/auth", read.GetProperty("authorizationEndpoint").GetString());
        Assert.Single(provider.All);

        var changed = (await Api.PatchAnswerAsync($"/api/sso-connectors/{made.Id}", new { config = new { }, syncProfile = true, branding = new { displayName = "Corp", more = 1 }, providerName = "SAML" })).Expect(200);
        Assert.Equal(("{}", "OIDC", """{"displayName":"Corp"}"""), (changed["config"].GetRawText(), changed["providerName"].GetString(), changed["branding"].GetRawText()));
        Assert.True(changed["syncProfile"].GetBoolean());
        Assert.False(changed.Json.TryGetProperty("providerConfig", out _));
        (await Api.PatchAnswerAsync($"/api/sso-connectors/{made.Id}", "{}")).Expect(200);
    }

    [Theory]
    [InlineData(404, "{}")]
    [InlineData(200, "not json")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"issuer":"https://somebody.else","authorization_endpoint":"a","token_endpoint":"b","jwks_uri":"c"}""")]
    [InlineData(200, """{"issuer":"https://somebody.else"}""")]
    public async Task A_provider_that_is_not_one_is_refused(int status, string body)
    {
        await using var provider = await Receiver.StartAsync();
        provider.Answer = (_, http) =>
        {
            http.Response.StatusCode = status;
            return http.Response.WriteAsync(body);
        };
        (await Api.PostAnswerAsync("/api/sso-connectors", Body("OIDC", new { clientId = "c", clientSecret = "s", issuer = provider.Url }))).Expect(400, "connector.invalid_config");
    }

    [Fact]
    public async Task A_saml_provider_is_read_from_its_metadata()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=idp", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
        var metadata = $"""
            <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example/entity"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{Convert.ToBase64String(certificate.RawData)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
            <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/post"/>
            <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/redirect"/>
            </IDPSSODescriptor></EntityDescriptor>
            """;
        var bare = await NewAsync("SAML", null);
        var unset = (await Api.GetAnswerAsync($"/api/sso-connectors/{bare.Id}")).Expect(200)["providerConfig"];
        Assert.Equal(["defaultAttributeMapping", "serviceProvider"], unset.EnumerateObject().Select(member => member.Name));
        Assert.Equal($"{TestServer.Endpoint}/api/authn/single-sign-on/saml/{bare.Id}", unset.GetProperty("serviceProvider").GetProperty("assertionConsumerServiceUrl").GetString());

        await using var provider = await Receiver.StartAsync();
        provider.Answer = (_, http) => http.Response.WriteAsync(metadata);
        foreach (var config in (object[])[new { metadata }, new { metadataUrl = provider.Url }, new { entityId = "https://idp.example/entity", signInEndpoint = "https://idp.example/redirect", x509Certificate = certificate.ExportCertificatePem() }])
        {
            var made = await NewAsync("AzureAD", config);
            var said = (await Api.GetAnswerAsync($"/api/sso-connectors/{made.Id}")).Expect(200)["providerConfig"].GetProperty("identityProvider");
            Assert.Equal(("https://idp.example/entity", "https://idp.example/redirect"), (said.GetProperty("entityId").GetString(), said.GetProperty("signInEndpoint").GetString()));
            Assert.Equal(certificate.ExportCertificatePem(), said.GetProperty("x509Certificate").GetString());
        }
    }

    [Theory]
    [InlineData("OIDC", """{"clientId":"c"}""")]
    [InlineData("OIDC", """{"clientId":"c","clientSecret":"s"}""")]
    [InlineData("OIDC", """{"clientId":"c","clientSecret":"s","issuer":"nonsense"}""")]
    [InlineData("OIDC", """{"clientId":"c","clientSecret":"s","issuer":"http://10.0.0.1/inside"}""")]
    [InlineData("OIDC", """{"clientId":"c","clientSecret":"s","issuer":"http://127.0.0.1:1/nobody"}""")]
    [InlineData("SAML", """{"entityId":"x"}""")]
    [InlineData("SAML", """{"metadata":"<html/>"}""")]
    [InlineData("SAML", """{"metadata":"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>"}""")]
    [InlineData("SAML", """{"metadataUrl":"http://169.254.169.254/"}""")]
    [InlineData("SAML", """{"entityId":"x","signInEndpoint":"https://x.example","x509Certificate":"bm90aGluZw=="}""")]
    public async Task A_configuration_that_can_not_be_is_refused(string provider, string config)
    {
        var name = TestServer.Unique();
        (await Api.PostAnswerAsync("/api/sso-connectors", $$"""{"providerName":"{{provider}}","connectorName":"{{name}}","config":{{config}}}""")).Expect(400, "connector.invalid_config");
        Assert.DoesNotContain(name, (await Api.GetAnswerAsync("/api/sso-connectors")).Expect(200).Text);
    }

    [Fact]
    public async Task A_name_belongs_to_one_connector_also_of_many_made_at_once()
    {
        var name = TestServer.Unique();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Api.PostAnswerAsync("/api/sso-connectors", new { providerName = "Okta", connectorName = name })));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(409, "single_sign_on.duplicate_connector_name"));
        var other = await NewAsync("Okta", null);
        (await Api.PatchAnswerAsync($"/api/sso-connectors/{other.Id}", new { connectorName = name })).Expect(409, "single_sign_on.duplicate_connector_name");
        (await Api.PatchAnswerAsync($"/api/sso-connectors/{other.Id}", new { connectorName = other["connectorName"].GetString() })).Expect(200);
    }

    [Theory]
    [InlineData("""{"providerName":"Nobody","connectorName":"x"}""", 422, "connector.not_found")]
    [InlineData("""{"providerName":"OIDC"}""", 400, "guard.invalid_input")]
    [InlineData("""{"connectorName":"x"}""", 400, "guard.invalid_input")]
    [InlineData("""{"providerName":"OIDC","connectorName":"x","domains":"a.example"}""", 400, "guard.invalid_input")]
    [InlineData("""{"providerName":"OIDC","connectorName":"x","enableTokenStorage":true}""", 422, "request.feature_not_supported")]
    [InlineData("""{"providerName":"SAML","connectorName":"x","enableTokenStorage":true}""", 400, "connector.token_storage_not_supported")]
    public async Task A_connector_that_can_not_be_is_refused(string body, int status, string code) => (await Api.PostAnswerAsync("/api/sso-connectors", body)).Expect(status, code);

    [Fact]
    public async Task Domains_are_private_ones_and_named_once()
    {
        var forbidden = (await Api.PostAnswerAsync("/api/sso-connectors", Body("OIDC", null, ["ours.example", "Gmail.com", "qq.com"]))).Expect(422, "single_sign_on.forbidden_domains");
        Assert.Equal("""{"data":["gmail.com","qq.com"]}""", forbidden["data"].GetRawText());
        var repeated = (await Api.PostAnswerAsync("/api/sso-connectors", Body("OIDC", null, ["ours.example", "OURS.example"]))).Expect(422, "single_sign_on.duplicated_domains");
        Assert.Equal("""{"data":["ours.example"]}""", repeated["data"].GetRawText());
        await NewAsync("OIDC", null, ["shared.example"]);
        var second = await NewAsync("SAML", null, ["shared.example"]);
        (await Api.PatchAnswerAsync($"/api/sso-connectors/{second.Id}", new { domains = new[] { "gmail.com" } })).Expect(422, "single_sign_on.forbidden_domains");
        (await Api.PatchAnswerAsync($"/api/sso-connectors/{second.Id}", new { enableTokenStorage = true })).Expect(400, "connector.token_storage_not_supported");
    }

    [Fact]
    public async Task The_list_has_the_newest_first_and_pages_on_request()
    {
        var made = await NewAsync("OIDC", null);
        await Server.InDatabaseAsync(db => db.SsoConnectors.Where(row => row.Id == made.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.CreatedAt, new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc))));
        Assert.Equal(made.Id, (await Api.GetAnswerAsync("/api/sso-connectors")).Expect(200).Json[0].GetProperty("id").GetString());
        var page = (await Api.GetAnswerAsync("/api/sso-connectors?page=1&page_size=1")).Expect(200);
        Assert.Equal(made.Id, Assert.Single(page.Json.EnumerateArray()).GetProperty("id").GetString());
        Assert.NotNull(page.Header("Total-Number"));
        await Server.InDatabaseAsync(db => db.SsoConnectors.Where(row => row.Id == made.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ProviderName, "Gone")));
        (await Api.GetAnswerAsync($"/api/sso-connectors/{made.Id}")).Expect(404, "connector.not_found");
    }

    [Theory]
    [InlineData("POST", "/api/saml-applications")]
    [InlineData("GET", "/api/saml-applications/x")]
    [InlineData("PATCH", "/api/saml-applications/x")]
    [InlineData("DELETE", "/api/saml-applications/x")]
    [InlineData("POST", "/api/saml-applications/x/secrets")]
    [InlineData("GET", "/api/saml-applications/x/secrets")]
    [InlineData("PATCH", "/api/saml-applications/x/secrets/y")]
    [InlineData("DELETE", "/api/saml-applications/x/secrets/y")]
    public async Task What_is_not_offered_yet_says_so(string method, string path)
    {
        (await Api.SendAnswerAsync(new HttpMethod(method), path)).Expect(501, "request.not_implemented");
        (await Server.Anonymous.SendAnswerAsync(new HttpMethod(method), path)).Expect(401, "auth.authorization_header_missing");
    }

    [Theory]
    [InlineData("GET", "/api/saml-applications/x/metadata")]
    [InlineData("GET", "/api/saml-applications/x/callback")]
    [InlineData("GET", "/api/saml/x/authn")]
    [InlineData("POST", "/api/saml/x/authn")]
    [InlineData("POST", "/api/authn/saml/x")]
    [InlineData("POST", "/api/authn/single-sign-on/saml/x")]
    public async Task What_browsers_would_call_says_so_to_everybody(string method, string path) =>
        (await Server.Anonymous.SendAnswerAsync(new HttpMethod(method), path)).Expect(501, "request.not_implemented");

    private async Task<Answer> NewAsync(string provider, object? config, string[]? domains = null) => (await Api.PostAnswerAsync("/api/sso-connectors", Body(provider, config, domains))).Expect(200);

    private static Dictionary<string, object?> Body(string provider, object? config, string[]? domains = null)
    {
        var body = new Dictionary<string, object?> { ["providerName"] = provider, ["connectorName"] = TestServer.Unique() };
        if (config is not null) body["config"] = config;
        if (domains is not null) body["domains"] = domains;
        return body;
    }
}
