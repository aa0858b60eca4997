using System.Buffers;
using System.Text;
using System.Text.Json;
using Gatehouse.Protocol.Json;
using Gatehouse.Protocol.Scopes;
using Gatehouse.Protocol.TokenEndpoint;

namespace Gatehouse.Protocol.Tests.TokenEndpoint;

/// <summary>RFC 9068 section 2.2, RFC 6749 section 5.1; contract oidc.md sections 11.3 and 11.5.</summary>
public sealed class TokenWritingTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_999);

    [Theory(DisplayName = "Contract section 11.3: the payload's members and their order")]
    [InlineData("read write", null, "\"scope\":\"read write\",", "")]
    [InlineData(null, null, "", "")]
    [InlineData("", "org1", "\"scope\":\"\",", ",\"organization_id\":\"org1\"")]
    public void Claims_of_a_client(string? scope, string? organization, string scopeMember, string organizationMember)
    {
        var granted = new GrantedAccess("https://api.example", scope is null ? null : ScopeSet.Parse(scope), 600, organization);
        Assert.Equal(
            "{\"jti\":\"j\",\"sub\":\"app\",\"iat\":1700000000,\"exp\":1700000600," + scopeMember +
            "\"client_id\":\"app\",\"iss\":\"https://id.example/oidc\",\"aud\":\"https://api.example\"" + organizationMember + "}",
            Written(AccessTokenClaims.ForClient(granted, "app", "https://id.example/oidc", "j", Now).Write));
    }

    [Theory(DisplayName = "Contract section 11.5: the answer to client_credentials")]
    [InlineData("a b", """{"access_token":"x.y.z","expires_in":600,"token_type":"Bearer","scope":"a b"}""")]
    [InlineData("", """{"access_token":"x.y.z","expires_in":600,"token_type":"Bearer","scope":""}""")]
    [InlineData(null, """{"access_token":"x.y.z","expires_in":600,"token_type":"Bearer"}""")]
    public void Answer_to_client_credentials(string? scope, string expected)
    {
        var response = new TokenResponse { AccessToken = () => "x.y.z", ExpiresIn = 600, Scope = scope };
        Assert.Equal(expected, Written(response.WriteForClientCredentials));
    }

    [Fact(DisplayName = "Contract section 11.5: the answer to the other grants")]
    public void Answer_to_the_other_grants() =>
        Assert.Equal(
            """{"access_token":"a","expires_in":3600,"id_token":"i","refresh_token":"r","scope":"openid","token_type":"Bearer"}""",
            Written(new TokenResponse { AccessToken = () => "a", ExpiresIn = 3600, IdToken = "i", RefreshToken = "r", Scope = "openid" }.Write));

    [Fact(DisplayName = "RFC 9449 sections 5 and 6.1, RFC 8693 section 4.1: token_type DPoP, cnf.jkt, act.sub")]
    public void A_bound_token_and_an_actor()
    {
        var response = new TokenResponse { AccessToken = () => "a", ExpiresIn = 1, Scope = "", IsBound = true };
        Assert.Equal("""{"access_token":"a","expires_in":1,"scope":"","token_type":"DPoP"}""", Written(response.Write));
        Assert.Equal("""{"access_token":"a","expires_in":1,"token_type":"DPoP","scope":""}""", Written(response.WriteForClientCredentials));
        var granted = new GrantedAccess("urn:api:x", ScopeSet.Empty, 600, null);
        Assert.Equal(
            """{"jti":"j","sub":"user","iat":1700000000,"exp":1700000600,"scope":"","client_id":"app","iss":"i","aud":"urn:api:x","act":{"sub":"boss"},"cnf":{"jkt":"k"}}""",
            Written(AccessTokenClaims.ForUser(granted, "user", "app", "i", "j", Now, "boss", "k").Write));
        Assert.Contains("\"cnf\":{\"jkt\":\"k\"}", Written(AccessTokenClaims.ForClient(granted, "app", "i", "j", Now, "k").Write), StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_do_not_show_in_ToString()
    {
        var text = new TokenResponse { AccessToken = () => "aaa", ExpiresIn = 1, IdToken = "iii", RefreshToken = "rrr", Scope = "s" }.ToString();
        Assert.DoesNotContain("aaa", text, StringComparison.Ordinal);
        Assert.DoesNotContain("iii", text, StringComparison.Ordinal);
        Assert.DoesNotContain("rrr", text, StringComparison.Ordinal);
    }

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Options)) write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
