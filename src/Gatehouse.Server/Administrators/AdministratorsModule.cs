namespace Gatehouse.Server.Administrators;

internal static class AdministratorsModule
{
    public static void AddAdministrators(this IServiceCollection services)
    {
        services.AddSingleton<OfferSetUp>();
        services.AddScoped<FindAdministrators>();
        services.AddScoped<AddAdministrator>();
        services.AddScoped<GiveAdministratorRole>();
        services.AddScoped<ChangeAdministrator>();
        services.AddScoped<SetUpOwner>();
    }
}
