using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;
using static Gatehouse.Server.Tests.Support.SignInFlow;

namespace Gatehouse.Server.Tests.ManagementApi.Applications;

/// <summary>What a client may ask of itself beyond Logto's members: RFC 7591 section 2, RFC 9126 section 6, RFC 9449 section 5.2.</summary>
public sealed class ClientMetadataTests : ServerTest
{
    private readonly ClientKeys _keys = new();

    private static string Metadata(string more) => $$$"""{"oidcClientMetadata":{"redirectUris":["{{{Callback}}}"],"postLogoutRedirectUris":[],{{{more}}}}}""";

    private string KeySet => $$"""{"keys":[{{_keys.PublicJwk}}]}""";

    [Fact(DisplayName = "RFC 7591 2: private_key_jwt with its keys is kept and holds at the token endpoint at once")]
    public async Task Private_key_jwt()
    {
        var app = (await Api.NewApplicationAsync("MachineToMachine")).Id;
        var secret = (await Api.SecretsAsync(app)).Values.Single();
        (await Server.Anonymous.TokenOfAsync(app, secret)).Expect(200);
        var changed = (await Api.PatchAnswerAsync($"/api/applications/{app}", Metadata($$""" "tokenEndpointAuthMethod":"private_key_jwt","jwks":{{KeySet}} """))).Expect(200);
        Assert.Equal(KeySet, changed["oidcClientMetadata"].GetProperty("jwks").GetRawText());
        (await Server.Anonymous.TokenOfAsync(app, secret)).ExpectError(401, "invalid_client");
        (await AssertionAsync(app, _keys)).Expect(200);
        // Another key in its place: the old one stops at once.
        var other = new ClientKeys();
        (await Api.PatchAnswerAsync($"/api/applications/{app}", Metadata($$""" "tokenEndpointAuthMethod":"private_key_jwt","jwks":{"keys":[{{other.PublicJwk}}]} """))).Expect(200);
        (await AssertionAsync(app, _keys)).ExpectError(401, "invalid_client");
        (await AssertionAsync(app, other)).Expect(200);
        (await Api.PatchAnswerAsync($"/api/applications/{app}", Metadata(""" "tokenEndpointAuthMethod":"client_secret_basic" """))).Expect(200);
        (await Server.Anonymous.TokenOfAsync(app, secret)).Expect(200);
    }

    [Fact(DisplayName = "RFC 9126 6 and RFC 9449 5.2: a client that asks for pushed requests and proofs gets nothing without")]
    public async Task Pushed_requests_and_proofs()
    {
        var app = await Authorized.CreateAsync(Server);
        var token = await app.RefreshTokenAsync();
        (await Server.NewBrowser().GetAsync(AuthUrl(app.ClientId))).Expect(303);
        (await Api.PatchAnswerAsync($"/api/applications/{app.ClientId}", Metadata(""" "requirePushedAuthorizationRequests":true,"dpopBoundAccessTokens":true """))).Expect(200);
        Assert.Contains("error=invalid_request", (await Server.NewBrowser().GetAsync(AuthUrl(app.ClientId))).Expect(303).Header("Location"), StringComparison.Ordinal);
        (await app.RefreshAsync(token)).Expect(400, "oidc.invalid_dpop_proof");
        (await Api.PatchAnswerAsync($"/api/applications/{app.ClientId}", Metadata(""" "requirePushedAuthorizationRequests":false,"dpopBoundAccessTokens":false """))).Expect(200);
        (await app.RefreshAsync(token)).Expect(200);
    }

    [Fact]
    public async Task What_would_lock_a_client_out_is_refused()
    {
        var spa = $"/api/applications/{(await Api.NewApplicationAsync("SPA")).Id}";
        var web = $"/api/applications/{(await Api.NewApplicationAsync()).Id}";
        foreach (var method in (string[])["private_key_jwt", "client_secret_basic"])
            (await Api.PatchAnswerAsync(spa, Metadata($$""" "tokenEndpointAuthMethod":"{{method}}","jwks":{{KeySet}} """))).Expect(400, "request.invalid_input");
        (await Api.PatchAnswerAsync(web, Metadata(""" "tokenEndpointAuthMethod":"private_key_jwt" """))).Expect(400, "request.invalid_input");
        (await Api.PatchAnswerAsync(web, Metadata(""" "tokenEndpointAuthMethod":"private_key_jwt","jwks":{"keys":[]} """))).Expect(400, "request.invalid_input");
        (await Api.PostAnswerAsync("/api/applications", """{"name":"n","type":"Native",""" + Metadata(""" "tokenEndpointAuthMethod":"client_secret_jwt" """)[1..])).Expect(400, "request.invalid_input");
        (await Api.PatchAnswerAsync(web, Metadata(""" "tokenEndpointAuthMethod":"client_secret_jwt" """))).Expect(200);
    }

    [Theory]
    [InlineData(""" "tokenEndpointAuthMethod":"none" """)]
    [InlineData(""" "tokenEndpointAuthMethod":null """)]
    [InlineData(""" "jwks":[] """)]
    [InlineData(""" "jwks":{} """)]
    [InlineData(""" "jwks":{"keys":{}} """)]
    [InlineData(""" "jwks":{"keys":[{"kty":"oct","k":"c2VjcmV0"}]} """)]
    [InlineData(""" "jwks":{"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}]} """)]
    [InlineData(""" "requirePushedAuthorizationRequests":"true" """)]
    [InlineData(""" "dpopBoundAccessTokens":1 """)]
    public async Task Members_that_do_not_fit(string more)
    {
        var app = (await Api.NewApplicationAsync()).Id;
        (await Api.PatchAnswerAsync($"/api/applications/{app}", Metadata(more))).Expect(400, "guard.invalid_input");
    }

    private Task<Answer> AssertionAsync(string app, ClientKeys keys) => Server.TokenAnswerAsync(Form(
        ("grant_type", "client_credentials"), ("resource", ManagementResource), ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("client_assertion", keys.Sign(
            $$"""{"iss":"{{app}}","sub":"{{app}}","aud":"{{TestServer.Endpoint}}/oidc","exp":{{Server.Clock.GetUtcNow().ToUnixTimeSeconds() + 300}},"jti":"{{Identifier.Long()}}"}"""))));
}
