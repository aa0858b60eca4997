namespace Gatehouse.Protocol.Discovery;

/// <summary>Where the endpoints lie below the issuer: contract oidc.md sections 1.1 and 2.</summary>
public static class EndpointPath
{
    public const string Authorization = "/auth";
    public const string Token = "/token";
    public const string UserInfo = "/me";
    public const string Jwks = "/jwks";
    public const string EndSession = "/session/end";
    public const string Introspection = "/token/introspection";
    public const string Revocation = "/token/revocation";
    public const string DeviceAuthorization = "/device/auth";
    public const string Device = "/device";
    public const string PushedAuthorizationRequest = "/request";

    /// <summary>OpenID Connect Discovery section 4.</summary>
    public const string OpenIdConfiguration = "/.well-known/openid-configuration";

    /// <summary>The same document under RFC 8414's name.</summary>
    public const string OAuthAuthorizationServer = "/.well-known/oauth-authorization-server";
}
