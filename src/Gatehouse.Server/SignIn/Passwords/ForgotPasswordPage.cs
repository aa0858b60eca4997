using Gatehouse.Server.SignIn.Codes;

namespace Gatehouse.Server.SignIn.Passwords;

/// <summary>
/// GET and POST /forgot-password: where to send the code that lets somebody choose a new password (contract/experience-api.md 10). What
/// follows is the same whether an account has the address or not.
/// </summary>
internal sealed class ForgotPasswordPage(PageVisits visits, SignInOffers offers, SendToVisitor send)
{
    public const string Path = "/forgot-password";

    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is not { } visit) return;
        var kinds = await KindsAsync(visit);
        if (kinds.Count == 0) visit.GoOn(SignInPage.Path);
        else await ShowAsync(visit, kinds, visit.KeptIdentifier is { } kept && kinds.Contains(kept.Type) ? IdentifierKinds.Written(kept) : "", null);
    }

    public async Task PostAsync(HttpContext http)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        var (kinds, typed) = (await KindsAsync(visit), visit.Form["identifier"]);
        if (kinds.Count == 0)
        {
            visit.GoOn(SignInPage.Path);
            return;
        }

        var identifier = TypedIdentifier.Read(typed, kinds, visit.Frame.Texts.Language);
        var problem = identifier is null
            ? PageProblem.Of(visit.Frame.Say("error.general_required", ("types", IdentifierKinds.Label(visit.Frame, kinds))), "identifier")
            : IdentifierProblem.OfShape(visit.Frame, identifier) ?? visit.MissingCaptcha;
        if (problem is null && await send.BeginAsync(visit, CodeWay.ForgotPassword, identifier!) is { } refused) problem = IdentifierProblem.Of(visit.Frame, refused);
        if (problem is not null) await ShowAsync(visit, kinds, typed, problem);
    }

    private async Task<IReadOnlyList<string>> KindsAsync(PageVisit visit)
    {
        var offered = (await offers.OfAsync(visit)).ForgotPassword;
        return [.. (string[])[.. offered.Email ? ["email"] : Array.Empty<string>(), .. offered.Phone ? ["phone"] : Array.Empty<string>()]];
    }

    private static Task ShowAsync(PageVisit visit, IReadOnlyList<string> kinds, string typed, PageProblem? problem) => visit.WithCaptcha().ShowAsync<ForgotPasswordView, ForgotPasswordModel>(
        visit.Frame.Say("description.reset_password"), new ForgotPasswordModel(kinds, typed, problem), problem?.Status ?? StatusCodes.Status200OK);
}

/// <param name="Kinds">Of addresses that get a code.</param>
internal sealed record ForgotPasswordModel(IReadOnlyList<string> Kinds, string Typed, PageProblem? Problem);
