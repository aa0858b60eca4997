using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>Writes the factors and the answers of an interaction into the user's row, inside the step that ends it (contract/experience-api.md 9 step 8).</summary>
internal sealed class KeepFactors(PasskeyIndex passkeys, TimeProvider time)
{
    /// <summary>Another sign-in of the user may have bound the one authenticator app meanwhile: then nothing is written.</summary>
    public Refusal? Execute(User user, SecondFactorSituation situation)
    {
        var pending = situation.State.Mfa ?? PendingMfa.Empty;
        var bound = MfaVerification.ListOf(user.MfaVerifications);
        if (pending.Totp is not null && bound.Any(factor => factor.Type == MfaVerification.Totp)) return MfaRefusals.TotpInUse;
        var config = BindingRule.ConfigAfter(situation);
        if (pending.Factors.Any())
        {
            var kept = pending.BackupCode is null ? bound : bound.Where(factor => factor.Type != MfaVerification.BackupCode);
            user.SetMfaVerifications([.. kept, .. pending.Factors]);
            passkeys.Add(user, pending.Factors);
            user.UpdatedAt = time.GetUtcNow().UtcDateTime;
        }

        if (config != LogtoConfig.Of(user)) user.SetLogtoConfig(config);
        return null;
    }
}
