using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Secrets;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>
/// What was made to be bound and is not yet: a page shows it again when it is loaded again, or when a code of it was wrong. Only whoever is in
/// the interaction is shown it, and nobody once it is bound.
/// </summary>
internal sealed class DescribeFactorSetup(FindInteraction interactions, FindUser find, Sealer sealer)
{
    /// <summary>400 <c>session.mfa.pending_info_not_found</c> where no secret was made.</summary>
    /// <param name="issuer">As for <see cref="BeginTotp"/>.</param>
    public async Task<Checked<PendingTotp>> TotpAsync(string interactionId, string issuer, CancellationToken ct)
    {
        if (!(await PendingAsync<TotpVerification>(interactionId, ct)).TryGet(out var found, out var refused)) return refused;
        var (record, user) = found;
        if (record is not { SealedSecret: { } sealedSecret, IsVerified: false }) return MfaRefusals.NothingPending;
        var secret = sealer.Open(new SealedText(sealedSecret));
        var uri = TotpSecret.KeyUri(secret, issuer, user.DisplayName);
        return new PendingTotp(new TotpSetup(record.Id, secret, QrCode.DataUrl(uri)), uri);
    }

    /// <summary>400 <c>session.mfa.pending_info_not_found</c> where no codes were made.</summary>
    public async Task<Checked<NewBackupCodes>> BackupCodesAsync(string interactionId, CancellationToken ct)
    {
        if (!(await PendingAsync<BackupCodeVerification>(interactionId, ct)).TryGet(out var found, out var refused)) return refused;
        if (found.Record.SealedCodes is not { } codes) return MfaRefusals.NothingPending;
        return new NewBackupCodes(found.Record.Id, [.. codes.Select(code => sealer.Open(new SealedText(code)))]);
    }

    private async Task<Checked<(T Record, User User)>> PendingAsync<T>(string interactionId, CancellationToken ct) where T : VerificationRecord
    {
        if (!(await interactions.StateAsync(interactionId, ct)).TryGet(out var state, out var refused)) return refused;
        if (state.UserId is not { } userId) return InteractionRefusals.NobodyIdentified;
        if (state.VerificationRecords.OfType<T>().LastOrDefault() is not { } record) return MfaRefusals.NothingPending;
        if (!(await find.ToReadAsync(userId, ct)).TryGet(out var user, out refused)) return refused;
        return record switch
        {
            TotpVerification totp when totp.UserId != userId => MfaRefusals.NothingPending,
            BackupCodeVerification codes when codes.UserId != userId => MfaRefusals.NothingPending,
            _ => (record, user),
        };
    }
}

/// <param name="KeyUri">The same as an address that an app on this device opens (<c>otpauth:</c>).</param>
internal sealed record PendingTotp(TotpSetup Setup, string KeyUri)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => Setup.ToString();
}
