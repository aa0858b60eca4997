using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Accounts;

/// <summary>
/// Users ask for the deletion of their account, and take that back while there is time (docs/accounts.md). Nobody can where the tenant has a
/// page of its own for it (setting <c>deleteAccountUrl</c>) or the server's setting says so, nor can administrators: others remove them.
/// </summary>
internal sealed class OwnDeletion(
    GatehouseDb db, UnitOfWork work, FindUser find, SignOutEverywhere signOut, NoticeOfChange notice, Snapshots snapshots, GatehouseOptions options, TimeProvider time)
{
    public async Task<DeletionOffer> OfferAsync(CancellationToken ct)
    {
        var url = (await snapshots.GetAsync(db.TenantId, ct)).Get<PublishedExperience>().AccountCenter.DeleteAccountUrl;
        return new DeletionOffer(options.AccountDeletionGraceDays > 0 && db.TenantId != TenantEndpoints.Admin && string.IsNullOrEmpty(url), options.AccountDeletionGraceDays);
    }

    /// <summary>Null: the user has not asked for it.</summary>
    public Task<AccountDeletion?> FindAsync(string userId, CancellationToken ct) => db.AccountDeletions.AsNoTracking().SingleOrDefaultAsync(row => row.UserId == userId, ct);

    /// <summary>Ends every session and grant of the user at once. Whoever asks twice gets the time of the first.</summary>
    public async Task<Checked<AccountDeletion>> AskAsync(string userId, CancellationToken ct)
    {
        if (!(await OfferAsync(ct)).IsOffered) return AccountRefusals.DeletionNotOffered;
        return await work.WriteAsync<AccountDeletion>("Change.User.DeletionAsked", userId, async () =>
        {
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            await signOut(userId, ct);
            if (await db.AccountDeletions.SingleOrDefaultAsync(row => row.UserId == userId, ct) is { } known) return known;
            var now = time.GetUtcNow().UtcDateTime;
            var asked = new AccountDeletion { TenantId = db.TenantId, UserId = userId, AskedAt = now, DueAt = now.AddDays(options.AccountDeletionGraceDays) };
            db.AccountDeletions.Add(asked);
            await notice.ExecuteAsync(user, AccountChange.DeletionAsked, null, ct);
            return asked;
        }, ct);
    }

    /// <summary>404 <c>account_deletion.not_found</c> when the user has not asked for it.</summary>
    public Task<Checked<Done>> TakeBackAsync(string userId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.User.DeletionTakenBack", userId, async () =>
        {
            if (await db.AccountDeletions.SingleOrDefaultAsync(row => row.UserId == userId, ct) is not { } asked) return AccountRefusals.NoDeletion;
            db.AccountDeletions.Remove(asked);
            return new Done();
        }, ct);
}

/// <param name="IsOffered">Users can ask for the deletion of their account here.</param>
/// <param name="GraceDays">For which it can be taken back.</param>
internal sealed record DeletionOffer(bool IsOffered, int GraceDays);
