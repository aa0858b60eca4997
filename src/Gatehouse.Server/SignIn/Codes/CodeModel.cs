using Gatehouse.Server.Components;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.SignIn.Codes;

/// <param name="Path">Where the forms go.</param>
/// <param name="ChangePath">Where another address can be told.</param>
/// <param name="IsFresh">The code was sent a moment ago.</param>
/// <param name="OffersPassword">The owner can sign in with a password instead.</param>
internal sealed record CodeModel(string Path, string ChangePath, SignInIdentifier Identifier, PageProblem? Problem, bool IsFresh, bool OffersPassword);

/// <summary>What is wrong with a code, or with asking for one (contract/experience-api.md 11.2).</summary>
internal static class CodeProblem
{
    public static PageProblem Of(PageFrame frame, Refusal refused) => refused.Code switch
    {
        "verification_code.code_mismatch" => PageProblem.Of(frame.Say("error.invalid_passcode"), "code"),
        "session.mfa.invalid_totp_code" or "session.mfa.invalid_backup_code" => PageProblem.Of(frame.Texts.SayCode(refused.Code, refused.Values), "code"),
        "verification_code.expired" or "verification_code.not_found" or "verification_code.exceed_max_try" or "session.verification_session_not_found" =>
            PageProblem.Of(frame.Say("error.code_over"), "code"),
        "request.message_rate_limited" => new PageProblem(frame.Say("error.too_many_messages"), refused.Status),
        _ => PageProblem.Of(frame, refused, canReset: false),
    };
}
