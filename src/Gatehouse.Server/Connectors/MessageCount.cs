namespace Gatehouse.Server.Connectors;

/// <summary>How many messages of one kind one recipient got, or one client address caused, since the first of a window of time (contract/experience-api.md 11.3).</summary>
internal sealed class MessageCount
{
    public required string TenantId { get; init; }

    /// <summary>Of the kind and the recipient in canonical form, or of the client address.</summary>
    public required string Digest { get; init; }

    /// <summary>From then on counting begins anew, and the row may go.</summary>
    public required DateTime WindowEndsAt { get; init; }

    public required int Sent { get; init; }
}
