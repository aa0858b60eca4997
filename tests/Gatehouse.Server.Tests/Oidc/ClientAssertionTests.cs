using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>RFC 7523 and OpenID Connect Core section 9 at the token endpoint; ASVS 10.4.16.</summary>
public sealed class ClientAssertionTests : ServerTest
{
    private const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const string Secret = "0123456789abcdefghijklmnopqrstuv";
    private readonly ClientKeys _keys = new();

    [Fact]
    public async Task A_registered_key_authenticates_and_nothing_else_does()
    {
        var id = await AddAsync("private_key_jwt");
        (await Server.TokenAnswerAsync(Request(_keys.Sign(Payload(id))))).Expect(200);
        (await Server.TokenAnswerAsync(Request(_keys.Sign(Payload(id, aud: TestServer.Endpoint + "/oidc/token"))))).Expect(200);

        var grant = Form(("grant_type", "client_credentials"), ("resource", ManagementResource));
        (await Server.TokenAnswerAsync(grant, headers: Basic(id, Secret))).ExpectError(401, "invalid_client");
        (await Server.TokenAnswerAsync(Form(("client_id", id), ("client_secret", Secret)) + "&" + grant)).ExpectError(401, "invalid_client");
        (await Server.TokenAnswerAsync(Form(("client_id", id)) + "&" + grant)).ExpectError(401, "invalid_client");
        (await Server.TokenAnswerAsync(Request(ClientKeys.Mac(Payload(id), Secret)))).ExpectError(401, "invalid_client");
        (await Server.TokenAnswerAsync(Request(new ClientKeys().Sign(Payload(id))))).ExpectError(401, "invalid_client");
        (await Server.TokenAnswerAsync(Request(_keys.Sign(Payload(id, aud: "https://other.test"))))).ExpectError(401, "invalid_client");
    }

    [Fact]
    public async Task A_secret_makes_assertions_for_a_client_that_registered_for_them()
    {
        var id = await AddAsync("client_secret_jwt");
        (await Server.TokenAnswerAsync(Request(ClientKeys.Mac(Payload(id), Secret)))).Expect(200);
        (await Server.TokenAnswerAsync(Request(ClientKeys.Mac(Payload(id), new string('x', 32))))).ExpectError(401, "invalid_client");
        (await Server.TokenAnswerAsync(Request(_keys.Sign(Payload(id))))).ExpectError(401, "invalid_client");
        var plain = await AddAsync("client_secret_basic");
        (await Server.TokenAnswerAsync(Request(ClientKeys.Mac(Payload(plain), Secret)))).ExpectError(401, "invalid_client");
    }

    [Fact]
    public async Task Of_fifty_requests_with_one_assertion_exactly_one_passes()
    {
        var id = await AddAsync("private_key_jwt");
        var request = Request(_keys.Sign(Payload(id)));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Server.TokenAnswerAsync(request)));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.ExpectError(401, "invalid_client"));
        // The same id in another client's assertion is another one.
        var jti = Part(request.Split("client_assertion=")[1].Split('&')[0], 1).GetProperty("jti").GetString()!;
        (await Server.TokenAnswerAsync(Request(_keys.Sign(Payload(await AddAsync("private_key_jwt"), jti: jti))))).Expect(200);
        (await Server.TokenAnswerAsync(Request(_keys.Sign(Payload(id, jti: jti))))).ExpectError(401, "invalid_client");
    }

    [Fact]
    public async Task A_public_client_does_not_become_confidential_by_a_setting()
    {
        var id = await AddAsync("private_key_jwt", ApplicationType.SPA);
        (await Server.TokenAnswerAsync(Request(_keys.Sign(Payload(id))))).ExpectError(401, "invalid_client");
    }

    [Fact]
    public async Task Neither_assertion_nor_secret_is_logged()
    {
        await using var server = await TestServer.StartAsync();
        var id = await AddAsync("client_secret_jwt", server: server);
        var assertion = ClientKeys.Mac(Payload(id, server: server), Secret);
        (await server.TokenAnswerAsync(Request(assertion))).Expect(200);
        (await server.TokenAnswerAsync(Request(assertion))).ExpectError(401, "invalid_client");
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains(assertion, StringComparison.Ordinal) || line.Contains(Secret, StringComparison.Ordinal));
    }

    private static string Request(string assertion) => Form(
        ("grant_type", "client_credentials"), ("resource", ManagementResource), ("scope", "all"), ("client_assertion_type", Type), ("client_assertion", assertion));

    private string Payload(string clientId, string aud = TestServer.Endpoint + "/oidc", string? jti = null, TestServer? server = null) =>
        $$"""{"iss":"{{clientId}}","sub":"{{clientId}}","aud":"{{aud}}","exp":{{(server ?? Server).Clock.GetUtcNow().ToUnixTimeSeconds() + 300}},"jti":"{{jti ?? Identifier.Long()}}"}""";

    private Task<string> AddAsync(string method, ApplicationType type = ApplicationType.MachineToMachine, TestServer? server = null) => (server ?? Server).AddClientAsync(
        type, oidc: $$$"""{"redirectUris":[],"postLogoutRedirectUris":[],"tokenEndpointAuthMethod":"{{{method}}}","jwks":{"keys":[{{{_keys.PublicJwk}}}]}}""", secrets: ("only", Secret, null));
}
