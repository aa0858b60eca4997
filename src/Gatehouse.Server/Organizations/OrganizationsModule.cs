using Gatehouse.Server.Data;

namespace Gatehouse.Server.Organizations;

internal static class OrganizationsModule
{
    public static void AddOrganizations(this IServiceCollection services)
    {
        services.AddSnapshotPart<OrganizationTemplate>();
        services.AddScoped<UserPermissions>();
        services.AddScoped<CreateOrganizationRole>();
        services.AddScoped<ChangeOrganizationRole>();
        services.AddScoped(typeof(OrganizationRoleGrants<>));
        services.AddScoped<OrganizationScopeChanges>();
    }
}
