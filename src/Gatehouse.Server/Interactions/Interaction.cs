using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// An authorization request that waits for its user: to sign in or to consent (contract/oidc.md 8). It belongs to the browser that holds
/// its cookies, and to the session that it began with.
/// </summary>
internal sealed class Interaction
{
    /// <summary>Contract 12.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public const string Login = "login";
    public const string Consent = "consent";

    public required string TenantId { get; init; }

    /// <summary>The uid, which is also in the URL to resume at.</summary>
    public required string Id { get; init; }

    public required string ApplicationId { get; init; }

    /// <summary>The request's parameters as sent; a repeated one is an array.</summary>
    public required JsonText Params { get; init; }

    /// <summary><see cref="Login"/> or <see cref="Consent"/>.</summary>
    public required string Prompt { get; init; }

    /// <summary>Why, as an array of texts.</summary>
    public required JsonText Reasons { get; init; }

    /// <summary>What consent is asked for: <c>missingOIDCScope</c>, <c>missingResourceScopes</c>.</summary>
    public required JsonText Details { get; init; }

    /// <summary>The session that was there when it began.</summary>
    public string? SessionId { get; init; }

    public string? UserId { get; init; }

    /// <summary>The application's grant in that session.</summary>
    public string? GrantId { get; init; }

    /// <summary>The pushed request that it came from.</summary>
    public string? PushedDigest { get; init; }

    /// <summary>The device that waits for its end.</summary>
    public string? DeviceDigest { get; init; }

    /// <summary>An <see cref="InteractionResult"/>, once the user has done what was asked.</summary>
    public JsonText? Result { get; set; }

    /// <summary>What the sign-in API has gathered so far; null before it began.</summary>
    public JsonText? State { get; set; }

    /// <summary>
    /// A <see cref="Credentials.Passkeys.PasskeyChallenge"/> for whoever may sign in by a passkey, given out before anything began. It lies
    /// beside the state, so that a start keeps it (contract/experience-api.md 4.7). Null: none, or given back.
    /// </summary>
    public JsonText? PasskeyChallenge { get; set; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public bool IsLive(DateTimeOffset now) => now.UtcDateTime < ExpiresAt;

    /// <summary>The path to go on at, below the tenant's base URL (contract 8.2).</summary>
    public string ResumePath => DeviceDigest is null ? "/oidc/auth/" + Id : "/oidc/device/" + Id;
}
