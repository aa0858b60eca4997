using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Credentials;

/// <summary>
/// Binds second factors to a user and takes them away: for administrators (contract/management-api.md 2.14), of whom webhooks are not told
/// and who can bind no passkey, because that takes the user's device; and for users themselves (contract/account-api.md 8), who may have the
/// factors that the tenant offers.
/// </summary>
internal sealed class SecondFactors(
    GatehouseDb db, UnitOfWork work, FindUser find, PasskeyIndex passkeys, NoticeOfChange notice, Snapshots snapshots, Sealer sealer, TimeProvider time)
{
    private const string Created = "Change.User.MfaVerificationCreated";
    private const string Deleted = "Change.User.MfaVerificationDeleted";

    /// <summary>For an administrator.</summary>
    /// <param name="secret">Base32; null: one is made.</param>
    /// <returns>The user, and the secret in clear.</returns>
    public Task<Checked<(User User, string Secret)>> AddTotpAsync(string userId, string? secret, CancellationToken ct) =>
        WriteAsync<(User, string)>(Created, userId, ChangedBy.Administrator, (user, bound) =>
        {
            if (bound.Any(factor => factor.Type == MfaVerification.Totp)) return TotpInUse;
            if (secret is not null && !TotpSecret.IsValid(secret)) return InvalidSecret(422);
            var used = secret ?? TotpSecret.New();
            user.SetMfaVerifications([.. bound, Totp(used)]);
            return (user, used);
        }, ct);

    /// <summary>For the owner, who got the secret before.</summary>
    /// <param name="code">Of the secret; null: the user gives none.</param>
    /// <param name="replaces">It takes the place of the app that the user has.</param>
    public Task<Checked<Done>> AddOwnTotpAsync(string userId, string secret, string? code, bool replaces, CancellationToken ct) =>
        BindAsync<Done>(userId, MfaFactor.Totp, (user, bound) =>
        {
            if (!replaces && bound.Any(factor => factor.Type == MfaVerification.Totp)) return TotpInUse;
            if (!TotpSecret.IsValid(secret)) return InvalidSecret(400);
            if (code is not null && TotpCode.FindStep(secret, code, time.GetUtcNow()) is null) return new Refusal("session.mfa.invalid_totp_code");
            user.SetMfaVerifications([.. bound.Where(factor => factor.Type != MfaVerification.Totp), Totp(secret)]);
            return new Done();
        }, ct);

    /// <param name="codes">Null: ten are made.</param>
    /// <returns>The codes in clear.</returns>
    public Task<Checked<IReadOnlyList<string>>> AddBackupCodesAsync(string userId, IReadOnlyList<string>? codes, ChangedBy by, CancellationToken ct)
    {
        return by == ChangedBy.Owner ? BindAsync(userId, MfaFactor.BackupCode, Add, ct) : WriteAsync(Created, userId, by, Add, ct);

        Checked<IReadOnlyList<string>> Add(User user, IReadOnlyList<MfaVerification> bound)
        {
            if (bound.Any(factor => factor.Type == MfaVerification.BackupCode && factor.RemainingCodes > 0))
                return new Refusal("user.backup_code_already_in_use", 422);
            var others = bound.Where(factor => factor.Type != MfaVerification.BackupCode).ToList();
            if (others.Count == 0) return new Refusal("session.mfa.backup_code_can_not_be_alone", 422);
            if (codes is not null && !BackupCodes.AreValid(codes)) return new Refusal("user.wrong_backup_code_format", 422);
            List<string> used = [.. codes ?? BackupCodes.New()];
            user.SetMfaVerifications([.. others, Made(MfaVerification.BackupCode) with { Codes = [.. used.Select(code => new StoredBackupCode(sealer.Seal(code).Cipher))] }]);
            return used;
        }
    }

    /// <summary>For the owner, whose device made the passkey. Nobody has one twice: 422 <c>session.mfa.webauthn_verification_failed</c>.</summary>
    public Task<Checked<Done>> AddPasskeyAsync(string userId, MfaVerification passkey, CancellationToken ct) =>
        BindAsync<Done>(userId, MfaFactor.WebAuthn, (user, bound) =>
        {
            user.SetMfaVerifications([.. bound, passkey]);
            passkeys.Add(user, [passkey]);
            return new Done();
        }, ct);

    /// <summary>What the owner calls a passkey. 404 <c>entity.not_found</c> for whatever is none.</summary>
    public Task<Checked<Done>> RenamePasskeyAsync(string userId, string verificationId, string name, CancellationToken ct) =>
        WriteAsync<Done>("Change.User.MfaVerificationRenamed", userId, ChangedBy.Owner, (user, bound) =>
        {
            if (!bound.Any(factor => factor.Id == verificationId && factor.CredentialId is not null)) return UserRefusals.NotFound;
            user.SetMfaVerifications([.. bound.Select(factor => factor.Id == verificationId ? factor with { Name = name } : factor)]);
            return new Done();
        }, ct);

    /// <summary>Whatever its type; backup codes that are left alone stay.</summary>
    public Task<Checked<Done>> RemoveAsync(string userId, string verificationId, ChangedBy by, CancellationToken ct) =>
        WriteAsync<Done>(Deleted, userId, by, (user, bound) =>
        {
            var left = bound.Where(factor => factor.Id != verificationId).ToList();
            if (left.Count == bound.Count) return UserRefusals.NotFound;
            user.SetMfaVerifications(left);
            passkeys.Remove(user, verificationId);
            return new Done();
        }, ct);

    /// <summary>The backup codes of the user in clear, with when each was used; none when there are none.</summary>
    public async Task<Checked<IReadOnlyList<StoredBackupCode>>> ShowBackupCodesAsync(string userId, CancellationToken ct)
    {
        if (!(await find.ToReadAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
        var stored = MfaVerification.ListOf(user.MfaVerifications).FirstOrDefault(factor => factor.Type == MfaVerification.BackupCode)?.Codes ?? [];
        return stored.Select(code => code with { Code = sealer.Open(new Platform.Secrets.SealedText(code.Code)) }).ToList();
    }

    private static Refusal TotpInUse { get; } = new("user.totp_already_in_use", 422);

    private static Refusal InvalidSecret(int status) => new("user.totp_secret_invalid", status);

    private MfaVerification Totp(string secret) => Made(MfaVerification.Totp) with { Key = sealer.Seal(secret).Cipher };

    private MfaVerification Made(string type) => new() { Id = Identifier.Long(), Type = type, CreatedAt = time.GetUtcNow().UtcDateTime };

    /// <summary>A factor that the tenant must offer. Whoever binds it wants a second factor, unless the tenant takes passkeys for signing in alone.</summary>
    private Task<Checked<T>> BindAsync<T>(string userId, string type, Func<User, IReadOnlyList<MfaVerification>, Checked<T>> bind, CancellationToken ct) =>
        work.WriteAsync<T>(_ => null, async () =>
        {
            var settings = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>();
            if (!settings.MayBind(type)) return new Refusal("session.mfa.mfa_factor_not_enabled");
            return await WriteAsync(Created, userId, ChangedBy.Owner, (user, bound) =>
            {
                if (settings.Mfa.Factors?.Contains(type) == true)
                {
                    var config = LogtoConfig.Of(user);
                    user.SetLogtoConfig(config with { Mfa = config.Mfa with { Enabled = true } });
                }

                return bind(user, bound);
            }, ct);
        }, ct);

    private Task<Checked<T>> WriteAsync<T>(string key, string userId, ChangedBy by, Func<User, IReadOnlyList<MfaVerification>, Checked<T>> change, CancellationToken ct) =>
        work.WriteAsync<T>(key, userId, async () =>
        {
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            var outcome = change(user, MfaVerification.ListOf(user.MfaVerifications));
            if (outcome.Refusal is not null) return outcome;
            user.UpdatedAt = time.GetUtcNow().UtcDateTime;
            if (by == ChangedBy.Owner)
            {
                if (key == Created) await notice.ExecuteAsync(user, AccountChange.FactorAdded, null, ct);
                if (key == Deleted) await notice.ExecuteAsync(user, AccountChange.FactorRemoved, null, ct);
                work.Announce(UserEvents.ChangedByThemself(user));
            }

            return outcome;
        }, ct);
}
