using Gatehouse.Server.Data;

namespace Gatehouse.Server.Organizations;

internal static class OrganizationsModule
{
    public static void AddOrganizations(this IServiceCollection services)
    {
        services.AddSnapshotPart<OrganizationTemplate>();
        services.AddScoped<UserPermissions>();
        services.AddScoped<CreateOrganization>();
        services.AddScoped<ChangeOrganization>();
        services.AddScoped<DeleteOrganization>();
        services.AddScoped<TemplateRoles>();
        services.AddScoped<UserMemberships>();
        services.AddScoped<UserMembershipRoles>();
        services.AddScoped<ApplicationMemberships>();
        services.AddScoped<ApplicationMembershipRoles>();
        services.AddScoped<ConfigureJustInTime>();
        services.AddScoped<FindLook>();
        services.AddScoped<JoinJustInTime>();
        services.AddScoped<MakeAdministrator>();
        services.AddScoped<ShowInvitations>();
        services.AddScoped<CreateInvitation>();
        services.AddScoped<SendInvitation>();
        services.AddScoped<AnswerInvitation>();
        services.AddScoped<DeleteInvitation>();
        services.AddScoped<CreateOrganizationRole>();
        services.AddScoped<ChangeOrganizationRole>();
        services.AddScoped(typeof(OrganizationRoleGrants<>));
        services.AddScoped<OrganizationScopeChanges>();
    }
}
