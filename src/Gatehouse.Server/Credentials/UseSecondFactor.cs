using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Secrets;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Credentials;

/// <summary>
/// Takes a code of a second factor that the user has, once (contract/experience-api.md 4.5 and 4.8). What was used up is written in the
/// change that looked: the row's version lets one of several at once win, in whichever sign-in they are.
/// </summary>
internal sealed class UseSecondFactor(UnitOfWork work, FindUser find, Sealer sealer, TimeProvider time)
{
    /// <summary>A code of the authenticator app: 400 <c>session.mfa.invalid_totp_code</c> also for one that was used, or is older than it.</summary>
    public Task<Checked<Done>> TotpAsync(string userId, string code, CancellationToken ct) => WriteAsync(
        userId, MfaVerification.Totp, new Refusal("session.mfa.invalid_totp_code"),
        factor => factor.Key is { } key && TotpCode.FindStep(sealer.Open(new SealedText(key)), code, time.GetUtcNow(), factor.LastStep) is { } step
            ? factor with { LastStep = step } : null,
        ct);

    /// <summary>A backup code: 400 <c>session.mfa.invalid_backup_code</c>.</summary>
    public Task<Checked<Done>> BackupCodeAsync(string userId, string code, CancellationToken ct) => WriteAsync(
        userId, MfaVerification.BackupCode, new Refusal("session.mfa.invalid_backup_code"),
        factor => (factor.Codes ?? []).LastOrDefault(known => known.UsedAt is null && BackupCodes.AreEqual(sealer.Open(new SealedText(known.Code)), code)) is { } used
            ? factor with { Codes = [.. factor.Codes!.Select(known => ReferenceEquals(known, used) ? known with { UsedAt = time.GetUtcNow().UtcDateTime } : known)] } : null,
        ct);

    /// <param name="use">The factor after its use; null when the proof is wrong.</param>
    private Task<Checked<Done>> WriteAsync(string userId, string type, Refusal wrong, Func<MfaVerification, MfaVerification?> use, CancellationToken ct) =>
        // The step of the interaction has the audit entry.
        work.WriteAsync<Done>(_ => null, async () =>
        {
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            var bound = MfaVerification.ListOf(user.MfaVerifications);
            if (bound.FirstOrDefault(factor => factor.Type == type) is not { } known || use(known) is not { } used) return wrong;
            user.SetMfaVerifications([.. bound.Select(factor => ReferenceEquals(factor, known) ? used with { LastUsedAt = time.GetUtcNow().UtcDateTime } : factor)]);
            return new Done();
        }, ct);
}
