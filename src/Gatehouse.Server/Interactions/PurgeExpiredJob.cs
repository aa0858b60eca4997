using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// Removes what has expired, once an hour: nobody can use it any more, and a sign-in that was never finished leaves a row behind. A used
/// refresh token stays until its own end, so that its reuse is noticed; a used <c>jti</c> as long as its proof would pass.
/// </summary>
internal sealed class PurgeExpiredJob(IServiceScopeFactory scopes, WriteGate gate, TimeProvider time, ILogger<PurgeExpiredJob> log)
    : PeriodicJob(TimeSpan.FromHours(1), time, log)
{
    /// <summary>Long enough for whoever comes late to learn that the code has expired.</summary>
    private static readonly TimeSpan CodesAreKept = TimeSpan.FromDays(1);

    /// <summary>Longer than they count. One that began a lock stays as long as the lock.</summary>
    private static readonly TimeSpan AttemptsAreKept = TimeSpan.FromDays(7);

    /// <summary>Whoever comes back after so long has a new device.</summary>
    private static readonly TimeSpan DevicesAreKept = TimeSpan.FromDays(400);

    public override Task PassAsync(CancellationToken ct) => scopes.ForEachTenantAsync(services => PurgeAsync(services.GetRequiredService<GatehouseDb>(), ct), ct);

    private async Task PurgeAsync(GatehouseDb db, CancellationToken ct)
    {
        var now = Time.GetUtcNow().UtcDateTime;
        await gate.DeleteInBatchesAsync(db.Interactions.Where(row => row.ExpiresAt < now), row => row.Id, ct);
        await gate.DeleteInBatchesAsync(db.AccountVerifications.Where(row => row.ExpiresAt < now), row => row.Id, ct);
        await gate.DeleteInBatchesAsync(db.IssuedTokens.Where(row => row.ExpiresAt < now), row => row.Digest, ct);
        await gate.DeleteInBatchesAsync(db.DeviceCodes.Where(row => row.ExpiresAt < now), row => row.Digest, ct);
        await gate.DeleteInBatchesAsync(db.PushedRequests.Where(row => row.ExpiresAt < now), row => row.Digest, ct);
        await gate.DeleteInBatchesAsync(db.SubjectTokens.Where(row => row.ExpiresAt < now), row => row.Digest, ct);
        await gate.DeleteInBatchesAsync(db.UsedIdentifiers.Where(row => row.ExpiresAt < now), row => row.Digest, ct);
        await gate.DeleteInBatchesAsync(db.MessageCounts.Where(row => row.WindowEndsAt < now), row => row.Digest, ct);
        await gate.DeleteInBatchesAsync(db.VerificationCodes.Where(row => row.ExpiresAt < now - CodesAreKept), row => row.Key, ct);
        await gate.DeleteInBatchesAsync(db.SentinelActivities.Where(row => row.CreatedAt < now - AttemptsAreKept && (row.BlockedUntil == null || row.BlockedUntil < now)), row => row.Id, ct);
        await gate.DeleteInBatchesAsync(db.UserLocations.Where(row => row.SeenAt < now - UserLocation.Remembered), row => row.UserId, ct);
        await gate.DeleteInBatchesAsync(db.UserDevices.Where(row => row.LastSeenAt < now - DevicesAreKept), row => row.Digest, ct);
        await gate.DeleteInBatchesAsync(db.Sessions.Where(row => row.ExpiresAt < now), row => row.Id, ct);
        await gate.DeleteInBatchesAsync(db.Grants.Where(row => row.ExpiresAt < now), row => row.Id, ct);
    }
}
