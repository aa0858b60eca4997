using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Credentials;

/// <summary>
/// Binds second factors to a user and takes them away, for administrators (contract/management-api.md 2.14). Webhooks are not told. Passkeys
/// can't be bound here: that takes the user's device.
/// </summary>
internal sealed class SecondFactors(UnitOfWork work, FindUser find, PasskeyIndex passkeys, Sealer sealer, TimeProvider time)
{
    /// <param name="secret">Base32; null: one is made.</param>
    /// <returns>The user, and the secret in clear.</returns>
    public Task<Checked<(User User, string Secret)>> AddTotpAsync(string userId, string? secret, CancellationToken ct) =>
        WriteAsync<(User, string)>("Change.User.MfaVerificationCreated", userId, (user, bound) =>
        {
            if (bound.Any(factor => factor.Type == MfaVerification.Totp)) return new Refusal("user.totp_already_in_use", 422);
            if (secret is not null && !TotpSecret.IsValid(secret)) return new Refusal("user.totp_secret_invalid", 422);
            var used = secret ?? TotpSecret.New();
            user.SetMfaVerifications([.. bound, Made(MfaVerification.Totp) with { Key = sealer.Seal(used).Cipher }]);
            return (user, used);
        }, ct);

    /// <param name="codes">Null: ten are made.</param>
    /// <returns>The codes in clear.</returns>
    public Task<Checked<IReadOnlyList<string>>> AddBackupCodesAsync(string userId, IReadOnlyList<string>? codes, CancellationToken ct) =>
        WriteAsync<IReadOnlyList<string>>("Change.User.MfaVerificationCreated", userId, (user, bound) =>
        {
            if (bound.Any(factor => factor.Type == MfaVerification.BackupCode && factor.RemainingCodes > 0))
                return new Refusal("user.backup_code_already_in_use", 422);
            var others = bound.Where(factor => factor.Type != MfaVerification.BackupCode).ToList();
            if (others.Count == 0) return new Refusal("session.mfa.backup_code_can_not_be_alone", 422);
            if (codes is not null && !BackupCodes.AreValid(codes)) return new Refusal("user.wrong_backup_code_format", 422);
            List<string> used = [.. codes ?? BackupCodes.New()];
            user.SetMfaVerifications([.. others, Made(MfaVerification.BackupCode) with { Codes = [.. used.Select(code => new StoredBackupCode(sealer.Seal(code).Cipher))] }]);
            return used;
        }, ct);

    /// <summary>Whatever its type; backup codes that are left alone stay.</summary>
    public Task<Checked<Done>> RemoveAsync(string userId, string verificationId, CancellationToken ct) =>
        WriteAsync<Done>("Change.User.MfaVerificationDeleted", userId, (user, bound) =>
        {
            var left = bound.Where(factor => factor.Id != verificationId).ToList();
            if (left.Count == bound.Count) return UserRefusals.NotFound;
            user.SetMfaVerifications(left);
            passkeys.Remove(user, verificationId);
            return new Done();
        }, ct);

    private MfaVerification Made(string type) => new() { Id = Identifier.Long(), Type = type, CreatedAt = time.GetUtcNow().UtcDateTime };

    private Task<Checked<T>> WriteAsync<T>(string key, string userId, Func<User, IReadOnlyList<MfaVerification>, Checked<T>> change, CancellationToken ct) =>
        work.WriteAsync<T>(key, userId, async () =>
        {
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            var outcome = change(user, MfaVerification.ListOf(user.MfaVerifications));
            if (outcome.Refusal is null) user.UpdatedAt = time.GetUtcNow().UtcDateTime;
            return outcome;
        }, ct);
}
