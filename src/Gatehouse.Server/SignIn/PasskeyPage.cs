using Gatehouse.Server.Components;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignIn.Mfa;

namespace Gatehouse.Server.SignIn;

/// <summary>POST /sign-in/passkey: a passkey says who the user is (contract/experience-api.md 4.7). The form stands on the first page.</summary>
internal sealed class PasskeyPage(PageVisits visits, ChooseEvent events, SignInByPasskey passkeys, PasskeySites sites, Onward onward)
{
    public const string Path = SignInPage.Path + "/passkey";

    /// <summary>Where the script gets the options.</summary>
    public const string OptionsPath = "/api/experience/preflight/sign-in-passkey/authentication";

    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is { } visit) visit.GoOn(SignInPage.Path);
    }

    public async Task PostAsync(HttpContext http)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        var problem = PostedCredential.Of(visit.Form) is not { } posted ? PasskeyProblem.Missing(visit.Frame)
            : await TakeAsync(visit, posted) is { } refused ? PasskeyProblem.Of(visit.Frame, refused) : null;
        if (problem is null) return;
        var link = (visit.Frame.UrlOf(SignInPage.Path), visit.Frame.Say("description.back_to_sign_in"));
        await (new PageMessage(visit.Frame.Say("passkey_sign_in.not_signed_in"), problem.Sentence) { Link = link }).WriteAsync(http, visit.Frame, problem.Status);
    }

    private async Task<Refusal?> TakeAsync(PageVisit visit, PostedCredential posted)
    {
        // The answer belongs to what was prepared beside the state, which a start keeps.
        if (!(await events.BeginAsync(visit.InteractionId, InteractionEvent.SignIn, captchaToken: null, visit.Aborted)).TryGet(out _, out var refused)) return refused;
        var site = await sites.OfAsync(visit.Http.Request.Host.Host, visit.Http.Request.Headers.Origin, visit.Aborted);
        var taken = await passkeys.TakeAsync(visit.InteractionId, verificationId: null, posted.Credential, site, visit.Aborted);
        return taken.TryGet(out var id, out refused) ? await onward.IdentifyAsync(visit, id) : refused;
    }
}
