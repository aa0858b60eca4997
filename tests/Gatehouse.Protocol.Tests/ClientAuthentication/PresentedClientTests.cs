using System.Text;
using FsCheck.Fluent;
using Gatehouse.Protocol.ClientAuthentication;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Protocol.TokenEndpoint;

namespace Gatehouse.Protocol.Tests.ClientAuthentication;

/// <summary>RFC 6749 sections 2.3 and 2.3.1, RFC 7617; contract oidc.md sections 3 and 4.1.</summary>
public sealed class PresentedClientTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact(DisplayName = "RFC 6749 section 2.3.1: Basic")]
    public void Basic_names_client_and_secret() =>
        Presents("Basic " + Base64("app:s3cret"), "", "app", ClientAuthenticationMethod.ClientSecretBasic, "s3cret");

    [Theory(DisplayName = "RFC 6749 section 2.3.1: user and password are form-encoded inside Basic")]
    [InlineData("a%3Ab:c%25d", "a:b", "c%d")]
    [InlineData("app:a+b", "app", "a b")]
    [InlineData("app:a:b", "app", "a:b")]
    [InlineData("app:%ED%95%9C", "app", "한")]
    public void Basic_credentials_are_form_decoded(string pair, string id, string secret) =>
        Presents("Basic " + Base64(pair), "", id, ClientAuthenticationMethod.ClientSecretBasic, secret);

    [Theory(DisplayName = "RFC 9110 section 11.1: scheme name and spaces")]
    [InlineData("basic ")]
    [InlineData("BASIC ")]
    [InlineData(" Basic   ")]
    public void The_scheme_is_case_insensitive(string scheme) =>
        Presents(scheme + Base64("app:s"), "", "app", ClientAuthenticationMethod.ClientSecretBasic, "s");

    [Fact(DisplayName = "RFC 6749 section 2.3.1: credentials in the body")]
    public void Body_names_client_and_secret() =>
        Presents(null, "client_id=app&client_secret=s3cret", "app", ClientAuthenticationMethod.ClientSecretPost, "s3cret");

    [Theory(DisplayName = "RFC 6749 section 3.2.1: client_id alone")]
    [InlineData(null, "client_id=app")]
    [InlineData("", "client_id=app&client_secret=")]
    public void A_client_id_alone_is_a_public_client(string? header, string body)
    {
        var presented = Read(header, body).Value();
        Assert.Equal(("app", ClientAuthenticationMethod.None, null), (presented.ClientId, presented.Method, presented.Secret));
    }

    [Fact]
    public void The_same_client_id_may_stand_beside_Basic() =>
        Presents("Basic " + Base64("app:s"), "client_id=app", "app", ClientAuthenticationMethod.ClientSecretBasic, "s");

    [Theory(DisplayName = "RFC 7617 section 2: malformed Basic credentials")]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic !!!")]
    [InlineData("Basic YXBw OnM=")]
    [InlineData("Basic YXBwOnM")]
    [InlineData("Basic YXBwcw==")] // no colon
    [InlineData("Basic OnM=")] // no user
    [InlineData("Basic YXBwOg==")] // no password
    [InlineData("Basic YXBwOv8=")] // no UTF-8
    [InlineData("Basic YXBwOmElZmY=")] // %ff
    [InlineData("Basic YXBwOmEl")] // a%
    [InlineData("Bearer YXBwOnM=")]
    [InlineData("YXBwOnM=")]
    [InlineData("BasicYXBwOnM=")]
    public void Malformed_Basic_is_refused_and_never_passes_for_a_public_client(string header) =>
        Read(header, "client_id=app").IsRefused(400, "invalid_request");

    [Theory(DisplayName = "RFC 6749 section 2.3: one method in a request")]
    [InlineData("client_secret=s")]
    [InlineData("client_id=app&client_secret=s")]
    [InlineData("client_assertion=x&client_assertion_type=y")]
    public void Two_mechanisms_at_once_are_refused(string body) => Read("Basic " + Base64("app:s"), body).IsRefused(400, "invalid_request");

    [Fact(DisplayName = "RFC 6749 section 2.3: secret and assertion")]
    public void A_secret_beside_an_assertion_is_refused() =>
        Read(null, "client_id=app&client_secret=s&client_assertion=x").IsRefused(400, "invalid_request");

    [Theory(DisplayName = "RFC 7523 section 2.2: assertions are not ignored")]
    [InlineData("client_id=app&client_assertion=x")]
    [InlineData("client_id=app&client_assertion_type=x")]
    public void An_assertion_does_not_pass_for_a_public_client(string body) => Read(null, body).IsRefused(400, "invalid_request");

    [Fact(DisplayName = "Contract section 3: client_id differs from the Basic user")]
    public void Another_client_id_beside_Basic_is_refused() =>
        Read("Basic " + Base64("app:s"), "client_id=other").IsRefused(400, "invalid_request");

    [Theory(DisplayName = "Contract section 3: neither client_id nor authentication")]
    [InlineData("")]
    [InlineData("client_secret=s")]
    public void No_client_at_all_is_refused(string body) => Read(null, body).IsRefused(400, "invalid_request");

    [Fact]
    public void A_presented_secret_shows_itself_nowhere()
    {
        var presented = Read(null, "client_id=app&client_secret=s3cret").Value();
        Assert.DoesNotContain("s3cret", presented.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", presented.Secret!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_id_and_secret_survive_the_way_through_Basic() => Prop.ForAll(AnyText.WellFormed, AnyText.WellFormed, (id, secret) =>
    {
        // An empty one is malformed.
        var (clientId, value) = ("a" + id, "b" + secret);
        var header = "Basic " + Base64(Uri.EscapeDataString(clientId) + ":" + Uri.EscapeDataString(value));
        Presents(header, "", clientId, ClientAuthenticationMethod.ClientSecretBasic, value);
    }).Holds();

    [Fact]
    public void Arbitrary_headers_never_throw_and_never_pass_for_a_public_client() => Prop.ForAll(AnyText.Raw, text =>
    {
        foreach (var header in new[] { "x" + text, "Basic " + text, "Basic " + Base64(text) })
        {
            if (Read(header, "client_id=app").TryGet(out var presented, out _)) Assert.NotNull(presented.Secret);
        }
    }).Holds();

    private static Checked<PresentedClient> Read(string? header, string body) =>
        PresentedClient.Read(header, ProtocolParameters.Create(FormBody.Parse(body).Value(), TokenParameters.Known).Value());

    // The secret itself can't be read, so it is asked whether it opens the door.
    private static void Presents(string? header, string body, string clientId, ClientAuthenticationMethod method, string secret)
    {
        var presented = Read(header, body).Value();
        Assert.Equal((clientId, method), (presented.ClientId, presented.Method));
        var registered = new ClientCredentials(ClientAuthenticationMethod.ClientSecretBasic, [new ClientSecret("only", secret, null)]);
        Assert.Equal("only", ClientAuthenticator.Authenticate(presented, registered, "https://op.example/oidc", Now).Value().SecretName);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
