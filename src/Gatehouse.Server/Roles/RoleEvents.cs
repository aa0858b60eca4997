using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Resources;

namespace Gatehouse.Server.Roles;

/// <summary>What happens to roles, as webhooks learn of it (contract/management-webhooks.md 6.2).</summary>
internal static class RoleEvents
{
    public static ChangeEvent Created(Role role) => new("Role.Created", role.Id, RoleObject.Text(role));

    public static ChangeEvent DataUpdated(Role role) => new("Role.Data.Updated", role.Id, RoleObject.Text(role));

    public static ChangeEvent Deleted(string roleId) => new("Role.Deleted", roleId, null);

    /// <param name="scopes">All that the role has now; null when one was taken away.</param>
    public static ChangeEvent ScopesUpdated(string roleId, IEnumerable<ResourceScope>? scopes) =>
        new("Role.Scopes.Updated", roleId, scopes is null ? null : ScopeObject.Text(scopes));

    /// <summary>The role came into being with these, so the request's path does not name it.</summary>
    public static ChangeEvent ScopesUpdatedAtCreation(string roleId, IEnumerable<ResourceScope> scopes) =>
        ScopesUpdated(roleId, scopes) with { Extras = [new("roleId", JsonText.Write(json => json.WriteStringValue(roleId)))] };
}
