using Gatehouse.Server.Console.Users.One;

namespace Gatehouse.Server.Console.Users;

/// <summary>The pages about users.</summary>
internal static class UserSection
{
    public static ConsoleRoutes MapUsers(this ConsoleRoutes routes) => routes
        .Page<UserListPage>(UserListPage.Path)
        .Page<CreateUserPage>(CreateUserPage.Path)
        .Page<UserViewsPage>(UserViewsPage.Path)
        .Page<ImportUsersPage>(ImportUsersPage.Path)
        .Page<ExportUsersPage>(ExportUsersPage.Path)
        .Page<UserSettingsPage>(UserSettingsPage.Path)
        .Page<UserIdentitiesPage>(UserSettingsPage.Path + UserIdentitiesPage.Tab)
        .Page<UserRolesPage>(UserSettingsPage.Path + UserRolesPage.Tab)
        .Page<UserOrganizationsPage>(UserSettingsPage.Path + UserOrganizationsPage.Tab)
        .Page<UserFactorsPage>(UserSettingsPage.Path + UserFactorsPage.Tab)
        .Page<UserSessionsPage>(UserSettingsPage.Path + UserSessionsPage.Tab)
        .Page<UserTokensPage>(UserSettingsPage.Path + UserTokensPage.Tab)
        .Page<UserTimelinePage>(UserSettingsPage.Path + UserTimelinePage.Tab);
}
