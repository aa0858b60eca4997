using Gatehouse.Server.Roles;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Administrators;

internal static class AdministratorsModule
{
    public static void AddAdministrators(this IServiceCollection services)
    {
        services.AddSingleton<OfferSetUp>();
        services.AddScoped<FindAdministrators>();
        services.AddScoped<KeepOwners>();
        services.AddScoped<KeepAnOwner>(provider => provider.GetRequiredService<KeepOwners>().RefuseAsync);
        services.AddScoped<KeepRole>(provider => provider.GetRequiredService<KeepOwners>().RefuseRole);
        services.AddScoped<AddAdministrator>();
        services.AddScoped<GiveAdministratorRole>();
        services.AddScoped<ChangeAdministrator>();
        services.AddScoped<SetUpOwner>();
    }
}
