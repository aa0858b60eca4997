namespace Gatehouse.Server.Audit;

/// <summary>How many sign-ins and failures the sealed entries of a day tell of: what the dashboard draws without reading the log.</summary>
internal sealed class DailySignIns
{
    public required string TenantId { get; init; }

    /// <summary>In the server's time zone.</summary>
    public required DateOnly Date { get; init; }

    public long SignIns { get; set; }

    public long Failures { get; set; }
}
