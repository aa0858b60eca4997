using System.Text;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tenants;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Webhooks;

/// <summary>One attempt at a delivery, and what becomes of the delivery after it.</summary>
internal sealed class AttemptDelivery(
    OutboxSettlement settlement, HookSender sender, Snapshots snapshots, IServiceScopeFactory scopes, TenantEndpoints endpoints, GatehouseOptions options, TimeProvider time,
    ILogger<AttemptDelivery> log)
{
    /// <returns>Whether the receiver took it.</returns>
    public async Task<bool> ExecuteAsync(ClaimedDelivery delivery, CancellationToken abort)
    {
        var target = await FindAsync(delivery.Hook, abort);
        var (outcome, body) = delivery.Payload is not { } payload ? (new DeliveryOutcome.Dropped("The event is not kept any more"), "{}") : await SendAsync(target, delivery, payload, abort);
        var now = time.GetUtcNow().UtcDateTime;
        var entry = DeliveryLog.Entry(delivery, body, outcome, now);
        if (outcome.IsSuccess)
        {
            await settlement.CompleteAsync(delivery, entry);
            return true;
        }

        var (attempts, error) = (delivery.Attempts + 1, DeliveryLog.ShortErrorOf(outcome));
        var next = now + Backoff.After(attempts, TimeSpan.FromSeconds(options.WebhookLongestPause));
        if (outcome is DeliveryOutcome.Dropped || next > delivery.OwedSince + TimeSpan.FromHours(options.WebhookRetryHours))
        {
            await settlement.BuryAsync(delivery, entry, error);
            log.DeliveryGivenUp(delivery.EventId, delivery.Hook.HookId, target?.Host, attempts);
        }
        else
        {
            await settlement.PostponeAsync(delivery, entry, error, next);
            log.DeliveryFailed(delivery.EventId, delivery.Hook.HookId, target!.Host, attempts, next);
        }

        return false;
    }

    private async Task<(DeliveryOutcome Outcome, string Body)> SendAsync(HookTarget? target, ClaimedDelivery delivery, JsonText payload, CancellationToken abort)
    {
        var body = WithHookId(payload, delivery.Hook.HookId);
        if (target is null) return (new DeliveryOutcome.Dropped("The webhook was deleted or switched off"), body);
        var sent = target.WantsCloudEvents ? CloudEvent.Of(delivery, body, endpoints.BaseUrl(delivery.Hook.TenantId)) : body;
        return (await sender.SendAsync(target, Encoding.UTF8.GetBytes(sent), delivery.EventId, abort), sent);
    }

    /// <summary>
    /// Null when the hook was deleted or switched off. A hook that the snapshot does not know may have been made by another node a moment
    /// ago: then its row decides.
    /// </summary>
    private async Task<HookTarget?> FindAsync(HookKey key, CancellationToken ct)
    {
        if ((await snapshots.GetAsync(key.TenantId, ct)).Get<HookDirectory>().Find(key.HookId) is { } known) return known;
        await using var scope = scopes.OfTenant(key.TenantId);
        var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
        return await db.Hooks.AsNoTracking().SingleOrDefaultAsync(hook => hook.Id == key.HookId && hook.Enabled, ct) is { } found ? HookTarget.Of(found) : null;
    }

    /// <summary>Contract 5: <c>hookId</c> is the last member.</summary>
    private static string WithHookId(JsonText payload, string hookId) =>
        string.Concat(payload.Text.AsSpan(0, payload.Text.Length - 1), ",\"hookId\":", JsonText.Write(json => json.WriteStringValue(hookId)).Text, "}");
}
