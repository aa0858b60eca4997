namespace Gatehouse.Server.Console.Organizations;

/// <summary>The pages about organizations and the template that they share.</summary>
internal static class OrganizationSection
{
    public static ConsoleRoutes MapOrganizations(this ConsoleRoutes routes) => routes
        .Page<OrganizationListPage>(OrganizationListPage.Path)
        .Page<CreateOrganizationPage>(CreateOrganizationPage.Path)
        .Page<TemplateRolesPage>(TemplateRolesPage.Path)
        .Page<CreateTemplateRolePage>(CreateTemplateRolePage.Path)
        .Page<TemplateScopesPage>(TemplateScopesPage.Path)
        .Page<TemplateScopePage>(TemplateScopePage.Path)
        .Page<TemplateRolePage>(TemplateRolePage.Path)
        .Page<OrganizationPage>(OrganizationPage.Path)
        .Page<MembersPage>("/organizations/{organizationId}/members")
        .Page<AddMembersPage>("/organizations/{organizationId}/members/add")
        .Page<UserMemberRolesPage>("/organizations/{organizationId}/members/{memberId}")
        .Page<OrganizationApplicationsPage>("/organizations/{organizationId}/applications")
        .Page<AddOrganizationApplicationsPage>("/organizations/{organizationId}/applications/add")
        .Page<ApplicationMemberRolesPage>("/organizations/{organizationId}/applications/{memberId}")
        .Page<InvitationListPage>(InvitationListPage.Path)
        .Page<ProvisioningPage>(ProvisioningPage.Path);
}
