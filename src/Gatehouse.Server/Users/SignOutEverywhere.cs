namespace Gatehouse.Server.Users;

/// <summary>Ends a user's sessions and grants inside the change that is under way. Given by the Grants folder.</summary>
internal delegate Task SignOutEverywhere(string userId, CancellationToken ct);
