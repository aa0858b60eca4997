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
    [InlineData(ApplicationType.SPA, "grant_type=authorization_code&code=x&resource=urn:x:unknown&organization_id=y")]
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

    [Fact]
    public void A_request_is_read_from_its_parameters()
    {
        var request = Request(
            ApplicationType.MachineToMachine,
            "grant_type=client_credentials&scope=a+b&resource=urn:a:b&resource=urn:c:d&organization_id=o");
        Assert.Equal(("client_credentials", "a b", "o"), (request.GrantType, request.Scope, request.OrganizationId));
        Assert.Equal(["urn:a:b", "urn:c:d"], request.Resources);
    }

    private static TokenRequest Request(ApplicationType type, string body) => TokenRequest.From(
        ProtocolParameters.Create(FormBody.Parse(body).Value(), TokenParameters.Known).Value(),
        ClientMetadata.For(type, allowTokenExchange: false, isDeviceFlow: false, isThirdParty: false),
        ResourceDirectory.Create([]),
        _ => null,
        organization: null);
}
