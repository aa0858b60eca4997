using System.Threading.Channels;
using Gatehouse.Server.Data;

namespace Gatehouse.Server.Connectors;

/// <summary>
/// Sends messages after the request that caused them was answered, so that neither the answer nor its time tells whether there was one to
/// send (contract/experience-api.md 4.2). What goes wrong then is only logged: whoever waits in vain asks for another. Messages wait in
/// memory, because a code is worth ten minutes and nobody was told that it arrived.
/// </summary>
internal sealed class SendLater(IServiceScopeFactory scopes, ILogger<SendLater> log) : BackgroundService
{
    private const int MostWaiting = 4096;
    private const int AtOnce = 16;
    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(MostWaiting);

    /// <param name="askedFrom">The client address, for providers that are told it.</param>
    public void Send(string tenantId, string? askedFrom, ReadyMessage message)
    {
        // Never waits: that would be a time to measure.
        if (!_waiting.Writer.TryWrite(new Waiting(tenantId, askedFrom, message))) log.TooManyWait(message.Message.UsageType, MostWaiting);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        if (ExecuteTask is { } loop) await loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    /// <summary>What waits is sent also when the server stops, as long as the host gives it time.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Parallel.ForEachAsync(_waiting.Reader.ReadAllAsync(CancellationToken.None), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, SendAsync);

    private async ValueTask SendAsync(Waiting waiting, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.OfTenant(waiting.TenantId);
            scope.ServiceProvider.GetRequiredService<ChangeOrigin>().Ip = waiting.AskedFrom;
            await scope.ServiceProvider.GetRequiredService<SendMessage>().DeliverAsync(waiting.Message, ct);
        }
        catch (Exception problem)
        {
            log.SendingLaterFailed(problem, waiting.Message.Message.UsageType);
        }
    }

    private sealed record Waiting(string TenantId, string? AskedFrom, ReadyMessage Message);
}
