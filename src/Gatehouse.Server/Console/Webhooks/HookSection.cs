namespace Gatehouse.Server.Console.Webhooks;

/// <summary>The pages about webhooks.</summary>
internal static class HookSection
{
    public static ConsoleRoutes MapWebhooks(this ConsoleRoutes routes) => routes
        .Page<HookListPage>(HookListPage.Path)
        .Page<CreateHookPage>(CreateHookPage.Path)
        .Page<HookPage>("/webhooks/{hookId}")
        .Page<HookDeliveriesPage>("/webhooks/{hookId}/deliveries")
        .Page<OwedDeliveriesPage>("/webhooks/{hookId}/owed");
}
