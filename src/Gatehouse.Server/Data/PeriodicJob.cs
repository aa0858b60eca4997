namespace Gatehouse.Server.Data;

/// <summary>Work that is done again and again while the server runs. A pass that fails is logged, and the next one comes in its time.</summary>
/// <param name="interval">Between two passes; the first comes after one.</param>
internal abstract class PeriodicJob(TimeSpan interval, TimeProvider time, ILogger log) : BackgroundService
{
    protected TimeProvider Time => time;

    /// <summary>One pass over every tenant.</summary>
    public abstract Task PassAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryPassAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; what is left is done after its next start.
        }
    }

    private async Task TryPassAsync(CancellationToken ct)
    {
        try
        {
            await PassAsync(ct);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.PassFailed(problem, GetType().Name);
        }
    }
}
