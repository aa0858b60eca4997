using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Interactions;

/// <summary>Whether the tenant lets a record of this kind identify a user in this event (contract/experience-api.md 5 step 3).</summary>
internal static class SignInMethodGuard
{
    public static Refusal? Refuse(ExperienceSettings settings, InteractionEvent chosen, VerificationRecord record)
    {
        // Whoever made the token for the address has decided that its owner may come in.
        if (record is OneTimeTokenVerification) return null;
        if (chosen == InteractionEvent.ForgotPassword) return RefuseReset(settings, record);
        if (!settings.AllowsSignIn) return InteractionRefusals.ModeForbids;
        var isEnabled = record switch
        {
            PasswordVerification password => settings.SignInMethods.Any(method => method.Identifier == password.Identifier.Type && method.Password),
            EmailCodeVerification or PhoneCodeVerification => settings.SignInMethods.Any(method => method.Identifier == ((CodeVerification)record).Identifier.Type && method.VerificationCode),
            SocialVerification => true,
            PasskeySignInVerification => settings.PasskeySignIn.Enabled,
            _ => false,
        };
        return isEnabled ? null : InteractionRefusals.MethodNotEnabled;
    }

    /// <summary>Only codes sent to the owner's address lead to a new password.</summary>
    private static Refusal? RefuseReset(ExperienceSettings settings, VerificationRecord record) =>
        record is EmailCodeVerification or PhoneCodeVerification && settings.ForgotPasswordMethods?.Contains(record.Type) != false ? null : InteractionRefusals.NotForForgotPassword(422);
}
