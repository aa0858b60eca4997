using System.Globalization;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Verifications;

/// <summary>
/// The lockout (contract/experience-api.md 11.1). An attempt takes a place among those that the policy allows before its proof is looked
/// at; while a lock holds, or when every place is taken, nothing is looked at, so that not even the right proof can be told from a wrong
/// one. Nobody looks whether the identifier is anybody's. An attempt that is broken off stays counted.
/// </summary>
internal sealed class LimitAttempts(GatehouseDb db, WriteGate gate, UnsyncedWrites unsynced, UnitOfWork work, Snapshots snapshots, TimeProvider time)
{
    private const string Blocked = "session.verification_blocked_too_many_attempts";

    /// <summary>Refusals that only the right proof comes to, or that say nothing about it.</summary>
    private static readonly string[] NoFailures = ["password.expired", "session.mfa.pending_info_not_found", "user.suspended"];

    public static bool IsBlocked(Refusal refused) => refused.Code == Blocked;

    /// <param name="pool">One of <see cref="AttemptPool"/>.</param>
    /// <param name="identifier">As it was typed.</param>
    public async Task<Checked<Attempt>> TakeAsync(string pool, string identifier, CancellationToken ct)
    {
        var policy = await PolicyAsync(ct);
        var now = time.GetUtcNow().UtcDateTime;
        var attempt = new Attempt(Identifier.Long(), pool, SentinelActivity.HashOf(identifier));
        var taken = await WriteAsync(attempt,
            $"""
            INSERT INTO sentinel_activities (tenant_id, id, target_type, target_hash, pool, created_at)
            SELECT {db.TenantId}, {attempt.Id}, {SentinelActivity.User}, {attempt.TargetHash}, {pool}, {now}
            WHERE {policy.MostAttempts} > (
                    SELECT COUNT(*) FROM sentinel_activities WHERE tenant_id = {db.TenantId} AND target_type = {SentinelActivity.User}
                        AND target_hash = {attempt.TargetHash} AND created_at >= {now - SentinelActivity.Window} AND pool = {pool} AND blocked_until IS NULL)
                AND NOT EXISTS (
                    SELECT 1 FROM sentinel_activities WHERE tenant_id = {db.TenantId} AND target_type = {SentinelActivity.User}
                        AND target_hash = {attempt.TargetHash} AND pool = {pool} AND blocked_until > {now})
            """, ct);
        return taken > 0 ? attempt : RefusalOf(await LockEndAsync(attempt, now, ct) ?? policy.LockEnd(now), now);
    }

    /// <summary>Takes a place for the attempt and looks at the proof; one that is refused is counted, and may be answered with the lock.</summary>
    /// <returns>What was proven, with the attempt that <see cref="Succeed"/> is to be told of.</returns>
    public async Task<Checked<(Attempt Attempt, T Value)>> ProveAsync<T>(string pool, string identifier, Func<Task<Checked<T>>> prove, CancellationToken ct)
    {
        if (!(await TakeAsync(pool, identifier, ct)).TryGet(out var attempt, out var refused)) return refused;
        return (await prove()).TryGet(out var value, out refused) ? (attempt, value) : await FailAsync(attempt, refused);
    }

    /// <summary>Takes the attempt out of the count, inside the change that its right proof makes.</summary>
    public void Succeed(Attempt attempt) => work.Run(token =>
        db.Database.ExecuteSqlAsync($"DELETE FROM sentinel_activities WHERE tenant_id = {db.TenantId} AND id = {attempt.Id}", token));

    /// <summary>The proof was refused. The attempt that uses up the allowance begins the lock and is answered with it.</summary>
    /// <param name="refused">What the proof was refused with. If that was not for being wrong, the attempt never was.</param>
    /// <returns>What is answered.</returns>
    public async Task<Refusal> FailAsync(Attempt attempt, Refusal refused)
    {
        // Counted to the end, whether the caller is still there or not.
        var ct = CancellationToken.None;
        if (!IsFailure(refused))
        {
            using (await gate.EnterAsync(ct)) await Rows(attempt).ExecuteDeleteAsync(ct);
            return refused;
        }

        var policy = await PolicyAsync(ct);
        var now = time.GetUtcNow().UtcDateTime;
        var end = policy.LockEnd(now);
        var locked = await WriteAsync(attempt,
            $"""
            UPDATE sentinel_activities SET blocked_until = {end}
            WHERE tenant_id = {db.TenantId} AND id = {attempt.Id} AND {policy.MostAttempts} <= 1 + (
                SELECT COUNT(*) FROM sentinel_activities AS other WHERE other.tenant_id = {db.TenantId} AND other.target_type = {SentinelActivity.User}
                    AND other.target_hash = {attempt.TargetHash} AND other.created_at >= {now - SentinelActivity.Window} AND other.pool = {attempt.Pool}
                    AND other.blocked_until IS NULL AND other.id <> {attempt.Id})
            """, ct);
        return locked > 0 ? RefusalOf(end, now) : refused;
    }

    private static bool IsFailure(Refusal refused) => refused.Status != 429 && !NoFailures.Contains(refused.Code);

    private static Refusal RefusalOf(DateTime end, DateTime now) => new Refusal(Blocked).With(
        "minutes", Math.Max(1, Math.Ceiling((end - now).TotalMinutes)).ToString(CultureInfo.InvariantCulture));

    private IQueryable<SentinelActivity> Rows(Attempt attempt) => db.SentinelActivities.Where(row => row.Id == attempt.Id);

    private async Task<LockoutPolicy> PolicyAsync(CancellationToken ct) => (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().Lockout;

    private Task<DateTime?> LockEndAsync(Attempt attempt, DateTime now, CancellationToken ct) => db.SentinelActivities
        .Where(row => row.TargetType == SentinelActivity.User && row.TargetHash == attempt.TargetHash && row.Pool == attempt.Pool && row.BlockedUntil > now)
        .MaxAsync(row => row.BlockedUntil, ct);

    /// <summary>
    /// Counting and writing are one: SQLite has one writer; PostgreSQL, where each of two statements would count without the other's row,
    /// lets those of one target follow one another.
    /// </summary>
    private async Task<int> WriteAsync(Attempt attempt, FormattableString statement, CancellationToken ct)
    {
        if (db.Database.IsSqlite()) return await unsynced.ExecuteAsync(SqlStatement.Of(statement), ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({db.TenantId + attempt.Pool + attempt.TargetHash}, 0))", ct);
        var written = await db.Database.ExecuteSqlAsync(statement, ct);
        await transaction.CommitAsync(ct);
        return written;
    }
}

/// <summary>An attempt that has taken its place.</summary>
internal sealed record Attempt(string Id, string Pool, string TargetHash);
