using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>Every route below <c>/api/hooks</c> (contract/management-webhooks.md 1 to 3).</summary>
internal static class HookRoutes
{
    public static void AddHookRoutes(this ApiRoutes routes)
    {
    }
}
