namespace Gatehouse.Server.Console.Roles;

/// <summary>The pages about roles.</summary>
internal static class RoleSection
{
    public static ConsoleRoutes MapRoles(this ConsoleRoutes routes) => routes
        .Page<RoleListPage>(RoleListPage.Path)
        .Page<CreateRolePage>(CreateRolePage.Path)
        .Page<RolePage>(RolePage.Path)
        .Page<RolePermissionsPage>(RolePermissionsPage.Path)
        .Page<RoleUsersPage>("/roles/{roleId}/users")
        .Page<AssignRoleUsersPage>("/roles/{roleId}/users/add")
        .Page<RoleApplicationsPage>("/roles/{roleId}/applications")
        .Page<AssignRoleApplicationsPage>("/roles/{roleId}/applications/add");
}
