using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Accounts;

/// <summary>Gives a user an address that was verified for them, or takes it away (contract/account-api.md 6).</summary>
internal sealed class ChangeOwnAddress(GatehouseDb db, ChangeUser change, AccountRecords records, Snapshots snapshots)
{
    /// <param name="channel"><c>email</c> or <c>phone</c>.</param>
    /// <param name="recordId">Of a code that was sent to this very address.</param>
    public async Task<Checked<User>> SetAsync(string userId, string channel, string value, string recordId, CancellationToken ct)
    {
        if (channel == VerificationChannel.Email
            && EmailBlocklist.Refuse(value, (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().EmailBlocklist) is { } unwanted) return unwanted;
        if (await records.ShownAsync<CodeVerification>(userId, recordId, ct) is not { } record
            || record.Identifier.Type != channel || !OwnAddress.IsSame(channel, value, record.Identifier.Value)) return AccountRefusals.RecordNotFound;
        return await ChangeAsync(userId, channel, value, ct);
    }

    /// <summary>Also when there is none. 400 <c>user.last_sign_in_method_required</c> when it is all that tells who the user is.</summary>
    /// <inheritdoc cref="SetAsync"/>
    public Task<Checked<User>> RemoveAsync(string userId, string channel, CancellationToken ct) => ChangeAsync(userId, channel, value: null, ct);

    private Task<Checked<User>> ChangeAsync(string userId, string channel, string? value, CancellationToken ct) => change.ExecuteAsync(
        userId, channel == VerificationChannel.Email ? new UserChange { PrimaryEmail = new Optional<string?>(value) } : new UserChange { PrimaryPhone = new Optional<string?>(value) },
        ChangedBy.Owner, ct);
}
