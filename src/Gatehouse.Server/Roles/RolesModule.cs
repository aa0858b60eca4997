using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;

namespace Gatehouse.Server.Roles;

internal static class RolesModule
{
    public static void AddRoles(this IServiceCollection services)
    {
        services.AddSnapshotPart<RoleDirectory>();
        services.AddScoped<FindRole>();
        services.AddScoped<AssignableScopes>();
        services.AddScoped<CreateRole>();
        services.AddScoped<ChangeRole>();
        services.AddScoped<DeleteRole>();
        services.AddScoped<RoleScopes>();
        services.AddScoped<RoleApplications>();
        services.AddScoped<RolesOfApplication>();
        services.AddScoped<SetAdministration>(provider => provider.GetRequiredService<RolesOfApplication>().SetAdministrationAsync);
    }
}
