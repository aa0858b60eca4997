using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Protocol.Resources;
using Gatehouse.Protocol.TokenEndpoint;

namespace Gatehouse.Protocol.Tests.TokenEndpoint;

/// <summary>RFC 6749 sections 3.2 and 5.2; contract oidc.md sections 3 and 15.</summary>
public sealed class TokenEndpointChecksTests
{
    [Theory(DisplayName = "Contract section 3: grant_type missing, unknown, not enabled")]
    [InlineData(ApplicationType.MachineToMachine, "", "invalid_request")]
    [InlineData(ApplicationType.MachineToMachine, "grant_type=", "invalid_request")]
    [InlineData(ApplicationType.MachineToMachine, "grant_type=password", "unsupported_grant_type")]
    [InlineData(ApplicationType.MachineToMachine, "grant_type=implicit", "unsupported_grant_type")]
    [InlineData(ApplicationType.MachineToMachine, "grant_type=Client_Credentials", "unsupported_grant_type")]
    [InlineData(ApplicationType.MachineToMachine, "grant_type=authorization_code", "invalid_request")]
    [InlineData(ApplicationType.MachineToMachine, "grant_type=urn:ietf:params:oauth:grant-type:token-exchange", "invalid_request")]
    [InlineData(ApplicationType.SPA, "grant_type=client_credentials&resource=urn:logto:resource:organizations", "invalid_request")]
    [InlineData(ApplicationType.Native, "grant_type=client_credentials&resource=urn:logto:resource:organizations", "invalid_request")]
    [InlineData(ApplicationType.Traditional, "grant_type=client_credentials&resource=urn:logto:resource:organizations", "invalid_request")]
    public void Grant_types(ApplicationType type, string body, string code)
    {
        var refusal = TokenEndpointChecks.FirstRefusal(Request(type, body));
        Assert.Equal((400, code), (refusal?.Status, refusal?.Error));
        ClientCredentialsGrant.Decide(Request(type, body)).IsRefused(400, code);
    }

    [Theory(DisplayName = "Contract section 15: what passes")]
    [InlineData(ApplicationType.MachineToMachine, "grant_type=client_credentials&resource=urn:logto:resource:organizations")]
    [InlineData(ApplicationType.SPA, "grant_type=authorization_code&code=x&redirect_uri=y&resource=urn:x:unknown&organization_id=y")]
    [InlineData(ApplicationType.SPA, "grant_type=refresh_token&refresh_token=x&resource=urn:x:a&resource=urn:x:b&organization_id=y")]
    public void A_request_passes_the_checks_of_its_own_column(ApplicationType type, string body) =>
        Assert.Null(TokenEndpointChecks.FirstRefusal(Request(type, body)));

    [Theory(DisplayName = "Contract section 15.3: the first check that refuses answers")]
    [InlineData("grant_type=password&organization_id=o&resource=x", 400, "unsupported_grant_type")]
    [InlineData("grant_type=refresh_token&organization_id=o&resource=x", 400, "invalid_request")]
    [InlineData("grant_type=client_credentials&organization_id=o&resource=x", 403, "access_denied")]
    public void Order_of_refusal(string body, int status, string code)
    {
        var refusal = TokenEndpointChecks.FirstRefusal(Request(ApplicationType.MachineToMachine, body));
        Assert.Equal((status, code), (refusal?.Status, refusal?.Error));
    }

    [Theory(DisplayName = "RFC 6749 sections 4.1.3 and 6, RFC 7636 section 4.1, RFC 8628 section 3.4, RFC 8693 section 2.1: what a grant can't do without")]
    [InlineData("authorization_code", "redirect_uri=https://a.example/cb", "invalid_request")]
    [InlineData("authorization_code", "code=&redirect_uri=https://a.example/cb", "invalid_request")]
    [InlineData("authorization_code", "code=x", "invalid_request")]
    [InlineData("authorization_code", "code=x&redirect_uri=y&code_verifier=short", "invalid_request")]
    [InlineData("authorization_code", "code=x&redirect_uri=y&code_verifier=0123456789012345678901234567890123456789ab%20", "invalid_request")]
    [InlineData("authorization_code", "code=x&redirect_uri=y&resource=not-absolute", "invalid_target")]
    [InlineData("refresh_token", "", "invalid_request")]
    [InlineData("refresh_token", "refresh_token=x&resource=urn:x:a%23b", "invalid_target")]
    [InlineData("urn:ietf:params:oauth:grant-type:device_code", "", "invalid_request")]
    [InlineData("urn:ietf:params:oauth:grant-type:token-exchange", "subject_token=x", "invalid_request")]
    [InlineData("urn:ietf:params:oauth:grant-type:token-exchange", "subject_token_type=x", "invalid_request")]
    [InlineData("urn:ietf:params:oauth:grant-type:token-exchange", "subject_token=x&subject_token_type=x&actor_token_type=x", "invalid_request")]
    [InlineData("urn:ietf:params:oauth:grant-type:token-exchange", "subject_token=x&subject_token_type=x&requested_token_type=urn:ietf:params:oauth:token-type:id_token", "invalid_request")]
    [InlineData("urn:ietf:params:oauth:grant-type:token-exchange", "subject_token=x&subject_token_type=x&resource=/api", "invalid_target")]
    public void Missing_and_malformed_parameters(string grantType, string rest, string code)
    {
        var isDeviceFlow = grantType == GrantType.DeviceCode;
        var refusal = TokenEndpointChecks.FirstRefusal(Request(ApplicationType.Native, $"grant_type={grantType}&{rest}", true, isDeviceFlow));
        Assert.Equal((400, code), (refusal?.Status, refusal?.Error));
    }

    [Theory(DisplayName = "Contract sections 5.1 and 15.1: redirect_uri may be left out where one is registered, without wildcard")]
    [InlineData("https://a.example/cb", true)]
    [InlineData("https://a.example/*", false)]
    [InlineData("https://a.example/cb https://b.example/cb", false)]
    public void An_only_redirect_uri_goes_without_saying(string registered, bool isPassed)
    {
        var request = Request(ApplicationType.SPA, "grant_type=authorization_code&code=x");
        request = request with { Client = request.Client with { RedirectUris = registered.Split(' ') } };
        Assert.Equal(isPassed, TokenEndpointChecks.FirstRefusal(request) is null);
    }

    [Theory(DisplayName = "RFC 9449 section 5.2: a client that is registered for it must send a proof, at every grant")]
    [InlineData("authorization_code", "code=x&redirect_uri=y")]
    [InlineData("refresh_token", "refresh_token=x")]
    [InlineData("urn:ietf:params:oauth:grant-type:token-exchange", "subject_token=x&subject_token_type=x")]
    public void A_missing_proof_is_refused(string grantType, string rest)
    {
        var request = Request(ApplicationType.SPA, $"grant_type={grantType}&{rest}", allowTokenExchange: true);
        request = request with { Client = request.Client with { DpopBoundAccessTokens = true } };
        Assert.Equal("invalid_dpop_proof", TokenEndpointChecks.FirstRefusal(request)?.Error);
        Assert.Null(TokenEndpointChecks.FirstRefusal(request with { DpopJkt = "key" }));
    }

    [Fact]
    public void Codes_tokens_and_verifiers_do_not_show_in_ToString()
    {
        var text = Request(
            ApplicationType.SPA, "grant_type=x&code=S1&code_verifier=S2&refresh_token=S3&device_code=S4&subject_token=S5&actor_token=S6").ToString();
        Assert.DoesNotMatch("S[1-6]", text);
    }

    [Fact]
    public void A_request_is_read_from_its_parameters()
    {
        var request = Request(
            ApplicationType.MachineToMachine,
            "grant_type=client_credentials&scope=a+b&resource=urn:a:b&resource=urn:c:d&organization_id=o");
        Assert.Equal(("client_credentials", "a b", "o"), (request.GrantType, request.Scope, request.OrganizationId));
        Assert.Equal(["urn:a:b", "urn:c:d"], request.Resources);
    }

    private static TokenRequest Request(ApplicationType type, string body, bool allowTokenExchange = false, bool isDeviceFlow = false) => TokenRequest.From(
        ProtocolParameters.Create(FormBody.Parse(body).Value(), TokenParameters.Known).Value(),
        "app",
        ClientMetadata.For(type, allowTokenExchange, isDeviceFlow, isThirdParty: false),
        ResourceDirectory.Create([]));
}
