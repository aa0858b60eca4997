namespace Gatehouse.Server.Users;

/// <summary>
/// How many users a tenant has, kept by triggers of the table itself, so that every way to add and delete is counted. A tenant's number is the
/// sum of its rows: on PostgreSQL several, so that users who are made at the same time don't wait for one row.
/// </summary>
internal sealed class UserCount
{
    public required string TenantId { get; init; }

    /// <summary>Which of the rows; 0 is the only one on SQLite.</summary>
    public required int Slot { get; init; }

    /// <summary>May be negative where users were deleted by another connection than the one that made them.</summary>
    public required long Total { get; init; }

    /// <summary>How many users were added or deleted ever. As long as the sum stays, every user is where they were in a list.</summary>
    public required long Changes { get; init; }
}
