using Gatehouse.Server.Components;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.SignIn;

/// <summary>What a page says when a form was refused: one sentence with the way out.</summary>
/// <param name="Field">The field that it is about; null when it is about none.</param>
internal sealed record PageProblem(string Sentence, int Status, string? Field = null)
{
    /// <summary>The account asks for a new password before it lets anybody in.</summary>
    public bool AsksForNewPassword { get; init; }

    /// <summary>The form wants another value in a field.</summary>
    public static PageProblem Of(string sentence, string field) => new(sentence, StatusCodes.Status422UnprocessableEntity, field);

    /// <summary>A refusal of an operation, in words for the person who signs in.</summary>
    /// <param name="canReset">Whether a new password can be chosen without the old one.</param>
    public static PageProblem Of(PageFrame frame, Refusal refusal, bool canReset)
    {
        var sentence = refusal.Code switch
        {
            "session.invalid_credentials" or "user.user_not_exist" => frame.Say(canReset ? "error.wrong_credentials_reset" : "error.wrong_credentials"),
            "user.suspended" => frame.Say("error.account_suspended"),
            _ when LimitAttempts.IsBlocked(refusal) => frame.Say("error.account_locked", ("minutes", refusal.Values?.GetValueOrDefault("minutes") ?? "")),
            "password.expired" => frame.Say("error.password_expired"),
            "password.hashing_busy" => frame.Say("error.busy"),
            "user.sign_in_method_not_enabled" => frame.Say("error.method_not_offered"),
            "auth.forbidden" => frame.Say("error.mode_forbids"),
            "user.missing_profile" => frame.Say("error.missing_profile"),
            "session.captcha_required" => frame.Say("error.captcha_required"),
            "session.captcha_failed" => frame.Say("error.captcha_verification_failed"),
            "session.not_found" or "session.interaction_not_found" or "session.verification_session_not_found" => frame.Say("error.invalid_session"),
            _ => frame.Texts.SayCode(refusal.Code, refusal.Values),
        };
        return new PageProblem(sentence, refusal.Status, refusal.Code is "session.invalid_credentials" or "user.user_not_exist" ? "password" : null)
        {
            AsksForNewPassword = canReset && refusal.Code == "password.expired",
        };
    }
}
