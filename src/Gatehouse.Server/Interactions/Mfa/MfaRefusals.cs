using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>The refusals of section 8 (contract/experience-api.md).</summary>
internal static class MfaRefusals
{
    /// <summary>The record holds nothing that could be bound or verified.</summary>
    public static Refusal NothingPending { get; } = new("session.mfa.pending_info_not_found");

    public static Refusal FactorNotEnabled { get; } = new("session.mfa.mfa_factor_not_enabled");

    public static Refusal TotpInUse { get; } = new("user.totp_already_in_use", 422);

    public static Refusal BackupCodesAlone { get; } = new("session.mfa.backup_code_can_not_be_alone", 422);

    public static Refusal NotUserControlled { get; } = new("session.mfa.mfa_policy_not_user_controlled", 422);

    public static Refusal InvalidTotpCode { get; } = new("session.mfa.invalid_totp_code");

    public static Refusal InvalidBackupCode { get; } = new("session.mfa.invalid_backup_code");

    /// <summary>8.4 step 1.</summary>
    public static Refusal PasskeyPreferred { get; } = new("user.passkey_preferred", 422);

    /// <summary>8.4 step 4.</summary>
    public static Refusal Suggested { get; } = new("user.suggest_mfa", 422);

    /// <summary>8.4 step 7.</summary>
    public static Refusal BackupCodesRequired { get; } = new("session.mfa.backup_code_required", 422);

    /// <summary>8.4 step 5.</summary>
    /// <param name="isSkippable">The user may put it off.</param>
    public static Refusal Missing(IEnumerable<string> bindable, bool isSkippable) => new("user.missing_mfa", 422)
    {
        Data = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("availableFactors");
            JsonText.Strings(bindable).WriteTo(json);
            if (isSkippable) json.WriteBoolean("skippable", true);
            json.WriteEndObject();
        }),
    };

    /// <summary>8.4 step 6.</summary>
    /// <param name="unbound">What could be added.</param>
    /// <param name="bound">What the user has.</param>
    public static Refusal SuggestAdditional(IReadOnlyList<string> unbound, IReadOnlyList<string> bound, User user, bool signsInByPasskey) =>
        new("session.mfa.suggest_additional_mfa", 422)
        {
            Data = JsonText.Write(json =>
            {
                json.WriteStartObject();
                FactorList.WriteTo(json, unbound, bound, user);
                json.WriteBoolean("isWebAuthnUsedAsSignInPasskey", signsInByPasskey);
                json.WriteBoolean("skippable", true);
                json.WriteBoolean("suggestion", true);
                json.WriteEndObject();
            }),
        };
}
