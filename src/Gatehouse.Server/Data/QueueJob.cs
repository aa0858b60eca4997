namespace Gatehouse.Server.Data;

/// <summary>
/// Work that lies in the database and is shared by nodes: looked for when the bell rings, when something is due, and every few seconds, because
/// other nodes ring no bell here. A look that fails is logged, and the next one comes after a pause.
/// </summary>
/// <param name="clock">By which the pauses pass.</param>
internal abstract class QueueJob(Bell bell, TimeProvider clock, ILogger log) : BackgroundService
{
    /// <summary>With nothing to do the database is asked no more often.</summary>
    protected static readonly TimeSpan IdleInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    protected Bell Bell => bell;

    protected TimeProvider Clock => clock;

    protected ILogger Logger => log;

    /// <returns>When to look again, unless the bell rings before.</returns>
    protected abstract Task<TimeSpan> LookAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var pause = await LookAsync(stoppingToken);
                await bell.WaitAsync(pause, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                log.PassFailed(problem, GetType().Name);
                await Task.Delay(PauseAfterFailure, TimeProvider.System, CancellationToken.None);
            }
        }
    }
}
