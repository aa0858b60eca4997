using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Protocol.Clients;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Server.Tests.Clients;

/// <summary>openid-client 6 (tests/clients/openid-client.mjs; contract/sdk-expectations.md 18.3).</summary>
public sealed class OpenidClientTests : ClientTest
{
    private const string Exchange = """{"allowTokenExchange":true}""";

    [Fact]
    public async Task Openid_client_discovers()
    {
        var result = await RunAsync("discovery", await AppAsync());
        Assert.Contains("ES256", result.GetProperty("algorithms").EnumerateArray().Select(algorithm => algorithm.GetString()));
    }

    [Fact]
    public async Task Openid_client_public_code_flow_with_userinfo_and_rotating_refresh() =>
        Assert.True((await RunAsync("code", await AppAsync())).GetProperty("rotated").GetBoolean());

    [Theory]
    [InlineData("post")]
    [InlineData("basic")]
    public async Task Openid_client_confidential_code_flow_with_userinfo_and_refresh(string authentication) =>
        Assert.False((await RunAsync("code", await AppAsync(ApplicationType.Traditional, authentication: authentication))).GetProperty("rotated").GetBoolean());

    [Fact]
    public async Task Openid_client_resource_indicator() => await RunAsync("resource", await (await AppAsync()).WithResourceAsync(Server));

    [Theory]
    [InlineData(ApplicationType.SPA, "none")]
    [InlineData(ApplicationType.Traditional, "basic")]
    public async Task Openid_client_pushed_authorization_request(ApplicationType type, string authentication) =>
        await RunAsync("par", await AppAsync(type, authentication: authentication));

    [Fact]
    public async Task Openid_client_dpop_code_flow_userinfo_and_refresh() => await RunAsync("dpop", await AppAsync());

    [Fact]
    public async Task Openid_client_device_flow() => await RunAsync("device", await AppAsync(ApplicationType.Native, """{"isDeviceFlow":true}"""));

    [Theory]
    [InlineData("post")]
    [InlineData("basic")]
    public async Task Openid_client_client_credentials(string authentication) =>
        await RunAsync("clientCredentials", await (await AppAsync(ApplicationType.MachineToMachine, authentication: authentication)).WithApplicationResourceAsync(Server));

    [Fact]
    public async Task Openid_client_dpop_client_credentials() =>
        await RunAsync("dpopClientCredentials", await (await AppAsync(ApplicationType.MachineToMachine, authentication: "post")).WithApplicationResourceAsync(Server));

    [Fact]
    public async Task Openid_client_token_exchange() =>
        await RunAsync("tokenExchange", await (await AppAsync(ApplicationType.Traditional, Exchange, authentication: "basic")).WithResourceAsync(Server));

    [Theory]
    [InlineData(ApplicationType.SPA, "none")]
    [InlineData(ApplicationType.Traditional, "post")]
    public async Task Openid_client_introspection_and_revocation(ApplicationType type, string authentication) =>
        await RunAsync("introspectionAndRevocation", await AppAsync(type, authentication: authentication));

    [Fact]
    public async Task Openid_client_end_session() => await RunAsync("endSession", await AppAsync());

    [Fact]
    public async Task Openid_client_private_key_jwt()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (x, y) = (key.ExportParameters(false).Q.X!, key.ExportParameters(false).Q.Y!);
        var jwk = new Dictionary<string, string>
        {
            ["kty"] = "EC", ["crv"] = "P-256", ["kid"] = "k1", ["alg"] = "ES256", ["use"] = "sig", ["x"] = Base64UrlEncoder.Encode(x), ["y"] = Base64UrlEncoder.Encode(y),
        };
        var registered = $$""","tokenEndpointAuthMethod":"private_key_jwt","jwks":{"keys":[{{JsonSerializer.Serialize(jwk)}}]}""";
        var given = await AppAsync(ApplicationType.Traditional, moreOidc: registered, authentication: "privateKeyJwt");
        jwk["d"] = Base64UrlEncoder.Encode(key.ExportParameters(true).D!);
        await RunAsync("assertion", given.With("privateKey", jwk));
    }

    [Fact]
    public async Task Openid_client_client_secret_jwt() =>
        await RunAsync("assertion", await AppAsync(ApplicationType.Traditional, moreOidc: ""","tokenEndpointAuthMethod":"client_secret_jwt" """, authentication: "secretJwt"));

    [Fact]
    public async Task Openid_client_hears_that_the_implicit_flow_is_refused() => await RunAsync("implicit", await AppAsync());

    [Fact]
    public async Task Openid_client_hears_errors() => await RunAsync("errors", await AppAsync());

    private Task<Given> AppAsync(ApplicationType type = ApplicationType.SPA, string custom = "{}", string moreOidc = "", string authentication = "none") =>
        Given.UserAndAppAsync(Server, type, custom, moreOidc, authentication);

    private static Task<JsonElement> RunAsync(string flow, Given given) => NodeClient.RunAsync("openid-client", flow, given.Members);
}
