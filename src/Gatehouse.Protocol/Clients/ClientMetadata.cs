using System.Collections.Frozen;
using Gatehouse.Protocol.ClientAuthentication;
using Gatehouse.Protocol.TokenEndpoint;
using static Gatehouse.Protocol.ClientAuthentication.ClientAuthenticationMethod;
using Kind = Gatehouse.Protocol.Clients.ApplicationType;

namespace Gatehouse.Protocol.Clients;

/// <summary>
/// What a client may do, in the terms of RFC 7591 section 2, as it follows from the kind of application: contract oidc.md section 4.1.
/// </summary>
public sealed record ClientMetadata
{
    private static readonly string[] CodeAndRefresh = [GrantType.AuthorizationCode, GrantType.RefreshToken];
    private static readonly string[] DeviceAndRefresh = [GrantType.DeviceCode, GrantType.RefreshToken];
    private static readonly string[] OwnCredentials = [GrantType.ClientCredentials];
    private static readonly string[] Code = ["code"];

    private ClientMetadata()
    {
    }

    /// <summary><c>none</c> for SPA and Native, <c>client_secret_basic</c> (which admits the body too) for the others.</summary>
    public required ClientAuthenticationMethod TokenEndpointAuthMethod { get; init; }

    /// <summary><c>web</c> or <c>native</c>.</summary>
    public required string ApplicationType { get; init; }

    /// <summary>Values of <see cref="GrantType"/>.</summary>
    public required FrozenSet<string> GrantTypes { get; init; }

    /// <summary><c>code</c>, or nothing where there is no sign-in page.</summary>
    public required FrozenSet<string> ResponseTypes { get; init; }

    /// <param name="allowTokenExchange">The application's setting; without effect for a third-party application.</param>
    /// <param name="isDeviceFlow">The application's setting; without effect on anything but Native.</param>
    public static ClientMetadata For(Kind type, bool allowTokenExchange, bool isDeviceFlow, bool isThirdParty)
    {
        (ClientAuthenticationMethod Method, string ApplicationType, string[] Grants, string[] Responses) row = type switch
        {
            Kind.SPA => (None, "web", CodeAndRefresh, Code),
            Kind.Native when isDeviceFlow => (None, "native", DeviceAndRefresh, []),
            Kind.Native => (None, "native", CodeAndRefresh, Code),
            Kind.Traditional or Kind.Protected or Kind.SAML => (ClientSecretBasic, "web", CodeAndRefresh, Code),
            Kind.MachineToMachine => (ClientSecretBasic, "web", OwnCredentials, []),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such kind of application."),
        };
        var exchanges = allowTokenExchange && !isThirdParty;
        return new ClientMetadata
        {
            TokenEndpointAuthMethod = row.Method,
            ApplicationType = row.ApplicationType,
            GrantTypes = FrozenSet.Create(StringComparer.Ordinal, exchanges ? [.. row.Grants, GrantType.TokenExchange] : row.Grants),
            ResponseTypes = FrozenSet.Create(StringComparer.Ordinal, row.Responses),
        };
    }
}
