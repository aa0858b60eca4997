using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>Every route below <c>/api/hooks</c> (contract/management-webhooks.md 1 to 3; deliveries are ours, docs/webhooks.md).</summary>
internal static class HookRoutes
{
    public static void AddHookRoutes(this ApiRoutes routes) => routes
        .Get<ListHooksEndpoint>("/hooks")
        .Post<CreateHookEndpoint>("/hooks")
        .Get<GetHookEndpoint>("/hooks/{id}")
        .Patch<ChangeHookEndpoint>("/hooks/{id}")
        .Delete<DeleteHookEndpoint>("/hooks/{id}")
        .Patch<RotateSigningKeyEndpoint>("/hooks/{id}/signing-key")
        .Post<TestHookEndpoint>("/hooks/{id}/test")
        .Get<ListRecentLogsEndpoint>("/hooks/{id}/recent-logs")
        .Get<ListDeliveriesEndpoint>("/hooks/{id}/deliveries")
        .Post<RedeliverManyEndpoint>("/hooks/{id}/deliveries/redeliver")
        .Post<RedeliverEndpoint>("/hooks/{id}/deliveries/{eventId}/redeliver");
}
