using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>How far the user of a device has come: RFC 8628 section 3.5.</summary>
public enum DeviceCodeProgress
{
    /// <summary>The user has not decided.</summary>
    Waiting,

    /// <summary>Tokens may be fetched.</summary>
    Approved,

    /// <summary>The user said no.</summary>
    Denied,
}

/// <summary>The grant <c>urn:ietf:params:oauth:grant-type:device_code</c>: RFC 8628 section 3.4, contract oidc.md sections 15.5 and 16.</summary>
public static class DeviceCodeGrant
{
    /// <param name="request">Has passed <see cref="TokenEndpointChecks"/>.</param>
    /// <param name="code">Null: there is no such device code.</param>
    /// <param name="grant">Null: there is none yet, or it has gone.</param>
    public static GrantDecision Decide(
        TokenRequest request, TokenFacts? code, DeviceCodeProgress progress, GrantFacts? grant, UserAccess user, DateTimeOffset now)
    {
        if (code is null || code.ClientId != request.ClientId || !UserTokens.IsProven(request, code)) return OAuthError.InvalidGrant();
        if (code.ConsumedAt is not null) return GrantDecision.Replay;
        if (now >= code.ExpiresAt) return OAuthError.ExpiredToken();
        if (progress == DeviceCodeProgress.Denied) return OAuthError.AccessDeniedByApplication("The user refused.");
        if (progress == DeviceCodeProgress.Waiting) return OAuthError.AuthorizationPending();
        if (!UserTokens.IsUsable(request, code, grant, now) || !user.IsActive) return OAuthError.InvalidGrant();
        if (!UserTokens.Issue(request, code, grant!, user, code.Scope).TryGet(out var tokens, out var refusal)) return refusal;
        return (Checked<GrantedTokens>)UserTokens.WithFirstRefreshToken(tokens, request, code, now);
    }
}
