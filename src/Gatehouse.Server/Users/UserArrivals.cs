namespace Gatehouse.Server.Users;

/// <summary>
/// How many of a tenant's users were made in a quarter of an hour, kept by triggers of the table as <see cref="UserCount"/> is. In every time
/// zone days begin with such a quarter, so a day's users are a sum of at most a hundred rows, however many there are.
/// </summary>
internal sealed class UserArrivals
{
    public required string TenantId { get; init; }

    /// <summary>The number of the quarter since 1970, UTC.</summary>
    public required long Quarter { get; init; }

    /// <inheritdoc cref="UserCount.Slot"/>
    public required int Slot { get; init; }

    /// <summary>Those who are there still. May be negative where users were deleted by another connection than the one that made them.</summary>
    public required long Total { get; init; }

    /// <summary>The quarter that begins at a moment or holds it.</summary>
    public static long QuarterOf(DateTime utc) => (long)Math.Floor((utc - DateTime.UnixEpoch).TotalMinutes / 15);
}
