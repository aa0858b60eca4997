namespace Gatehouse.Server.Jobs;

/// <summary>A node's turn at a job. Every step that is saved makes it last longer; when the node dies, another takes over at its end.</summary>
internal sealed record JobLease(string TenantId, string JobId, string Id)
{
    /// <summary>Longer than a step may take, with room for clocks that differ.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);
}
