using Gatehouse.Server.Data;

namespace Gatehouse.Server.Webhooks;

internal static class WebhooksModule
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddSnapshotPart<HookDirectory>();
        services.AddSingleton<OutboxRouting>();
        services.AddSingleton<OutboxRouter>(provider => provider.GetRequiredService<OutboxRouting>().RouteAsync);
        services.AddSingleton<ChangeTeller>(_ => OwnEvents.Of);
        services.AddSingleton<OutboxQueue>();
        services.AddSingleton<OutboxSettlement>();
        services.AddSingleton<AttemptDelivery>();
        services.AddSingleton<ForgetEvents>();
        services.AddScoped<EventFeed>();
        services.AddScoped<RedeliverEvents>();
        services.AddScoped<OwedDeliveries>();
        services.AddSingleton<HookSender>();
        services.AddHostedService<OutboxDispatcherJob>();
        services.AddScoped<CreateHook>();
        services.AddScoped<ChangeHook>();
        services.AddScoped<DeleteHook>();
        services.AddScoped<TestHook>();
        services.AddScoped<CountExecutions>();
    }
}
