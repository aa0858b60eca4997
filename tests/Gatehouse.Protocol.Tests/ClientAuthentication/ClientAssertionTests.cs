using Gatehouse.Protocol.ClientAuthentication;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Protocol.Tests.Keys;
using Gatehouse.Protocol.TokenEndpoint;

namespace Gatehouse.Protocol.Tests.ClientAuthentication;

/// <summary>RFC 7523 sections 2.2 and 3, OpenID Connect Core section 9, RFC 9700; contract oidc.md sections 1.1 and 4.1.</summary>
public sealed class ClientAssertionTests
{
    private const string Issuer = "https://op.example/oidc";
    private const string Secret = "0123456789abcdefghijklmnopqrstuv";
    private const string ExpiredSecret = "vutsrqponmlkjihgfedcba9876543210";
    private const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
    private static readonly TestJws Key = TestJws.New("ES256");

    private static readonly ClientCredentials WithKey = new(ClientAuthenticationMethod.PrivateKeyJwt, [new("only", Secret, null)]) { Keys = [Key.Key] };

    private static readonly ClientCredentials WithMac = new(
        ClientAuthenticationMethod.ClientSecretJwt, [new("old", ExpiredSecret, Now), new("only", Secret, null), new("short", "short", null)]);

    [Theory(DisplayName = "Contract section 1.1: signing algorithms of assertions")]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public void A_signed_assertion_authenticates(string algorithm)
    {
        var key = TestJws.New(algorithm);
        var client = Present(key.Sign($$"""{"alg":"{{algorithm}}"}""", Payload()), WithKey with { Keys = [TestJws.New("ES256").Key, key.Key] }).Value();
        Assert.Equal(("app", ClientAuthenticationMethod.PrivateKeyJwt, null), (client.ClientId, client.Method, client.SecretName));
        Assert.Equal(new AssertionId("id", Now.AddSeconds(60)), client.Assertion);
    }

    [Fact(DisplayName = "OpenID Connect Core section 9: client_secret_jwt")]
    public void An_assertion_with_a_mac_authenticates_and_names_the_secret()
    {
        var client = Present(TestJws.Mac("""{"alg":"HS256"}""", Payload(), Secret), WithMac).Value();
        Assert.Equal(("only", ClientAuthenticationMethod.ClientSecretJwt, "id"), (client.SecretName, client.Method, client.Assertion?.Jti));
    }

    [Fact(DisplayName = "Contract section 4.2: an expired secret makes no assertion")]
    public void A_mac_under_an_expired_secret_is_invalid_request() =>
        Present(TestJws.Mac("""{"alg":"HS256"}""", Payload(), ExpiredSecret), WithMac).IsRefused(400, "invalid_request");

    [Theory]
    [InlineData("wrong wrong wrong wrong wrong wro")]
    [InlineData("short")] // RFC 7518 section 3.2
    public void A_mac_under_another_or_a_short_secret_is_refused(string secret) =>
        Present(TestJws.Mac("""{"alg":"HS256"}""", Payload(), secret), WithMac).IsRefused(401, "invalid_client");

    [Fact(DisplayName = "RFC 7521 section 4.2: client_id may be left out")]
    public void The_subject_names_the_client()
    {
        var assertion = Key.Sign("""{"alg":"ES256"}""", Payload());
        Assert.Equal("app", Read($"client_assertion={assertion}&client_assertion_type={Type}").Value().ClientId);
        Read($"client_id=other&client_assertion={assertion}&client_assertion_type={Type}").IsRefused(400, "invalid_request");
    }

    [Theory(DisplayName = "RFC 7523 section 2.2: malformed requests")]
    [InlineData("client_id=app&client_assertion=x")]
    [InlineData("client_id=app&client_assertion_type=" + Type)]
    [InlineData("client_id=app&client_assertion=x&client_assertion_type=" + Type)]
    [InlineData("client_id=app&client_assertion=x&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:saml2-bearer")]
    [InlineData("client_secret=s&client_assertion=x&client_assertion_type=" + Type)]
    public void A_malformed_assertion_never_passes_for_a_public_client(string body) => Read(body).IsRefused(400, "invalid_request");

    [Theory(DisplayName = "RFC 7523 section 3: claims")]
    [InlineData("""{"sub":"app","aud":"ISS","exp":1800000060,"jti":"id"}""")]
    [InlineData("""{"iss":"other","sub":"app","aud":"ISS","exp":1800000060,"jti":"id"}""")]
    [InlineData("""{"iss":"app","sub":"app","exp":1800000060,"jti":"id"}""")]
    [InlineData("""{"iss":"app","sub":"app","aud":"https://other.example","exp":1800000060,"jti":"id"}""")]
    [InlineData("""{"iss":"app","sub":"app","aud":"ISS/","exp":1800000060,"jti":"id"}""")]
    [InlineData("""{"iss":"app","sub":"app","aud":"ISS/me","exp":1800000060,"jti":"id"}""")]
    [InlineData("""{"iss":"app","sub":"app","aud":["ISS","https://other.example"],"exp":1800000060,"jti":"id"}""")]
    [InlineData("""{"iss":"app","sub":"app","aud":["ISS","ISS/token"],"exp":1800000060,"jti":"id"}""")]
    [InlineData("""{"iss":"app","sub":"app","aud":[],"exp":1800000060,"jti":"id"}""")]
    [InlineData("""{"iss":"app","sub":"app","aud":"ISS","jti":"id"}""")]
    [InlineData("""{"iss":"app","sub":"app","aud":"ISS","exp":"1800000060","jti":"id"}""")]
    [InlineData("""{"iss":"app","sub":"app","aud":"ISS","exp":1800000000,"jti":"id"}""")]
    [InlineData("""{"iss":"app","sub":"app","aud":"ISS","exp":1800000606,"jti":"id"}""")]
    [InlineData("""{"iss":"app","sub":"app","aud":"ISS","exp":1800000060,"nbf":1800000006,"jti":"id"}""")]
    [InlineData("""{"iss":"app","sub":"app","aud":"ISS","exp":1800000060,"iat":1800000006,"jti":"id"}""")]
    [InlineData("""{"iss":"app","sub":"app","aud":"ISS","exp":1800000060,"iat":"x","jti":"id"}""")]
    [InlineData("""{"iss":"app","sub":"app","aud":"ISS","exp":1800000060}""")]
    [InlineData("""{"iss":"app","sub":"app","aud":"ISS","exp":1800000060,"jti":""}""")]
    public void A_missing_or_wrong_claim_is_refused(string payload) =>
        Present(Key.Sign("""{"alg":"ES256"}""", payload.Replace("ISS", Issuer, StringComparison.Ordinal)), WithKey).IsRefused(401, "invalid_client");

    [Theory(DisplayName = "OpenID Connect Core section 9: the issuer or the token endpoint, alone")]
    [InlineData("\"https://op.example/oidc\"")]
    [InlineData("[\"https://op.example/oidc\"]")]
    [InlineData("\"https://op.example/oidc/token\"")]
    [InlineData("[\"https://op.example/oidc/token\"]")]
    public void These_audiences_are_taken(string audience) => Assert.NotNull(Present(
        Key.Sign("""{"alg":"ES256"}""", $$"""{"iss":"app","sub":"app","aud":{{audience}},"exp":1800000600,"nbf":1800000005,"iat":1799999000,"jti":"id"}"""),
        WithKey).Value());

    [Theory(DisplayName = "ASVS 9.2.2: typ")]
    [InlineData("JWT", true)]
    [InlineData("client-authentication+jwt", true)]
    [InlineData("at+jwt", false)]
    [InlineData("dpop+jwt", false)]
    [InlineData("logout+jwt", false)]
    public void A_token_of_another_kind_is_no_assertion(string typ, bool holds) =>
        Assert.Equal(holds, Present(Key.Sign($$"""{"alg":"ES256","typ":"{{typ}}"}""", Payload()), WithKey).TryGet(out _, out _));

    [Theory(DisplayName = "ASVS 9.1.2: algorithms")]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("ES384")]
    [InlineData("HS512")]
    [InlineData("RS256")]
    [InlineData("EdDSA")]
    public void Another_algorithm_is_refused(string algorithm)
    {
        var header = $$"""{"alg":"{{algorithm}}"}""";
        Present(Key.Sign(header, Payload()), WithKey).IsRefused(401, "invalid_client");
        Present(TestJws.Unsigned(header, Payload()), WithKey).IsRefused(401, "invalid_client");
        // The public key is no secret, and neither is the secret a key of this client.
        Present(TestJws.Mac(header, Payload(), Key.PublicJwk), WithKey).IsRefused(401, "invalid_client");
        Present(TestJws.Mac(header, Payload(), Secret), WithKey).IsRefused(401, "invalid_client");
    }

    [Theory(DisplayName = "RFC 7515 section 4.1.4: kid")]
    [InlineData("a", "a", true)]
    [InlineData("a", "b", false)]
    [InlineData("a", null, true)]
    [InlineData(null, "b", true)]
    public void The_named_key_must_have_signed(string? registered, string? named, bool holds)
    {
        var jwk = registered is null ? Key.PublicJwk : Key.PublicJwk.Replace("{", $$"""{"kid":"{{registered}}",""", StringComparison.Ordinal);
        var header = named is null ? """{"alg":"ES256"}""" : $$"""{"alg":"ES256","kid":"{{named}}"}""";
        Assert.Equal(holds, Present(Key.Sign(header, Payload()), WithKey with { Keys = [TestJws.Read(jwk)!] }).TryGet(out _, out _));
    }

    [Fact(DisplayName = "ASVS 9.1.3: a key in the header means nothing")]
    public void Only_registered_keys_count()
    {
        var own = TestJws.New("ES256");
        Present(own.Sign($$"""{"alg":"ES256","jwk":{{own.PublicJwk}},"jku":"https://evil.example"}""", Payload()), WithKey).IsRefused(401, "invalid_client");
        Present(own.Sign("""{"alg":"ES256"}""", Payload()), WithKey with { Keys = [] }).IsRefused(401, "invalid_client");
    }

    [Fact(DisplayName = "ASVS 10.4.16: a client registered for private_key_jwt has no other way in")]
    public void A_method_that_is_not_registered_is_refused()
    {
        var signed = Key.Sign("""{"alg":"ES256"}""", Payload());
        var mac = TestJws.Mac("""{"alg":"HS256"}""", Payload(), Secret);
        foreach (var registered in Enum.GetValues<ClientAuthenticationMethod>())
        {
            var client = WithKey with { Method = registered };
            Assert.Equal(registered == ClientAuthenticationMethod.PrivateKeyJwt, Present(signed, client).TryGet(out _, out _));
            Assert.Equal(registered == ClientAuthenticationMethod.ClientSecretJwt, Present(mac, client).TryGet(out _, out _));
            var bySecret = registered is ClientAuthenticationMethod.ClientSecretBasic or ClientAuthenticationMethod.ClientSecretPost;
            Assert.Equal(bySecret, Judge(Read($"client_id=app&client_secret={Secret}").Value(), client).TryGet(out _, out _));
            Assert.Equal(registered == ClientAuthenticationMethod.None, Judge(Read("client_id=app").Value(), client).TryGet(out _, out _));
        }
    }

    [Fact]
    public void A_registered_secret_shows_itself_nowhere()
    {
        var secret = new ClientSecret("name", Secret, null);
        Assert.DoesNotContain(Secret, secret.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, System.Text.Json.JsonSerializer.Serialize(secret), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, WithMac.ToString(), StringComparison.Ordinal);
    }

    private static string Payload() => $$"""{"iss":"app","sub":"app","aud":"{{Issuer}}","exp":1800000060,"jti":"id"}""";

    private static Checked<AuthenticatedClient> Present(string assertion, ClientCredentials client) =>
        Read($"client_assertion={assertion}&client_assertion_type={Type}").TryGet(out var presented, out var refused) ? Judge(presented, client) : refused;

    private static Checked<AuthenticatedClient> Judge(PresentedClient presented, ClientCredentials client) =>
        ClientAuthenticator.Authenticate(presented, client, Issuer, Now);

    private static Checked<PresentedClient> Read(string body) =>
        PresentedClient.Read(null, ProtocolParameters.Create(FormBody.Parse(body).Value(), TokenParameters.Known).Value());
}
