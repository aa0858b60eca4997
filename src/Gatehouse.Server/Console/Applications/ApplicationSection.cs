namespace Gatehouse.Server.Console.Applications;

/// <summary>The pages about applications.</summary>
internal static class ApplicationSection
{
    public static ConsoleRoutes MapApplications(this ConsoleRoutes routes) => routes
        .Page<ApplicationListPage>(ApplicationListPage.Path)
        .Page<CreateApplicationPage>(CreateApplicationPage.Path)
        .Page<ApplicationPage>(ApplicationPage.Path)
        .Page<UseApplicationPage>(UseApplicationPage.Path)
        .Page<SecretListPage>(SecretListPage.Path)
        .Page<RenameSecretPage>(RenameSecretPage.Path)
        .Page<ApplicationRolesPage>("/applications/{applicationId}/roles")
        .Page<AssignApplicationRolesPage>("/applications/{applicationId}/roles/add")
        .Page<ApplicationOrganizationsPage>(ApplicationOrganizationsPage.Path)
        .Page<ConsentScopesPage>(ConsentScopesPage.Path)
        .Page<AccessPage>(AccessPage.Path)
        .Page<AddAccessUsersPage>("/applications/{applicationId}/access/users")
        .Page<AddAccessOrganizationsPage>("/applications/{applicationId}/access/organizations")
        .Page<BrandingPage>(BrandingPage.Path);
}
