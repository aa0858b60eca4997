namespace Gatehouse.Server.Webhooks;

/// <summary>The events that a hook may ask for.</summary>
internal static class HookEvents
{
    /// <summary>What happens while somebody signs in or up.</summary>
    public static IReadOnlyList<string> Interaction { get; } = ["PostRegister", "PostSignIn", "PostSignInAdaptiveMfaTriggered", "PostResetPassword"];

    /// <summary>The contract's (contract/management-webhooks.md 4).</summary>
    public static IReadOnlyList<string> Contract { get; } =
    [
        .. Interaction,
        "User.Created", "User.Deleted", "User.Data.Updated", "User.SuspensionStatus.Updated",
        "Role.Created", "Role.Deleted", "Role.Data.Updated", "Role.Scopes.Updated",
        "Scope.Created", "Scope.Deleted", "Scope.Data.Updated",
        "Organization.Created", "Organization.Deleted", "Organization.Data.Updated", "Organization.Membership.Updated",
        "OrganizationRole.Created", "OrganizationRole.Deleted", "OrganizationRole.Data.Updated", "OrganizationRole.Scopes.Updated",
        "OrganizationScope.Created", "OrganizationScope.Deleted", "OrganizationScope.Data.Updated",
        "Identifier.Lockout", "Message.RateLimited", "Grant.LimitExceeded",
    ];

    /// <summary>With ours (<see cref="OwnEvents"/>).</summary>
    public static IReadOnlyList<string> All { get; } = [.. Contract, .. OwnEvents.Names];
}
