using System.Linq.Expressions;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// Removes what has expired, once an hour: nobody can use it any more, and a sign-in that was never finished leaves a row behind. A used
/// refresh token stays until its own end, so that its reuse is noticed; a used <c>jti</c> as long as its proof would pass.
/// </summary>
internal sealed class PurgeExpiredJob(IServiceScopeFactory scopes, WriteGate gate, TimeProvider time, ILogger<PurgeExpiredJob> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Long enough for whoever comes late to learn that the code has expired.</summary>
    private static readonly TimeSpan CodesAreKept = TimeSpan.FromDays(1);

    /// <summary>Longer than they count. One that began a lock stays as long as the lock.</summary>
    private static readonly TimeSpan AttemptsAreKept = TimeSpan.FromDays(7);

    /// <summary>Whoever comes back after so long has a new device.</summary>
    private static readonly TimeSpan DevicesAreKept = TimeSpan.FromDays(400);

    /// <summary>Writers wait while a batch goes; they must not wait long.</summary>
    private const int Batch = 500;

    /// <summary>One pass over every tenant.</summary>
    public async Task PurgeAsync(CancellationToken ct)
    {
        foreach (var tenantId in (string[])[TenantEndpoints.Default, TenantEndpoints.Admin])
        {
            using var scope = scopes.CreateScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = tenantId;
            var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
            var now = time.GetUtcNow().UtcDateTime;
            await DeleteAsync(db.Interactions.Where(row => row.ExpiresAt < now), row => row.Id, ct);
            await DeleteAsync(db.AccountVerifications.Where(row => row.ExpiresAt < now), row => row.Id, ct);
            await DeleteAsync(db.IssuedTokens.Where(row => row.ExpiresAt < now), row => row.Digest, ct);
            await DeleteAsync(db.DeviceCodes.Where(row => row.ExpiresAt < now), row => row.Digest, ct);
            await DeleteAsync(db.PushedRequests.Where(row => row.ExpiresAt < now), row => row.Digest, ct);
            await DeleteAsync(db.SubjectTokens.Where(row => row.ExpiresAt < now), row => row.Digest, ct);
            await DeleteAsync(db.UsedIdentifiers.Where(row => row.ExpiresAt < now), row => row.Digest, ct);
            await DeleteAsync(db.MessageCounts.Where(row => row.WindowEndsAt < now), row => row.Digest, ct);
            await DeleteAsync(db.VerificationCodes.Where(row => row.ExpiresAt < now - CodesAreKept), row => row.Key, ct);
            await DeleteAsync(db.SentinelActivities.Where(row => row.CreatedAt < now - AttemptsAreKept && (row.BlockedUntil == null || row.BlockedUntil < now)), row => row.Id, ct);
            await DeleteAsync(db.UserLocations.Where(row => row.SeenAt < now - UserLocation.Remembered), row => row.UserId, ct);
            await DeleteAsync(db.UserDevices.Where(row => row.LastSeenAt < now - DevicesAreKept), row => row.Digest, ct);
            await DeleteAsync(db.Sessions.Where(row => row.ExpiresAt < now), row => row.Id, ct);
            await DeleteAsync(db.Grants.Where(row => row.ExpiresAt < now), row => row.Id, ct);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await WaitAsync(timer, stoppingToken))
        {
            try
            {
                await PurgeAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                log.PurgeFailed(problem);
            }
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task DeleteAsync<T>(IQueryable<T> expired, Expression<Func<T, string>> key, CancellationToken ct) where T : class
    {
        while (true)
        {
            var keys = await expired.Select(key).Take(Batch).ToListAsync(ct);
            if (keys.Count == 0) return;
            var isOne = Expression.Lambda<Func<T, bool>>(
                Expression.Call(Expression.Constant(keys), nameof(List<string>.Contains), null, key.Body), key.Parameters);
            using (await gate.EnterAsync(ct)) await expired.Where(isOne).ExecuteDeleteAsync(ct);
            if (keys.Count < Batch) return;
        }
    }
}
