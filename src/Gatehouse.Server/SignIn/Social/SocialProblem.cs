using Gatehouse.Server.Components;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.SignIn.Social;

/// <summary>The page on which a way by a provider ends, with the way back.</summary>
internal static class SocialProblem
{
    public static Task ShowAsync(PageVisit visit, Refusal refused)
    {
        var frame = visit.Frame;
        var text = refused.Code switch
        {
            "user.identity_not_exist" => frame.Say("error.social_no_account"),
            _ when refused.Code.StartsWith("connector.", StringComparison.Ordinal) => frame.Say("error.social_failed_description"),
            _ => PageProblem.Of(frame, refused, canReset: false).Sentence,
        };
        return WriteAsync(visit, text, refused.Status);
    }

    /// <summary>Nothing that was asked from this browser has this answer.</summary>
    public static Task ShowOverAsync(PageVisit visit) => visit.Interaction is null
        ? PageMessage.Of(visit.Frame, "session_over").WriteAsync(visit.Http, visit.Frame, StatusCodes.Status400BadRequest)
        : WriteAsync(visit, visit.Frame.Say("error.social_failed_description"), StatusCodes.Status400BadRequest);

    private static Task WriteAsync(PageVisit visit, string text, int status) =>
        (new PageMessage(visit.Frame.Say("error.social_failed"), text) { Link = (visit.Frame.UrlOf(SignInPage.Path), visit.Frame.Say("description.back_to_sign_in")) })
            .WriteAsync(visit.Http, visit.Frame, status);
}
