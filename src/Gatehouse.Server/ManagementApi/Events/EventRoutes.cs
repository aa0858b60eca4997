using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Events;

/// <summary>The feed of events, ours (docs/webhooks.md).</summary>
internal static class EventRoutes
{
    public static void AddEventRoutes(this ApiRoutes routes) => routes.Get<ListEventsEndpoint>("/events");
}
