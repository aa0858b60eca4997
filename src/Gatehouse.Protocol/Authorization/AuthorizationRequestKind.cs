namespace Gatehouse.Protocol.Authorization;

/// <summary>Where an authorization request came in.</summary>
public enum AuthorizationRequestKind
{
    /// <summary><c>/oidc/auth</c>: RFC 6749 section 3.1. The only one whose refusals may be redirected.</summary>
    Authorize,

    /// <summary><c>/oidc/request</c>: RFC 9126 section 2.</summary>
    Pushed,

    /// <summary><c>/oidc/device/auth</c>: RFC 8628 section 3.1.</summary>
    Device,
}
