using Gatehouse.Server.Components;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.SignIn.Passwords;

/// <summary>
/// GET and POST /reset-password: the new password of somebody who forgot the old one, or who signs in with a temporary one.
/// GET /reset-password/done leads from the first to the sign-in.
/// </summary>
internal sealed class ResetPasswordPage(PageVisits visits, ResetPassword reset, SubmitInteraction submit, Onward onward)
{
    public const string Path = "/reset-password";
    public const string DonePath = "/reset-password/done";

    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is not { } visit) return;
        if (visit.Interaction is null || IsKnown(visit)) await ShowAsync(visit, null);
        else visit.GoOn(ForgotPasswordPage.Path);
    }

    public async Task PostAsync(HttpContext http)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        if (!IsKnown(visit))
        {
            visit.GoOn(ForgotPasswordPage.Path);
            return;
        }

        var problem = ChosenPassword.Missing(visit);
        if (problem is null && await TakeAsync(visit) is { } refused) problem = ChosenPassword.Problem(visit.Frame, refused);
        if (problem is not null) await ShowAsync(visit, problem);
    }

    public async Task GetDoneAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is not { } visit) return;
        var message = new PageMessage(visit.Frame.Say("description.password_changed"), visit.Frame.Say("description.password_changed_text"))
        {
            Link = (visit.Frame.UrlOf(SignInPage.Path), visit.Frame.Say("action.sign_in")),
        };
        await message.WriteAsync(http, visit.Frame, StatusCodes.Status200OK);
    }

    private async Task<Refusal?> TakeAsync(PageVisit visit)
    {
        if (!(await reset.ExecuteAsync(visit.InteractionId, visit.Form["password"], visit.Aborted)).TryGet(out _, out var refused)) return refused;
        if (EventOf(visit) != InteractionEvent.ForgotPassword) return await onward.SubmitAsync(visit);
        if (!(await submit.ExecuteAsync(visit.InteractionId, visit.Aborted)).TryGet(out _, out refused)) return refused;
        visit.GoOn(DonePath);
        return null;
    }

    /// <summary>Whose password it is has been shown by a code, or by the temporary password.</summary>
    private static bool IsKnown(PageVisit visit) => InteractionState.Of(visit.Interaction!) is { Event: InteractionEvent.ForgotPassword or InteractionEvent.SignIn, UserId: not null };

    private static InteractionEvent? EventOf(PageVisit visit) => visit.Interaction is { } interaction ? InteractionState.Of(interaction)?.Event : null;

    private static Task ShowAsync(PageVisit visit, PageProblem? problem)
    {
        var isTemporary = EventOf(visit) == InteractionEvent.SignIn;
        return ChosenPassword.ShowAsync(
            visit, Path, visit.Frame.Say("description.reset_password"), visit.Frame.Say(isTemporary ? "action.save_and_sign_in" : "action.save_password"), changePath: null, problem,
            isTemporary ? visit.Frame.Say("description.temporary_password") : null);
    }
}
