using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Accounts;

/// <summary>
/// Deletes the accounts whose owners asked for it and whose time is over, once an hour, as an administrator would: with audit entry and
/// webhooks. Who takes the deletion back at the same moment either keeps the account or comes too late; never is half of it left.
/// </summary>
internal sealed class DeleteDueAccountsJob(IServiceScopeFactory scopes, TimeProvider time, ILogger<DeleteDueAccountsJob> log) : PeriodicJob(TimeSpan.FromHours(1), time, log)
{
    public override Task PassAsync(CancellationToken ct) => scopes.ForEachTenantAsync(services => DeleteAsync(services, ct), ct);

    private async Task DeleteAsync(IServiceProvider services, CancellationToken ct)
    {
        var (db, now) = (services.GetRequiredService<GatehouseDb>(), Time.GetUtcNow().UtcDateTime);
        var due = await db.AccountDeletions.Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).Select(row => row.UserId).ToListAsync(ct);
        foreach (var userId in due) await DeleteAsync(services, db, userId, now, ct);
    }

    private static async Task DeleteAsync(IServiceProvider services, GatehouseDb db, string userId, DateTime now, CancellationToken ct)
    {
        var (work, delete) = (services.GetRequiredService<UnitOfWork>(), services.GetRequiredService<DeleteUser>());
        await work.WriteAsync<Done>(_ => null, async () =>
        {
            // Removing this very row is what must succeed: whoever takes the deletion back removes it too.
            if (await db.AccountDeletions.SingleOrDefaultAsync(row => row.UserId == userId && row.DueAt <= now, ct) is not { } due) return AccountRefusals.NoDeletion;
            db.AccountDeletions.Remove(due);
            return await delete.ExecuteAsync(userId, callerId: "", ct);
        }, ct);
    }
}
