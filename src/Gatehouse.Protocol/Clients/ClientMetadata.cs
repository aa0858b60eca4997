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

    /// <summary>The client belongs to somebody else: users consent on a page, and scopes are limited to those enabled for it (contract section 20).</summary>
    public bool IsThirdParty { get; init; }

    /// <summary>As registered, wildcards included (contract section 5.1).</summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>As registered, wildcards included: OpenID Connect RP-Initiated Logout section 3.1.</summary>
    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary>OpenID Connect Back-Channel Logout section 2.2.</summary>
    public Uri? BackchannelLogoutUri { get; init; }

    /// <summary>Whether ID tokens and logout tokens carry <c>sid</c>: OpenID Connect Back-Channel Logout section 2.2.</summary>
    public bool BackchannelLogoutSessionRequired { get; init; }

    /// <summary>Seconds; contract section 12.</summary>
    public int IdTokenTtl { get; init; } = 3600;

    /// <summary>Seconds; contract section 12: 14 days unless the application says otherwise.</summary>
    public long RefreshTokenTtl { get; init; } = 14 * 24 * 3600;

    /// <summary>A refresh token also without <c>offline_access</c>, for web clients (contract section 7).</summary>
    public bool AlwaysIssueRefreshToken { get; init; }

    /// <summary>False: refresh tokens never rotate (contract section 12).</summary>
    public bool RotateRefreshToken { get; init; } = true;

    /// <summary>How many live grants a user may have given the client; null is any number (contract section 22).</summary>
    public int? MaxAllowedGrants { get; init; }

    /// <summary>RFC 9126 section 6: authorization requests must be pushed.</summary>
    public bool RequirePushedAuthorizationRequests { get; init; }

    /// <summary>RFC 9449 section 5.2: tokens only with a proof.</summary>
    public bool DpopBoundAccessTokens { get; init; }

    /// <summary>What a third-party client may ask for beyond <c>openid</c> and <c>offline_access</c>; without meaning for others.</summary>
    public EnabledScopes EnabledScopes { get; init; } = EnabledScopes.None;

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
            IsThirdParty = isThirdParty,
        };
    }
}
