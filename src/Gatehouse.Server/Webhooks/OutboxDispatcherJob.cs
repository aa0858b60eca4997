using System.Collections.Concurrent;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.Webhooks;

/// <summary>
/// Delivers the outbox (design section 3): at least once, in order for one hook and subject, with exponential back-off, across restarts and
/// nodes. Each hook has places of its own (<see cref="HookLane"/>), so that a receiver that is slow or dead holds up nobody else's deliveries.
/// </summary>
internal sealed class OutboxDispatcherJob(
    OutboxQueue queue, OutboxSettlement settlement, AttemptDelivery attempt, ForgetEvents forget, GatehouseOptions options, OutboxBell bell, TimeProvider time,
    ILogger<OutboxDispatcherJob> log)
    : QueueJob(bell, time, log)
{
    /// <summary>While something is owed that can't be claimed at the moment.</summary>
    private static readonly TimeSpan BusyInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long deliveries under way may go on when the server stops.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<HookKey, HookLane> _lanes = new();
    private readonly ConcurrentDictionary<TaskCompletionSource, byte> _underWay = new();
    private readonly CancellationTokenSource _abort = new();
    private Task _settling = Task.CompletedTask;
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

        settlement.End();
        await _settling;
    }

    public override void Dispose()
    {
        _abort.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _settling = Task.Run(settlement.RunAsync, CancellationToken.None);
        return base.ExecuteAsync(stoppingToken);
    }

    /// <summary>Starts what is due as far as there is room.</summary>
    protected override async Task<TimeSpan> LookAsync(CancellationToken ct)
    {
        await ForgetAsync(ct);
        var now = Clock.GetUtcNow().UtcDateTime;
        if (await queue.NextDueAsync(ct) is not { } due) return IdleInterval;
        if (due > now) return due - now < IdleInterval ? due - now : IdleInterval;
        var wanted = (await queue.DueHooksAsync(ct)).ConvertAll(hook => (Hook: hook, Most: LaneOf(hook).Room)).Where(hook => hook.Most > 0).ToList();
        if (wanted.Count == 0) return BusyInterval;
        foreach (var delivery in await queue.ClaimAsync(wanted, ct))
        {
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _underWay[ended] = 0;
            LaneOf(delivery.Hook).Begin();
            _ = Task.Run(() => RunAsync(delivery, ended), CancellationToken.None);
        }

        return BusyInterval;
    }

    private HookLane LaneOf(HookKey hook) => _lanes.GetOrAdd(hook, _ => new HookLane(options.WebhookConcurrency));

    private async Task ForgetAsync(CancellationToken ct)
    {
        var now = Clock.GetUtcNow().UtcDateTime;
        if (now - _forgotAt < ForgetInterval) return;
        _forgotAt = now;
        foreach (var lane in _lanes.Where(lane => lane.Value.IsIdle)) _lanes.TryRemove(lane);
        await forget.ExecuteAsync(ct);
    }

    private async Task RunAsync(ClaimedDelivery delivery, TaskCompletionSource ended)
    {
        var (begun, isSuccess) = (Clock.GetTimestamp(), false);
        try
        {
            isSuccess = await attempt.ExecuteAsync(delivery, _abort.Token);
        }
        catch (OperationCanceledException)
        {
            await ReleaseAsync(delivery);
        }
        catch (Exception problem)
        {
            // The lease ends by itself, then the delivery is made again.
            Logger.SettlingFailed(problem, delivery.EventId, delivery.Hook.HookId);
        }
        finally
        {
            LaneOf(delivery.Hook).End(isSuccess, Clock.GetElapsedTime(begun));
            _underWay.TryRemove(ended, out _);
            ended.SetResult();
            Bell.Ring();
        }
    }

    private async Task ReleaseAsync(ClaimedDelivery delivery)
    {
        try
        {
            await settlement.ReleaseAsync(delivery);
        }
        catch (Exception problem)
        {
            Logger.SettlingFailed(problem, delivery.EventId, delivery.Hook.HookId);
        }
    }
}
