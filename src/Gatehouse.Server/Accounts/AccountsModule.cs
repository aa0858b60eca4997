namespace Gatehouse.Server.Accounts;

internal static class AccountsModule
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddScoped<AccountRecords>();
        services.AddScoped<ChangeOwnAddress>();
        services.AddSingleton<DeleteDueAccountsJob>();
        services.AddHostedService(provider => provider.GetRequiredService<DeleteDueAccountsJob>());
        services.AddScoped<LastVerification>();
        services.AddScoped<LinkByConnector>();
        services.AddScoped<LinkOwnIdentity>();
        services.AddScoped<OwnDeletion>();
        services.AddScoped<OwnPasskey>();
        services.AddScoped<OwnProof>();
        services.AddScoped<OwnSocial>();
        services.AddScoped<OwnTokens>();
        services.AddScoped<SendOwnCode>();
        services.AddScoped<VerifyOwnCode>();
        services.AddScoped<VerifyOwnPassword>();
    }
}
