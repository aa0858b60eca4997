using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Accounts;

/// <summary>
/// Sends a code to somebody who is signed in (contract/account-api.md 11): to an address of theirs, which shows who they are, or to one that
/// is to become theirs. Whether somebody else has it is not looked at here, so nobody learns it.
/// </summary>
internal sealed class SendOwnCode(
    GatehouseDb db, UnitOfWork work, OwnProof proof, FindUser find, SendVerificationCode send, AccountRecords records, Snapshots snapshots, ChangeOrigin origin)
{
    /// <param name="applicationId">At which the user is signed in.</param>
    /// <param name="identifier">Of type <c>email</c> or <c>phone</c>.</param>
    /// <param name="usage"><c>UserPermissionValidation</c> or <c>BindMfa</c>, for an address of the user's own; null: the former.</param>
    /// <param name="locale">The language that the user reads; null: unknown.</param>
    public async Task<Checked<AccountVerification>> ExecuteAsync(
        string userId, string applicationId, SignInIdentifier identifier, string? usage, string? locale, CancellationToken ct)
    {
        if (!(await find.ToReadAsync(userId, ct)).TryGet(out var user, out var refused)) return refused;
        var snapshot = await snapshots.GetAsync(db.TenantId, ct);
        var isEmail = identifier.Type == VerificationChannel.Email;
        var isOwn = OwnAddress.IsSame(identifier.Type, identifier.Value, isEmail ? user.PrimaryEmail : user.PrimaryPhone);
        if (!isOwn && isEmail && EmailBlocklist.Refuse(identifier.Value, snapshot.Get<ExperienceSettings>().EmailBlocklist) is { } unwanted) return unwanted;

        var template = isOwn ? usage ?? MessageUsage.UserPermissionValidation : MessageUsage.BindNewIdentifier;
        var message = CodeMessage.Of(identifier, template, snapshot.FindClient(applicationId)) with { Locale = locale, AskedFrom = origin.Ip };
        if (!(await send.DrawAsync(message, ct)).TryGet(out var drawn, out refused))
        {
            if (refused == LimitMessages.TooMany) await proof.AnnounceAsync(RefusalEvents.RateLimited(identifier), ct);
            return refused;
        }

        if (!(await send.SendAsync(drawn, ct)).TryGet(out _, out refused)) return refused;
        var id = Identifier.Long();
        SentCode record = isEmail ? new EmailCodeVerification(id, template, identifier) : new PhoneCodeVerification(id, template, identifier);
        return await work.WriteAsync<AccountVerification>("Change.User.VerificationBegun", userId, async () =>
            (await send.KeepAsync(drawn, id, isSent: true, ct)).TryGet(out _, out var lost) ? records.Add(userId, record) : lost, ct);
    }
}
