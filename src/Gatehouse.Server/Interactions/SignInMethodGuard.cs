using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Interactions;

/// <summary>Whether the tenant lets a record of this kind identify a user in this event (contract/experience-api.md 5 step 3).</summary>
internal static class SignInMethodGuard
{
    public static Refusal? Refuse(ExperienceSettings settings, InteractionEvent chosen, VerificationRecord record)
    {
        // Only codes sent to the owner's address may lead to a new password.
        if (chosen == InteractionEvent.ForgotPassword) return InteractionRefusals.NotForForgotPassword(422);
        if (!settings.AllowsSignIn) return InteractionRefusals.ModeForbids;
        var isEnabled = record is PasswordVerification { Identifier.Type: var type }
            && settings.SignInMethods.Any(method => method.Identifier == type && method.Password);
        return isEnabled ? null : InteractionRefusals.MethodNotEnabled;
    }
}
