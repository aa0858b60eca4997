using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Accounts;

/// <summary>The verification records of a user who is signed in (contract/account-api.md 3). Nobody finds those of somebody else.</summary>
internal sealed class AccountRecords(GatehouseDb db, TimeProvider time)
{
    /// <summary>Whether the record says that the user is who they are: a password, or a code that was sent for this to an address of theirs.</summary>
    /// <param name="id">Null: the caller names none.</param>
    public async Task<bool> PermitsAsync(string userId, string? id, CancellationToken ct) =>
        id is not null && (await ToReadAsync(userId, id, ct))?.Record is PasswordVerification or SentCode { IsVerified: true, TemplateType: MessageUsage.UserPermissionValidation };

    /// <summary>Null for one that is of another type, or not verified.</summary>
    /// <typeparam name="T">What it must be.</typeparam>
    public async Task<T?> ShownAsync<T>(string userId, string id, CancellationToken ct) where T : VerificationRecord =>
        (await ToReadAsync(userId, id, ct))?.Record is T { IsShown: true } record ? record : null;

    public Task<AccountVerification?> ToReadAsync(string userId, string id, CancellationToken ct) => FindAsync(db.AccountVerifications.AsNoTracking(), userId, id, ct);

    /// <summary>To change, inside a unit of work.</summary>
    public Task<AccountVerification?> ToChangeAsync(string userId, string id, CancellationToken ct) => FindAsync(db.AccountVerifications, userId, id, ct);

    /// <summary>The latest first, with those that have expired and were not removed yet.</summary>
    public Task<List<AccountVerification>> AllAsync(string userId, CancellationToken ct) =>
        db.AccountVerifications.AsNoTracking().Where(row => row.UserId == userId).OrderByDescending(row => row.CreatedAt).ToListAsync(ct);

    /// <summary>Inside a unit of work.</summary>
    public AccountVerification Add(string userId, VerificationRecord record)
    {
        var added = AccountVerification.New(db.TenantId, userId, record, time.GetUtcNow().UtcDateTime);
        db.AccountVerifications.Add(added);
        return added;
    }

    /// <summary>Inside a unit of work: nobody uses it any more.</summary>
    public void Remove(AccountVerification verification) => db.AccountVerifications.Remove(verification);

    private Task<AccountVerification?> FindAsync(IQueryable<AccountVerification> verifications, string userId, string id, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return verifications.SingleOrDefaultAsync(row => row.Id == id && row.UserId == userId && row.ExpiresAt > now, ct);
    }
}
