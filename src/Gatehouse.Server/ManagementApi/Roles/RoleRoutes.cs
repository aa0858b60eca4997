using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Roles;

/// <summary>Every route below <c>/api/roles</c> (contract/management-apps-resources-roles.md 3).</summary>
internal static class RoleRoutes
{
    public static void AddRoleRoutes(this ApiRoutes routes) => routes
        .Get<ListRolesEndpoint>("/roles")
        .Post<CreateRoleEndpoint>("/roles")
        .Get<GetRoleEndpoint>("/roles/{id}")
        .Patch<ChangeRoleEndpoint>("/roles/{id}")
        .Delete<DeleteRoleEndpoint>("/roles/{id}")
        .Get<ListRoleScopesEndpoint>("/roles/{id}/scopes")
        .Post<AddRoleScopesEndpoint>("/roles/{id}/scopes")
        .Delete<RemoveRoleScopeEndpoint>("/roles/{id}/scopes/{scopeId}")
        .Get<ListRoleUsersEndpoint>("/roles/{id}/users")
        .Post<AddRoleUsersEndpoint>("/roles/{id}/users")
        .Delete<RemoveRoleUserEndpoint>("/roles/{id}/users/{userId}")
        .Get<ListRoleApplicationsEndpoint>("/roles/{id}/applications")
        .Post<AddRoleApplicationsEndpoint>("/roles/{id}/applications")
        .Delete<RemoveRoleApplicationEndpoint>("/roles/{id}/applications/{applicationId}");
}
