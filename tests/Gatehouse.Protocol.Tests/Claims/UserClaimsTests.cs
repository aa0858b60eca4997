using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Gatehouse.Protocol.Claims;
using Gatehouse.Protocol.Json;
using Gatehouse.Protocol.Scopes;

namespace Gatehouse.Protocol.Tests.Claims;

/// <summary>OpenID Connect Core sections 2, 5.1, 5.3.2 and 5.4; contract oidc.md sections 10 and 11.1.</summary>
public sealed class UserClaimsTests
{
    private static readonly ClaimSource Bare = new() { Subject = "u1", CreatedAt = 1_700_000_000_123, UpdatedAt = 1_700_000_000_456 };

    private static readonly ClaimSource Full = Bare with
    {
        Username = "ann", Name = "Ann", Avatar = "https://a.example/p", PrimaryEmail = "a@b.example", PrimaryPhone = "821012345678",
        Profile = Json("""{"familyName":"Lee","givenName":"Ann","middleName":"M","nickname":"A","preferredUsername":"annie","profile":"p","website":"w","gender":"f","birthdate":"2000-01-01","zoneinfo":"Asia/Seoul","locale":"ko","address":{"formatted":"x","streetAddress":"y"}}"""),
        CustomData = Json("""{"aB":1}"""),
        Identities = Json("""{"google":{"userId":"g"}}"""),
        SsoIdentities = Json("""[{"issuer":"i","identityId":"x","detail":{}}]"""),
        Roles = ["admin", "writer"],
        Organizations = [new("o1", "One", null), new("o2", "Two", "second")],
        OrganizationRoles = ["o1:editor"],
    };

    [Theory(DisplayName = "Contract section 10.2: what an unset value looks like")]
    [InlineData("openid", """{"sub":"u1"}""")]
    [InlineData("profile", """{"sub":"u1","name":null,"picture":null,"updated_at":1700000000456,"username":null,"created_at":1700000000123}""")]
    [InlineData("email phone address", """{"sub":"u1","email":null,"email_verified":false,"phone_number":null,"phone_number_verified":false}""")]
    [InlineData("roles urn:logto:scope:organizations urn:logto:scope:organization_roles", """{"sub":"u1","roles":[],"organizations":[],"organization_data":[],"organization_roles":[]}""")]
    [InlineData("unknown offline_access urn:logto:scope:sessions", """{"sub":"u1"}""")]
    public void Unset(string scope, string expected) => Assert.Equal(expected, Userinfo(scope, Bare));

    [Theory(DisplayName = "Contract sections 10.1 to 10.3: claims in the order of the scopes, inside one in the order of the map")]
    [InlineData("email", """{"sub":"u1","email":"a@b.example","email_verified":true}""")]
    [InlineData("phone email", """{"sub":"u1","phone_number":"821012345678","phone_number_verified":true,"email":"a@b.example","email_verified":true}""")]
    [InlineData("address", """{"sub":"u1","address":{"formatted":"x","streetAddress":"y"}}""")]
    [InlineData("profile", """{"sub":"u1","name":"Ann","family_name":"Lee","given_name":"Ann","middle_name":"M","nickname":"A","preferred_username":"annie","profile":"p","picture":"https://a.example/p","website":"w","gender":"f","birthdate":"2000-01-01","zoneinfo":"Asia/Seoul","locale":"ko","updated_at":1700000000456,"username":"ann","created_at":1700000000123}""")]
    [InlineData("custom_data identities", """{"sub":"u1","custom_data":{"aB":1},"identities":{"google":{"userId":"g"}},"sso_identities":[{"issuer":"i","identityId":"x","detail":{}}]}""")]
    [InlineData("roles", """{"sub":"u1","roles":["admin","writer"]}""")]
    [InlineData("urn:logto:scope:organizations", """{"sub":"u1","organizations":["o1","o2"],"organization_data":[{"id":"o1","name":"One","description":null},{"id":"o2","name":"Two","description":"second"}]}""")]
    [InlineData("urn:logto:scope:organization_roles", """{"sub":"u1","organization_roles":["o1:editor"]}""")]
    public void Set(string scope, string expected) => Assert.Equal(expected, Userinfo(scope, Full));

    [Fact(DisplayName = "Contract section 10.2: preferred_username falls back to the username")]
    public void Preferred_username() =>
        Assert.Contains("\"preferred_username\":\"ann\"", Userinfo("profile", Bare with { Username = "ann", Profile = Json("""{"preferredUsername":null}""") }), StringComparison.Ordinal);

    [Fact(DisplayName = "Contract section 10.3: extended claims are in the ID token where the tenant enables them")]
    public void Extended_claims()
    {
        var scopes = ScopeSet.Parse("email custom_data identities roles urn:logto:scope:organizations urn:logto:scope:organization_roles");
        Assert.Equal(
            ["email", "email_verified", "roles", "organizations", "organization_roles"],
            UserClaims.ForIdToken(scopes, FrozenSet.Create("roles", "organizations", "organization_roles")));
        Assert.Equal(["email", "email_verified"], UserClaims.ForIdToken(scopes, FrozenSet<string>.Empty));
        Assert.Equal(UserClaims.For(scopes), UserClaims.ForIdToken(scopes, UserClaims.Extended));
    }

    [Fact(DisplayName = "Contract section 1.1: every claim that is given out is advertised")]
    public void Every_claim_is_advertised()
    {
        var document = Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Discovery", "openid-configuration.golden.json")));
        Assert.All(UserClaims.For(ScopeSet.Of(OidcScope.All)), claim => Assert.Contains($"\"{claim}\"", document, StringComparison.Ordinal));
    }

    [Fact(DisplayName = "Contract section 11.1: the ID token's members and their order")]
    public void Id_token()
    {
        var claims = new IdTokenClaims { User = Full, Claims = ["email"], Audience = "app", ExpiresAt = 20, IssuedAt = 10, Issuer = "https://i.example/oidc" };
        Assert.Equal("""{"sub":"u1","email":"a@b.example","aud":"app","exp":20,"iat":10,"iss":"https://i.example/oidc"}""", Written(claims.Write));
        claims = claims with { Nonce = "n", AuthTime = 5, Acr = "1", Amr = ["pwd", "otp"], SessionId = "s" };
        Assert.Equal(
            """{"sub":"u1","email":"a@b.example","nonce":"n","auth_time":5,"acr":"1","amr":["pwd","otp"],"sid":"s","aud":"app","exp":20,"iat":10,"iss":"https://i.example/oidc"}""",
            Written(claims.Write));
        Assert.DoesNotContain("amr", Written((claims with { Amr = [] }).Write), StringComparison.Ordinal);
    }

    private static string Userinfo(string scope, ClaimSource source) => Written(writer => UserClaims.WriteObject(writer, UserClaims.For(ScopeSet.Parse(scope)), source));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Options)) write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
