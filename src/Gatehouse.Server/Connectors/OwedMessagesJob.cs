using System.Security.Cryptography;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Connectors;

/// <summary>
/// Sends the messages that are owed, the oldest first, and again with growing pauses when the provider does not take one. One that nobody
/// took in <see cref="MostAttempts"/> tries, over about a day, is given up with a line in the log. Several nodes share the work: whoever
/// moves a message's time on has it. A node that dies in between may have sent it: then it goes out twice rather than never.
/// </summary>
internal sealed class OwedMessagesJob(
    IServiceScopeFactory scopes, DirectConnection direct, WriteGate gate, OwedMessageBell bell, TimeProvider time, ILogger<OwedMessagesJob> log)
    : QueueJob(bell, TimeProvider.System, log)
{
    public const int MostAttempts = 10;
    private const int Batch = 20;

    /// <summary>Longer than any provider is waited for.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(3);

    /// <summary>Everything that is due now.</summary>
    public async Task SendAsync(CancellationToken ct)
    {
        while (true)
        {
            var due = await DueAsync(ct);
            foreach (var (tenantId, id) in due) await SendAsync(tenantId, id, ct);
            if (due.Count < Batch) return;
        }
    }

    protected override async Task<TimeSpan> LookAsync(CancellationToken ct)
    {
        await SendAsync(ct);
        return IdleInterval;
    }

    /// <summary>Asked every few seconds, also of a server that never owed a message: without EF, whose model need not be built for it.</summary>
    private async Task<List<(string TenantId, string Id)>> DueAsync(CancellationToken ct)
    {
        await using var connection = await direct.OpenAsync(ct);
        var found = await DirectConnection.ReadAsync(
            connection, "SELECT tenant_id || ' ' || id FROM owed_messages WHERE due_at <= @p0 ORDER BY due_at LIMIT @p1", ct, time.GetUtcNow().UtcDateTime, Batch);
        return [.. found.Select(key => key.Split(' ')).Select(parts => (parts[0], parts[1]))];
    }

    private async Task SendAsync(string tenantId, string id, CancellationToken ct)
    {
        await using var scope = scopes.OfTenant(tenantId);
        var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
        if (await db.OwedMessages.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } owed) return;
        var now = time.GetUtcNow().UtcDateTime;
        if (owed.DueAt > now || !await MoveAsync(db, owed, owed.DueAt, now + Lease, owed.Attempts + 1, ct)) return;

        var sent = await TrySendAsync(scope.ServiceProvider, owed, ct);
        if (sent.Refusal is not { } refused)
        {
            await DeleteAsync(db, owed, ct);
        }
        else if (owed.Attempts + 1 >= MostAttempts)
        {
            Logger.OwedMessageGivenUp(id, refused.Code, MostAttempts);
            await DeleteAsync(db, owed, ct);
        }
        else
        {
            await MoveAsync(db, owed, now + Lease, time.GetUtcNow().UtcDateTime + FirstPause * Math.Pow(2, owed.Attempts), owed.Attempts + 1, ct);
        }
    }

    private static async Task<Checked<Done>> TrySendAsync(IServiceProvider services, OwedMessage owed, CancellationToken ct)
    {
        try
        {
            return await services.GetRequiredService<SendMessage>().ExecuteAsync(OweMessage.Read(services.GetRequiredService<Sealer>().Open(owed.Content)), ct);
        }
        catch (CryptographicException)
        {
            return new Refusal("connector.invalid_config");
        }
    }

    /// <summary>False: somebody else was faster.</summary>
    private async Task<bool> MoveAsync(GatehouseDb db, OwedMessage owed, DateTime from, DateTime to, int attempts, CancellationToken ct)
    {
        using (await gate.EnterAsync(ct))
        {
            return await db.OwedMessages.Where(row => row.Id == owed.Id && row.DueAt == from)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, to).SetProperty(row => row.Attempts, attempts), ct) == 1;
        }
    }

    private async Task DeleteAsync(GatehouseDb db, OwedMessage owed, CancellationToken ct)
    {
        using (await gate.EnterAsync(ct)) await db.OwedMessages.Where(row => row.Id == owed.Id).ExecuteDeleteAsync(ct);
    }
}
