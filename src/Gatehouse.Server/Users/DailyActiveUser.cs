namespace Gatehouse.Server.Users;

/// <summary>
/// A user who got a token on a day (contract/management-misc.md 2). It stays when the user goes: how many there were does not change afterwards.
/// </summary>
internal sealed class DailyActiveUser
{
    public required string TenantId { get; init; }

    /// <summary>In the server's time zone.</summary>
    public required DateOnly Date { get; init; }

    public required string UserId { get; init; }
}
