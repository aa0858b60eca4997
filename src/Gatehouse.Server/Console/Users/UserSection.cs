namespace Gatehouse.Server.Console.Users;

/// <summary>The pages about users.</summary>
internal static class UserSection
{
    public static ConsoleRoutes MapUsers(this ConsoleRoutes routes) => routes
        .Page<UserListPage>(UserListPage.Path)
        .Page<CreateUserPage>(CreateUserPage.Path);
}
