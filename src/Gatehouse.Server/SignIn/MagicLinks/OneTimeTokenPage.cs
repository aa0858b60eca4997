using Gatehouse.Server.Components;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignIn.Passwords;

namespace Gatehouse.Server.SignIn.MagicLinks;

/// <summary>
/// GET and POST /one-time-token: the end of a magic link (contract/oidc.md 8.3, contract/experience-api.md 4.10). The token is used by a
/// form and not by looking at the page, which programs do too that look into mails.
/// </summary>
internal sealed class OneTimeTokenPage(PageVisits visits, ChooseEvent events, VerifyOneTimeToken verify, Onward onward)
{
    public const string Path = "/one-time-token";
    public const string Token = "one_time_token";
    public const string Hint = "login_hint";

    /// <summary>The guard's words are not shown: anybody could write others into the address.</summary>
    public const string Error = "errorMessage";

    /// <summary>In this order a token is tried that does not say what it is for.</summary>
    private static readonly InteractionEvent[] Events = [InteractionEvent.SignIn, InteractionEvent.Register, InteractionEvent.ForgotPassword];

    /// <summary>The first page was opened with a token.</summary>
    public static bool IsAskedFor(HttpRequest request) => request.Query[Token].ToString().Length > 0 && request.Query[Hint].ToString().Length > 0;

    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is not { } visit) return;
        if (http.Request.Query.ContainsKey(Error) || visit.Parameter(Token) is null || visit.Parameter(Hint) is not { } email) await RefuseAsync(visit, StatusCodes.Status400BadRequest);
        else await visit.ShowAsync<OneTimeTokenView, OneTimeTokenModel>(visit.Frame.Say("description.sign_in_to_your_account"), new OneTimeTokenModel(email, visit.Parameter(Token)!));
    }

    public async Task PostAsync(HttpContext http)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        var refused = await TakeAsync(visit, new SignInIdentifier("email", visit.Form[Hint]), visit.Form[Token]);
        if (refused is null) return;
        if (refused.Code.StartsWith("one_time_token.", StringComparison.Ordinal)) await RefuseAsync(visit, refused.Status);
        else await WriteAsync(visit, PageProblem.Of(visit.Frame, refused, canReset: false).Sentence, refused.Status);
    }

    private async Task<Refusal?> TakeAsync(PageVisit visit, SignInIdentifier identifier, string token)
    {
        var refused = new Refusal("one_time_token.token_not_found", StatusCodes.Status404NotFound);
        foreach (var chosen in Events)
        {
            if (!(await events.BeginAsync(visit.InteractionId, chosen, captchaToken: null, visit.Aborted)).TryGet(out _, out refused)) return refused;
            if ((await verify.ExecuteAsync(visit.InteractionId, identifier, token, visit.Aborted)).TryGet(out var id, out refused)) return await FollowAsync(visit, chosen, id);
            if (refused.Code != "one_time_token.interaction_event_mismatch") return refused;
        }

        return refused;
    }

    /// <summary>Whoever has no account yet gets one, whoever has one signs in: the token was sent by somebody who may decide that.</summary>
    private async Task<Refusal?> FollowAsync(PageVisit visit, InteractionEvent chosen, string verificationId)
    {
        var refused = await onward.IdentifyAsync(visit, verificationId, mustSubmit: chosen != InteractionEvent.ForgotPassword);
        if (refused is null && chosen == InteractionEvent.ForgotPassword) visit.GoOn(ResetPasswordPage.Path);
        InteractionEvent? other = refused?.Code switch
        {
            "user.user_not_exist" when chosen == InteractionEvent.SignIn => InteractionEvent.Register,
            "user.email_already_in_use" when chosen == InteractionEvent.Register => InteractionEvent.SignIn,
            _ => null,
        };
        if (other is not { } turned) return refused;
        return (await events.ChangeAsync(visit.InteractionId, turned, visit.Aborted)).TryGet(out _, out var forbidden)
            ? await onward.IdentifyAsync(visit, verificationId) : forbidden;
    }

    private static Task RefuseAsync(PageVisit visit, int status) => WriteAsync(visit, visit.Frame.Say("error.invalid_link_description"), status);

    private static Task WriteAsync(PageVisit visit, string text, int status) =>
        (new PageMessage(visit.Frame.Say("error.invalid_link"), text) { Link = (visit.Frame.UrlOf(SignInPage.Path), visit.Frame.Say("description.back_to_sign_in")) })
            .WriteAsync(visit.Http, visit.Frame, status);
}

/// <param name="Email">Whom the link was sent to.</param>
internal sealed record OneTimeTokenModel(string Email, string Token);
