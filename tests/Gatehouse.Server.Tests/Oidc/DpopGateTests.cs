using Gatehouse.Protocol.Errors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Oidc;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>RFC 9449 sections 4.3, 7 and 11.1, for the endpoints that ask the gate.</summary>
public sealed class DpopGateTests : ServerTest
{
    private readonly ClientKeys _keys = new();

    [Fact]
    public async Task A_proof_for_method_and_public_address_gives_the_keys_thumbprint()
    {
        var key = (await EnterAsync([Proof()])).TryGet(out var found, out var refused) ? found : null;
        Assert.True(refused is null, refused?.Description);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", key!.Thumbprint);
    }

    [Fact]
    public async Task No_proof_is_no_key_unless_the_token_is_bound()
    {
        Assert.True((await EnterAsync([])).TryGet(out var key, out _));
        Assert.Null(key!.Thumbprint);
        Refused(await EnterAsync([], boundTo: "thumbprint"));
        Refused(await EnterAsync([Proof()], boundTo: "thumbprint"));
    }

    [Fact]
    public async Task A_second_header_another_address_and_a_missing_hash_are_refused()
    {
        Refused(await EnterAsync([Proof(), Proof()]));
        Refused(await EnterAsync([Proof(TestServer.AdminEndpoint + "/oidc/token")]));
        Refused(await EnterAsync([Proof(TestServer.Endpoint + "/oidc/me")]));
        Refused(await EnterAsync([Proof()], accessToken: "token"));
        Refused(await EnterAsync(["nothing"]));
    }

    [Fact]
    public async Task Of_fifty_requests_with_one_proof_exactly_one_passes()
    {
        var proof = Proof();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => EnterAsync([proof])));
        Assert.Single(outcomes, outcome => outcome.TryGet(out var _, out _));
        Assert.All(outcomes.Where(outcome => !outcome.TryGet(out var _, out _)), Refused);
    }

    private static void Refused(Checked<PossessedKey> outcome)
    {
        Assert.False(outcome.TryGet(out _, out var refused));
        Assert.Equal((400, "invalid_dpop_proof"), (refused!.Status, refused.Error));
    }

    private async Task<Checked<PossessedKey>> EnterAsync(string[] proofs, string? accessToken = null, string? boundTo = null)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "default";
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        // Behind a proxy the server sees another host than the client does.
        (http.Request.Method, http.Request.Scheme, http.Request.Host, http.Request.Path) = ("POST", "http", new HostString("10.0.0.7:8080"), "/oidc/token");
        if (proofs.Length > 0) http.Request.Headers["DPoP"] = proofs;
        return await scope.ServiceProvider.GetRequiredService<DpopGate>().EnterAsync(http, accessToken, boundTo);
    }

    private string Proof(string url = TestServer.Endpoint + "/oidc/token") => _keys.Sign(
        $$"""{"jti":"{{Identifier.Long()}}","htm":"POST","htu":"{{url}}","iat":{{Server.Clock.GetUtcNow().ToUnixTimeSeconds()}}}""",
        $$"""{"typ":"dpop+jwt","alg":"ES256","jwk":{{_keys.PublicJwk}}}""");
}
