using Gatehouse.Server.Interactions;
using Gatehouse.Server.SignIn.Codes;
using Gatehouse.Server.SignIn.MagicLinks;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.SignIn;

/// <summary>
/// GET and POST /sign-in and /identifier-sign-in: the identifier, with the password beside it where passwords are all that is asked for,
/// and the social providers (contract/oidc.md 6, contract/experience-api.md 10).
/// </summary>
internal sealed class SignInPage(PageVisits visits, SignInOffers offers, SignInByPassword byPassword, SendToVisitor send, Onward onward)
{
    public const string Path = "/sign-in";
    public const string IdentifierPath = "/identifier-sign-in";

    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is not { } visit) return;
        if (OneTimeTokenPage.IsAskedFor(http.Request)) visit.GoOn(OneTimeTokenPage.Path);
        else if (!visit.Snapshot.Get<ExperienceSettings>().AllowsSignIn) visit.GoOn(Registration.RegisterPage.Path);
        else await ShowAsync(visit, Path, await offers.OfAsync(visit), Typed(visit), null);
    }

    public async Task GetIdentifierAsync(HttpContext http)
    {
        var visit = await visits.LookAsync(http);
        await ShowAsync(visit, IdentifierPath, await offers.OfIdentifiersAsync(visit), Typed(visit), null);
    }

    public Task PostAsync(HttpContext http) => PostAsync(http, Path, offers.OfAsync);

    public Task PostIdentifierAsync(HttpContext http) => PostAsync(http, IdentifierPath, offers.OfIdentifiersAsync);

    private async Task PostAsync(HttpContext http, string path, Func<PageVisit, Task<SignInOffer>> offerOf)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        var offer = await offerOf(visit);
        var typed = visit.Form["identifier"];
        var identifier = offer.Methods.Count == 0 ? null : TypedIdentifier.Read(typed, offer.Kinds, visit.Frame.Texts.Language);
        if (Missing(visit, offer, identifier) is { } missing)
        {
            await ShowAsync(visit, path, offer, typed, missing);
            return;
        }

        visit.Keep(identifier!);
        if (offer.AsksPasswordAtOnce)
        {
            var done = await byPassword.ExecuteAsync(visit, identifier!, visit.Form["password"]);
            if (done.TryGet(out var redirectTo, out var refused)) visit.SendTo(redirectTo);
            else if (await onward.FollowAsync(visit, refused) is { } problem) await ShowAsync(visit, path, offer, typed, PageProblem.Of(visit.Frame, problem, offer.ForgotPassword.IsOffered));
        }
        else if (offer.MethodFor(identifier!.Type)!.BeginsWithPassword) visit.GoOn(PasswordPage.Path);
        else if (IdentifierProblem.OfShape(visit.Frame, identifier) is { } unfit) await ShowAsync(visit, path, offer, typed, unfit);
        else if (await send.BeginAsync(visit, CodeWay.SignIn, identifier) is { } refused) await ShowAsync(visit, path, offer, typed, IdentifierProblem.Of(visit.Frame, refused));
    }

    private static PageProblem? Missing(PageVisit visit, SignInOffer offer, SignInIdentifier? identifier)
    {
        var frame = visit.Frame;
        if (identifier is null) return PageProblem.Of(frame.Say("error.general_required", ("types", IdentifierKinds.Label(frame, offer.Kinds))), "identifier");
        if (offer.AsksPasswordAtOnce && visit.Form["password"].Length == 0) return PageProblem.Of(frame.Say("error.password_required"), "password");
        return offer.MustAgree && (frame.TermsUrl ?? frame.PrivacyUrl) is not null && visit.Form["agree"].Length == 0
            ? PageProblem.Of(frame.Say("error.terms_acceptance_required"), "agree") : Begins(offer, offer.MethodFor(identifier.Type)) ? visit.MissingCaptcha : null;
    }

    /// <summary>The form begins the sign-in; else the page after it does.</summary>
    private static bool Begins(SignInOffer offer, SignInMethod? method) => offer.AsksPasswordAtOnce || method?.BeginsWithPassword == false;

    /// <summary>What was told before, or what the application knows.</summary>
    private static string Typed(PageVisit visit) => visit.KeptIdentifier?.Value ?? visit.Parameter("login_hint") ?? "";

    private static Task ShowAsync(PageVisit visit, string path, SignInOffer offer, string typed, PageProblem? problem) =>
        (offer.Methods.Any(method => Begins(offer, method)) ? visit.WithCaptcha() : visit).ShowAsync<SignInView, SignInModel>(
        visit.Frame.Say("description.sign_in_to_your_account"), new SignInModel(path, offer, typed, problem), problem?.Status ?? StatusCodes.Status200OK);
}
