using System.Text.Json;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Oidc.Conformance;

/// <summary>The plan oidcc-config-certification-test-plan: what OpenID Connect Discovery section 3 demands of the document, on both tenants.</summary>
public sealed class ConfigOpTests : ServerTest
{
    [Theory(DisplayName = "oidcc-discovery-endpoint-verification, and RFC 9700 section 2.6: metadata is published")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Discovery_endpoint_verification(bool isAdmin)
    {
        var (client, endpoint) = isAdmin ? (Server.AdminApi, TestServer.AdminEndpoint) : (Server.Anonymous, TestServer.Endpoint);
        var document = (await client.GetAnswerAsync("/oidc/.well-known/openid-configuration")).Expect(200);
        Assert.Equal(endpoint + "/oidc", document["issuer"].GetString());
        foreach (var name in (string[])["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint", "revocation_endpoint"])
            Assert.StartsWith(endpoint + "/oidc/", document[name].GetString(), StringComparison.Ordinal);
        Assert.Contains("code", Texts(document, "response_types_supported"));
        Assert.Equal(["public"], Texts(document, "subject_types_supported"));
        Assert.Contains("openid", Texts(document, "scopes_supported"));
        Assert.DoesNotContain("none", Texts(document, "id_token_signing_alg_values_supported"));
        Assert.DoesNotContain("plain", Texts(document, "code_challenge_methods_supported"));
        Assert.DoesNotContain("password", Texts(document, "grant_types_supported"));
        Assert.Contains("authorization_code", Texts(document, "grant_types_supported"));
        Assert.Equal((false, false), (document["claims_parameter_supported"].GetBoolean(), document["request_uri_parameter_supported"].GetBoolean()));
        Assert.True(document["authorization_response_iss_parameter_supported"].GetBoolean());

        var keys = (await client.GetAnswerAsync(new Uri(document["jwks_uri"].GetString()!).AbsolutePath)).Expect(200)["keys"];
        Assert.NotEqual(0, keys.GetArrayLength());
        Assert.Equal(keys.GetArrayLength(), keys.EnumerateArray().Select(key => key.GetProperty("kid").GetString()).Distinct().Count());
        foreach (var key in keys.EnumerateArray())
        {
            Assert.Equal("sig", key.GetProperty("use").GetString());
            Assert.Contains(key.GetProperty("alg").GetString(), Texts(document, "id_token_signing_alg_values_supported"));
            foreach (var secret in (string[])["d", "p", "q", "dp", "dq", "qi", "k"]) Assert.False(key.TryGetProperty(secret, out _), secret);
        }
    }

    [Fact(DisplayName = "oidcc-rp-initiated-logout-discovery-endpoint-verification, oidcc-backchannel-rp-initiated-logout")]
    public async Task Logout_is_advertised()
    {
        var document = (await Server.Anonymous.GetAnswerAsync("/oidc/.well-known/openid-configuration")).Expect(200);
        Assert.Equal(TestServer.Endpoint + "/oidc/session/end", document["end_session_endpoint"].GetString());
        Assert.True(document["backchannel_logout_supported"].GetBoolean() && document["backchannel_logout_session_supported"].GetBoolean());
    }

    private static IEnumerable<string?> Texts(Answer document, string member) => document[member].EnumerateArray().Select((JsonElement text) => text.GetString());
}
