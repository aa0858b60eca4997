namespace Gatehouse.Server.Users;

/// <summary>A user holds a role.</summary>
internal sealed class UserRole
{
    public required string TenantId { get; init; }

    public required string UserId { get; init; }

    public required string RoleId { get; init; }
}
