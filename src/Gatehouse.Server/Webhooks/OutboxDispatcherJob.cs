using System.Collections.Concurrent;
using System.Text;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Webhooks;

/// <summary>
/// Delivers the outbox (design section 3): at least once, in order for one hook and subject, with exponential back-off, across restarts and
/// nodes. Each hook has a few places of its own, so that a receiver that is slow or dead holds up nobody else's deliveries.
/// </summary>
internal sealed class OutboxDispatcherJob(OutboxQueue queue, HookSender sender, OutboxBell bell, TimeProvider time, ILogger<OutboxDispatcherJob> log)
    : BackgroundService
{
    /// <summary>Deliveries at the same time.</summary>
    private const int MostAtOnce = 256;

    private const int MostAtOnceForOneHook = 4;

    /// <summary>Other nodes ring no bell here, and what waits for its next attempt rings none at all.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>How long deliveries under way may go on when the server stops.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<TaskCompletionSource, HookKey> _underWay = new();
    private readonly CancellationTokenSource _abort = new();
    private int _turn;
    private DateTime _forgotAt = time.GetUtcNow().UtcDateTime;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        var rest = Task.WhenAll(_underWay.Keys.Select(ended => ended.Task));
        try
        {
            await rest.WaitAsync(StopGrace, TimeProvider.System, cancellationToken);
        }
        catch (Exception problem) when (problem is TimeoutException or OperationCanceledException)
        {
            await _abort.CancelAsync();
            await rest;
        }
    }

    public override void Dispose()
    {
        _abort.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
                await bell.WaitAsync(LookInterval, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                log.LookFailed(problem);
                await Task.Delay(LookInterval, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    /// <summary>Starts what is due as far as there is room. The hooks take turns at being first.</summary>
    private async Task LookAsync(CancellationToken ct)
    {
        await ForgetDeadAsync(ct);
        if (!await queue.IsAnythingDueAsync(ct)) return;
        var hooks = await queue.OwedHooksAsync(ct);
        var first = hooks.Count == 0 ? 0 : _turn++ % hooks.Count;
        foreach (var hook in hooks.Skip(first).Concat(hooks.Take(first)))
        {
            var room = Math.Min(MostAtOnceForOneHook - _underWay.Count(delivery => delivery.Value == hook), MostAtOnce - _underWay.Count);
            if (room <= 0) continue;
            var claimed = await queue.ClaimAsync(hook, room, ct);
            foreach (var row in claimed.Rows)
            {
                var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _underWay[ended] = hook;
                _ = RunAsync(claimed.Target, row, ended);
            }
        }
    }

    private async Task ForgetDeadAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (now - _forgotAt < ForgetInterval) return;
        _forgotAt = now;
        await queue.ForgetDeadAsync(ct);
    }

    private async Task RunAsync(HookTarget? target, OutboxRow row, TaskCompletionSource ended)
    {
        try
        {
            await DeliverAsync(target, row);
        }
        catch (OperationCanceledException)
        {
            await ReleaseAsync(row);
        }
        catch (Exception problem)
        {
            // The lease ends by itself, then the delivery is made again.
            log.SettlingFailed(problem, row.Id, row.HookId);
        }
        finally
        {
            _underWay.TryRemove(ended, out _);
            ended.SetResult();
            bell.Ring();
        }
    }

    private async Task DeliverAsync(HookTarget? target, OutboxRow row)
    {
        var body = WithHookId(row);
        var outcome = target is null
            ? new DeliveryOutcome.Dropped("The webhook was deleted or switched off")
            : await sender.SendAsync(target, Encoding.UTF8.GetBytes(body), row.Id, _abort.Token);
        var now = time.GetUtcNow().UtcDateTime;
        var entry = DeliveryLog.Entry(row, body, outcome, now);
        if (outcome.IsSuccess)
        {
            await queue.CompleteAsync(row, entry);
            return;
        }

        var next = now + Backoff.After(row.Attempts + 1);
        var isGivenUp = outcome is DeliveryOutcome.Dropped || next > row.CreatedAt + Backoff.Patience;
        if (isGivenUp) await queue.BuryAsync(row, entry);
        else await queue.PostponeAsync(row, entry, next);
        if (isGivenUp) log.DeliveryGivenUp(row.Id, row.HookId, target?.Host, row.Attempts + 1);
        else log.DeliveryFailed(row.Id, row.HookId, target!.Host, row.Attempts + 1, next);
    }

    private async Task ReleaseAsync(OutboxRow row)
    {
        try
        {
            await queue.ReleaseAsync(row);
        }
        catch (Exception problem)
        {
            log.SettlingFailed(problem, row.Id, row.HookId);
        }
    }

    /// <summary>Contract 5: <c>hookId</c> is the last member.</summary>
    private static string WithHookId(OutboxRow row) =>
        string.Concat(row.Payload.Text.AsSpan(0, row.Payload.Text.Length - 1), ",\"hookId\":", JsonText.Write(json => json.WriteStringValue(row.HookId)).Text, "}");
}
