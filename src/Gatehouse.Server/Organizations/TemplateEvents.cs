using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Organizations;

/// <summary>What happens to the organization template, as webhooks learn of it (contract/management-webhooks.md 6.2).</summary>
internal static class TemplateEvents
{
    /// <summary>One name for several calls; none of them tells the scopes.</summary>
    public const string RoleScopesUpdated = "OrganizationRole.Scopes.Updated";

    public static ChangeEvent RoleCreated(OrganizationRole role) => new("OrganizationRole.Created", role.Id, OrganizationRoleObject.Text(role));

    public static ChangeEvent RoleDataUpdated(OrganizationRole role) => new("OrganizationRole.Data.Updated", role.Id, OrganizationRoleObject.Text(role));

    public static ChangeEvent RoleDeleted(string roleId) => new("OrganizationRole.Deleted", roleId, null);

    /// <summary>The role came into being with scopes, so the request's path does not name it.</summary>
    public static ChangeEvent ScopesUpdatedAtCreation(string roleId) => new(RoleScopesUpdated, roleId, null)
    {
        Extras = [new("organizationRoleId", JsonText.Write(json => json.WriteStringValue(roleId)))],
    };

    public static ChangeEvent ScopeCreated(OrganizationScope scope) => new("OrganizationScope.Created", scope.Id, OrganizationScopeObject.Text(scope));

    public static ChangeEvent ScopeDataUpdated(OrganizationScope scope) => new("OrganizationScope.Data.Updated", scope.Id, OrganizationScopeObject.Text(scope));

    public static ChangeEvent ScopeDeleted(string scopeId) => new("OrganizationScope.Deleted", scopeId, null);
}
