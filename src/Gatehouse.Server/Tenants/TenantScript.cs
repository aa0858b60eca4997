using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.Tenants;

/// <summary>
/// A script that a tenant has written for one purpose, named as <c>jwt.accessToken</c> or <c>action.postSignIn</c>, with its options
/// (contract/management-misc.md 3). It is stored and given back; nothing runs it.
/// </summary>
internal sealed class TenantScript
{
    /// <summary>What the keys of scripts that make claims begin with.</summary>
    public const string JwtPrefix = "jwt.";

    /// <summary>What the keys of scripts that take part in a sign-in begin with.</summary>
    public const string ActionPrefix = "action.";

    public required string TenantId { get; init; }

    public required string Key { get; init; }

    /// <summary>The JSON object, sealed: its environment variables hold credentials.</summary>
    public required SealedText Definition { get; set; }
}
