using System.Collections.Frozen;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>
/// Values of <c>grant_type</c>: RFC 6749 section 4, RFC 8628 section 3.4, RFC 8693 section 2.1; contract oidc.md section 15.
/// </summary>
public static class GrantType
{
    public const string AuthorizationCode = "authorization_code";
    public const string RefreshToken = "refresh_token";
    public const string ClientCredentials = "client_credentials";
    public const string DeviceCode = "urn:ietf:params:oauth:grant-type:device_code";
    public const string TokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";

    /// <summary>Advertised (contract section 1.1) but never a request of the token endpoint.</summary>
    public const string Implicit = "implicit";

    /// <summary>What the token endpoint knows.</summary>
    public static FrozenSet<string> Known { get; } =
        FrozenSet.Create(StringComparer.Ordinal, AuthorizationCode, RefreshToken, ClientCredentials, DeviceCode, TokenExchange);
}
