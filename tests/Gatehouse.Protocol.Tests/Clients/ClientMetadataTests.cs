using Gatehouse.Protocol.ClientAuthentication;
using Gatehouse.Protocol.Clients;

namespace Gatehouse.Protocol.Tests.Clients;

/// <summary>RFC 7591 section 2; contract oidc.md section 4.1.</summary>
public sealed class ClientMetadataTests
{
    private const string Exchange = "urn:ietf:params:oauth:grant-type:token-exchange";

    [Theory(DisplayName = "Contract section 4.1: the table of application types")]
    [InlineData(ApplicationType.SPA, false, "None web authorization_code,refresh_token code")]
    [InlineData(ApplicationType.SPA, true, "None web authorization_code,refresh_token code")]
    [InlineData(ApplicationType.Native, false, "None native authorization_code,refresh_token code")]
    [InlineData(ApplicationType.Native, true, "None native refresh_token,urn:ietf:params:oauth:grant-type:device_code ")]
    [InlineData(ApplicationType.Traditional, false, "ClientSecretBasic web authorization_code,refresh_token code")]
    [InlineData(ApplicationType.MachineToMachine, false, "ClientSecretBasic web client_credentials ")]
    [InlineData(ApplicationType.Protected, false, "ClientSecretBasic web authorization_code,refresh_token code")]
    [InlineData(ApplicationType.SAML, false, "ClientSecretBasic web authorization_code,refresh_token code")]
    public void Each_type_has_its_row(ApplicationType type, bool isDeviceFlow, string row)
    {
        var metadata = ClientMetadata.For(type, allowTokenExchange: false, isDeviceFlow, isThirdParty: false);
        var grants = string.Join(',', metadata.GrantTypes.Order(StringComparer.Ordinal));
        var responses = string.Join(',', metadata.ResponseTypes);
        Assert.Equal(row, $"{metadata.TokenEndpointAuthMethod} {metadata.ApplicationType} {grants} {responses}");
    }

    [Theory(DisplayName = "RFC 8693, contract section 4.1: token exchange")]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    public void Token_exchange_needs_the_setting_and_is_never_for_third_parties(bool allowed, bool thirdParty, bool expected)
    {
        foreach (var type in Enum.GetValues<ApplicationType>())
        {
            Assert.Equal(expected, ClientMetadata.For(type, allowed, isDeviceFlow: false, thirdParty).GrantTypes.Contains(Exchange));
        }
    }

    [Fact]
    public void Only_public_types_have_no_secret() =>
        Assert.Equal(
            [ApplicationType.Native, ApplicationType.SPA],
            Enum.GetValues<ApplicationType>().Where(type =>
                ClientMetadata.For(type, false, false, false).TokenEndpointAuthMethod == ClientAuthenticationMethod.None));
}
