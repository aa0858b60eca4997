using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Grants;

/// <summary>A device that waits for its user to sign in elsewhere (RFC 8628; contract/oidc.md 16).</summary>
internal sealed class DeviceCode
{
    /// <summary>Contract 12.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(600);

    public required string TenantId { get; init; }

    /// <summary>Of the device code.</summary>
    public required string Digest { get; init; }

    /// <summary>The eight letters that the user types, without hyphen.</summary>
    public required string UserCode { get; init; }

    public required string ApplicationId { get; init; }

    /// <summary>The parameters of the device authorization request.</summary>
    public required JsonText Params { get; init; }

    public DeviceCodeState State { get; set; }

    /// <summary>Set with <see cref="DeviceCodeState.Approved"/>.</summary>
    public string? GrantId { get; set; }

    public string? UserId { get; set; }

    public string? SessionId { get; set; }

    /// <summary>A <see cref="TokenDetails"/>: what the tokens will carry.</summary>
    public JsonText? Details { get; set; }

    /// <summary>The scopes that were granted, separated by spaces.</summary>
    public string? Scope { get; set; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>When it was redeemed.</summary>
    public DateTime? ConsumedAt { get; set; }

    /// <summary>Its tokens are worthless once the session is over: without <c>offline_access</c> (contract 9).</summary>
    public bool EndsWithSession => !ScopeSet.Parse(Scope).Contains(OidcScope.OfflineAccess);
}

internal enum DeviceCodeState
{
    /// <summary>Nobody has typed the code yet.</summary>
    Pending,

    /// <summary>The user confirmed the code and is signing in.</summary>
    Confirmed,

    /// <summary>Signed in and granted: the next poll gets its tokens.</summary>
    Approved,

    /// <summary>The user said no.</summary>
    Aborted,
}
