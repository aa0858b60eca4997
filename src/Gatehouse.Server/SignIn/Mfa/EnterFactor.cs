using Gatehouse.Server.Interactions;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.SignIn.Mfa;

/// <summary>
/// Sends the browser to the page of a factor, with what that page shows made before: a code on its way, a secret, backup codes. What fails
/// here is told by the page, which offers to begin again.
/// </summary>
internal sealed class EnterFactor(SendCode send, BeginTotp totp, GenerateBackupCodes codes)
{
    /// <summary>To the page that answers a refusal of submit (contract/experience-api.md 8.2, 8.4).</summary>
    /// <returns>False: the refusal is about something else.</returns>
    public async Task<bool> FollowAsync(PageVisit visit, Refusal refused)
    {
        var factors = MfaPaths.FactorsIn(refused);
        switch (refused.Code)
        {
            case "session.mfa.require_mfa_verification" when factors.Count > 0:
                await ToShowAsync(visit, factors[0]);
                return true;
            case "user.missing_mfa" when factors.Count == 1:
                await ToBindAsync(visit, factors[0]);
                return true;
            case "user.missing_mfa" or "session.mfa.suggest_additional_mfa":
                visit.GoOn(MfaPaths.Binding);
                return true;
            case "user.suggest_mfa":
                visit.GoOn(MfaPaths.Onboarding);
                return true;
            case "user.passkey_preferred":
                visit.GoOn(MfaPaths.Passkey);
                return true;
            case "session.mfa.backup_code_required":
                await ToBindAsync(visit, MfaFactor.BackupCode);
                return true;
            default:
                return false;
        }
    }

    public async Task ToShowAsync(PageVisit visit, string factor)
    {
        if (ChannelOf(factor) is { } channel) await send.ToUserAsync(visit.InteractionId, channel, visit.Frame.Texts.Language, visit.Aborted);
        visit.GoOn(MfaPaths.ToShow(factor));
    }

    public async Task ToBindAsync(PageVisit visit, string factor)
    {
        if (factor == MfaFactor.Totp) await totp.ExecuteAsync(visit.InteractionId, visit.Http.Request.Host.Host, visit.Aborted);
        if (factor == MfaFactor.BackupCode) await codes.ExecuteAsync(visit.InteractionId, visit.Aborted);
        visit.GoOn(MfaPaths.ToBind(factor));
    }

    /// <returns>Null: no code is sent for the factor.</returns>
    public static string? ChannelOf(string factor) => factor switch
    {
        MfaFactor.Email => VerificationChannel.Email, MfaFactor.Phone => VerificationChannel.Phone, _ => null,
    };
}
