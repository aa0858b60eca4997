using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Users;

/// <summary>
/// Asked inside of a change before it deletes or suspends users or takes roles from them, whoever wants it: where afterwards nobody could
/// administer the installation any more, it says so. Null: go on.
/// </summary>
/// <param name="roleId">The role that they lose; null: they can't sign in any more.</param>
internal delegate Task<Refusal?> KeepAnOwner(IReadOnlyCollection<string> userIds, string? roleId, CancellationToken ct);
