using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;

namespace Gatehouse.Server.Roles;

internal static class RolesModule
{
    public static void AddRoles(this IServiceCollection services)
    {
        services.AddSnapshotPart<RoleDirectory>();
        services.AddScoped<RolesOfApplication>();
        services.AddScoped<SetAdministration>(provider => provider.GetRequiredService<RolesOfApplication>().SetAdministrationAsync);
    }
}
