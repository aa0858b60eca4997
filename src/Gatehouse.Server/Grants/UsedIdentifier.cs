namespace Gatehouse.Server.Grants;

/// <summary>A <c>jti</c> that was seen: a second row with its key can't be written, and that is the replay (RFC 7523 section 3, RFC 9449 section 11.1).</summary>
internal sealed class UsedIdentifier
{
    public required string TenantId { get; init; }

    /// <summary>What kind of thing it names, for example <c>dpop</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Of its maker and itself.</summary>
    public required string Digest { get; init; }

    /// <summary>From then on the thing is refused for its age, and the row may go.</summary>
    public required DateTime ExpiresAt { get; init; }
}
