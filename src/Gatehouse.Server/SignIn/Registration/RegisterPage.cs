using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignIn.Codes;
using Gatehouse.Server.SignIn.MagicLinks;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.SignIn.Registration;

/// <summary>
/// GET and POST /register and /identifier-register: the identifier of a new account, and the social providers (contract/oidc.md 6,
/// contract/experience-api.md 6). What else the tenant asks for has a page each, afterwards.
/// </summary>
internal sealed class RegisterPage(PageVisits visits, SignUpOffers offers, ChooseEvent events, AddToProfile add, SendToVisitor send, Onward onward)
{
    public const string Path = "/register";
    public const string IdentifierPath = "/identifier-register";

    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is not { } visit) return;
        if (OneTimeTokenPage.IsAskedFor(http.Request)) visit.GoOn(OneTimeTokenPage.Path);
        else if (!visit.Snapshot.Get<ExperienceSettings>().AllowsRegister) visit.GoOn(SignInPage.Path);
        else await ShowAsync(visit, Path, await offers.OfAsync(visit), Typed(visit), null);
    }

    public async Task GetIdentifierAsync(HttpContext http)
    {
        var visit = await visits.LookAsync(http);
        await ShowAsync(visit, IdentifierPath, await offers.OfIdentifiersAsync(visit), Typed(visit), null);
    }

    public Task PostAsync(HttpContext http) => PostAsync(http, Path, offers.OfAsync);

    public Task PostIdentifierAsync(HttpContext http) => PostAsync(http, IdentifierPath, offers.OfIdentifiersAsync);

    private async Task PostAsync(HttpContext http, string path, Func<PageVisit, Task<SignUpOffer>> offerOf)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        var (offer, typed) = (await offerOf(visit), visit.Form["identifier"]);
        var identifier = offer.Kinds.Count == 0 ? null : TypedIdentifier.Read(typed, offer.Kinds, visit.Frame.Texts.Language);
        var problem = identifier is null
            ? PageProblem.Of(visit.Frame.Say("error.general_required", ("types", IdentifierKinds.Label(visit.Frame, offer.Kinds))), "identifier")
            : IdentifierProblem.OfShape(visit.Frame, identifier) ?? (Agreement.IsMissing(visit) ? Agreement.Problem(visit.Frame) : visit.MissingCaptcha);
        if (problem is null && await BeginAsync(visit, identifier!) is { } refused) problem = IdentifierProblem.Of(visit.Frame, refused);
        if (problem is not null) await ShowAsync(visit, path, offer, typed, problem);
    }

    /// <summary>A username is free or it is not; an address gets a code, whoever it belongs to.</summary>
    private async Task<Refusal?> BeginAsync(PageVisit visit, SignInIdentifier identifier)
    {
        if (!visit.Snapshot.Get<ExperienceSettings>().AllowsRegister) return InteractionRefusals.ModeForbids;
        if (identifier.Type != "username") return await send.BeginAsync(visit, CodeWay.Register, identifier);
        if (!(await events.BeginAsync(visit.InteractionId, InteractionEvent.Register, visit.CaptchaToken, visit.Aborted)).TryGet(out _, out var refused)) return refused;
        if (!(await add.UsernameAsync(visit.InteractionId, identifier.Value, visit.Aborted)).TryGet(out _, out refused)) return refused;
        visit.Keep(identifier);
        return await onward.IdentifyAsync(visit, null);
    }

    /// <summary>What was told before, or what the application knows.</summary>
    private static string Typed(PageVisit visit) => visit.KeptIdentifier?.Value ?? visit.Parameter("login_hint") ?? "";

    private static Task ShowAsync(PageVisit visit, string path, SignUpOffer offer, string typed, PageProblem? problem) => visit.WithCaptcha().ShowAsync<RegisterView, RegisterModel>(
        visit.Frame.Say("description.create_your_account"), new RegisterModel(path, offer, typed, problem), problem?.Status ?? StatusCodes.Status200OK);
}

/// <summary>The first page of a new account.</summary>
/// <param name="Path">Where the form goes.</param>
/// <param name="Typed">Into the field for the identifier; may be empty.</param>
internal sealed record RegisterModel(string Path, SignUpOffer Offer, string Typed, PageProblem? Problem);
