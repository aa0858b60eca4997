using Gatehouse.Server.Data;

namespace Gatehouse.Server.Webhooks;

internal static class WebhooksModule
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddSnapshotPart<HookDirectory>();
        services.AddSingleton<OutboxRouting>();
        services.AddSingleton<OutboxRouter>(provider => provider.GetRequiredService<OutboxRouting>().RouteAsync);
    }
}
