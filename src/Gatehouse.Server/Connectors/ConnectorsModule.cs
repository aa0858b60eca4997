using Gatehouse.Server.Data;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Connectors;

internal static class ConnectorsModule
{
    public static void AddConnectors(this IServiceCollection services)
    {
        services.AddSingleton<ConnectorFactories>();
        services.AddSnapshotPart<ConnectorDirectory>();
        services.AddSingleton<BuiltInTemplates>();
        services.AddSingleton<ProviderCall>();
        services.AddSingleton<RecordDelivery>();
        services.AddSingleton<IDelivery, SmtpDelivery>();
        services.AddSingleton<IDelivery, TwilioDelivery>();
        services.AddSingleton<IDelivery>(provider => provider.GetRequiredService<RecordDelivery>());
        services.AddScoped<IDelivery, HttpDelivery>();
        services.AddScoped<IDelivery, MailboxDelivery>();
        services.AddSingleton<SendLater>();
        services.AddHostedService(provider => provider.GetRequiredService<SendLater>());
        services.AddScoped<ConnectorKindsReader>();
        services.AddScoped<FindConnectorKinds>(provider => provider.GetRequiredService<ConnectorKindsReader>().ReadAsync);
        services.AddScoped<ShowSocialConnectors>();
        services.AddScoped<FindSocialConnectors>(provider => provider.GetRequiredService<ShowSocialConnectors>().ReadAsync);
        services.AddSingleton<AppleSecret>();
        services.AddSingleton<AskUserInfo>();
        services.AddSingleton<ExchangeCode>();
        services.AddSingleton<OpenConfig>();
        services.AddSingleton<VerifyIdToken>();
        services.AddScoped<AskProvider>();
        services.AddScoped<ChangeConnector>();
        services.AddScoped<CreateConnector>();
        services.AddScoped<DeleteConnector>();
        services.AddScoped<FindTemplate>();
        services.AddScoped<LimitMessages>();
        services.AddScoped<OweMessage>();
        services.AddSingleton<OwedMessageBell>();
        services.AddSingleton<OwedMessagesJob>();
        services.AddHostedService(provider => provider.GetRequiredService<OwedMessagesJob>());
        services.AddScoped<ReadSocialAccount>();
        services.AddScoped<RenewTokens>();
        services.AddScoped<SendMessage>();
    }
}
