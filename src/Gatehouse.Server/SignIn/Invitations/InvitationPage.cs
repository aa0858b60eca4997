using Gatehouse.Server.Components;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Invitations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignIn.Passwords;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.SignIn.Invitations;

/// <summary>
/// GET and POST /invitation: whom an administrator invited chooses a password and is signed in (docs/invitations.md). Opening the link uses
/// nothing up, because scanners of mail open links too; only the form does. GET /invitation/done is where the way ends without an application.
/// </summary>
internal sealed class InvitationPage(PageVisits visits, PageFrames frames, FindUserInvitation find, AcceptUserInvitation accept, TimeProvider time)
{
    public const string Path = InviteUser.Path;
    public const string DonePath = Path + "/done";
    private static readonly TimeSpan FormLifetime = TimeSpan.FromHours(1);

    public async Task GetAsync(HttpContext http)
    {
        HideAddress(http);
        var visit = await visits.LookAsync(http);
        if (http.Request.Query["token"].ToString() is { Length: > 0 } sent)
        {
            http.Response.Headers.CacheControl = "no-store";
            if (visit.Cookies.Invitation.TryWrite(http, sent, Path)) visit.SendTo(Path);
            else await EndAsync(visit, UserInvitationRefusals.NotValid);
            return;
        }

        if (await OpenAsync(visit) is var (open, dressed)) await ShowAsync(dressed, open, null);
    }

    public async Task PostAsync(HttpContext http)
    {
        HideAddress(http);
        var (form, visit) = (await PostedForm.ReadAsync(http), await visits.LookAsync(http));
        if (await OpenAsync(visit) is not var (open, dressed)) return;
        var token = dressed.Cookies.Invitation.Read(http.Request)!;
        if (form is null || !dressed.Cookies.InvitationForm.IsGood(form[FormToken.Field], token, time.GetUtcNow()))
        {
            await (PageMessage.Of(dressed.Frame, "form_not_ours") with { Link = (Path, dressed.Frame.Say("action.open_again")) })
                .WriteAsync(http, dressed.Frame, StatusCodes.Status403Forbidden);
            return;
        }

        dressed = dressed with { Form = form };
        if (ChosenPassword.Missing(dressed) is { } missing) await ShowAsync(dressed, open, missing);
        else await AcceptAsync(dressed, open, token);
    }

    public async Task GetDoneAsync(HttpContext http)
    {
        HideAddress(http);
        var visit = await visits.LookAsync(http);
        await new PageMessage(visit.Frame.Say("description.invitation_done"), visit.Frame.Say("description.invitation_done_text")).WriteAsync(http, visit.Frame, StatusCodes.Status200OK);
    }

    /// <summary>Where this page is: with a token in it, until the redirect, nobody's business.</summary>
    private static void HideAddress(HttpContext http) => http.Response.OnStarting(() =>
    {
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Task.CompletedTask;
    });

    private async Task AcceptAsync(PageVisit visit, OpenUserInvitation open, string token)
    {
        if (!(await accept.ExecuteAsync(token, visit.Form["password"], visit.SessionValue, visit.Aborted)).TryGet(out var accepted, out var refused))
        {
            if (refused.Code is "password.rejected" or "password.hashing_busy") await ShowAsync(visit, open, ChosenPassword.Problem(visit.Frame, refused));
            else await EndAsync(visit, refused);
            return;
        }

        InvitationCookie.Delete(visit.Http, Path);
        if (accepted.Session is { } session) visit.Cookies.Session.Write(visit.Http, session.Value, session.ExpiresAt);
        visit.SendTo(accepted.RedirectUri ?? DonePath);
    }

    /// <summary>The invitation that the browser holds, and the visit in the application's looks. Null: there is none, and that is answered.</summary>
    private async Task<(OpenUserInvitation Open, PageVisit Visit)?> OpenAsync(PageVisit visit)
    {
        var token = visit.Cookies.Invitation.Read(visit.Http.Request) ?? "";
        if (!(await find.ToReadAsync(token, visit.Aborted)).TryGet(out var open, out var refused))
        {
            await EndAsync(visit, refused);
            return null;
        }

        var frame = open.Row.ApplicationId is { } application ? await frames.MakeAsync(visit.Http, new PageAudience(application)) : visit.Frame;
        return (open, visit with { Frame = frame with { Token = visit.Cookies.InvitationForm.Make(token, time.GetUtcNow() + FormLifetime), Query = "" } });
    }

    private static Task ShowAsync(PageVisit visit, OpenUserInvitation open, PageProblem? problem) => ChosenPassword.ShowAsync(
        visit, Path, visit.Frame.Say("description.invitation"), visit.Frame.Say("action.save_and_sign_in"), changePath: null, problem, owner: IdentifierOf(open.User));

    /// <summary>What the user signs in with from now on; password managers keep it.</summary>
    private static SignInIdentifier? IdentifierOf(User user) =>
        user.Username is { } username ? new("username", username)
        : user.PrimaryEmail is { } email ? new("email", email)
        : user.PrimaryPhone is { } phone ? new("phone", phone) : null;

    private static Task EndAsync(PageVisit visit, Refusal refused)
    {
        var sentence = refused.Code == "user.suspended" ? visit.Frame.Say("error.account_suspended") : visit.Frame.Texts.SayCode(refused.Code, refused.Values);
        return new PageMessage(visit.Frame.Say("error.invitation"), sentence).WriteAsync(visit.Http, visit.Frame, refused.Status);
    }
}
