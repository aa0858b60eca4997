using Gatehouse.Server.Interactions;

namespace Gatehouse.Server.SignIn;

/// <summary>GET and POST /sign-in/password: the password of the identifier that was told on the page before.</summary>
internal sealed class PasswordPage(PageVisits visits, SignInOffers offers, SignInByPassword byPassword, Onward onward)
{
    public const string Path = "/sign-in/password";

    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is not { } visit) return;
        if (visit.KeptIdentifier is { } identifier) await ShowAsync(visit, await offers.OfAsync(visit), identifier, null);
        else visit.GoOn(SignInPage.Path);
    }

    public async Task PostAsync(HttpContext http)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        if (visit.KeptIdentifier is not { } identifier)
        {
            visit.GoOn(SignInPage.Path);
            return;
        }

        var offer = await offers.OfAsync(visit);
        if (visit.Form["password"] is not { Length: > 0 } password)
        {
            await ShowAsync(visit, offer, identifier, PageProblem.Of(visit.Frame.Say("error.password_required"), "password"));
            return;
        }

        if (visit.MissingCaptcha is { } unasked)
        {
            await ShowAsync(visit, offer, identifier, unasked);
            return;
        }

        var done = await byPassword.ExecuteAsync(visit, identifier, password);
        if (done.TryGet(out var redirectTo, out var refused)) visit.SendTo(redirectTo);
        else if (await onward.FollowAsync(visit, refused) is { } problem) await ShowAsync(visit, offer, identifier, PageProblem.Of(visit.Frame, problem, offer.ForgotPassword.IsOffered));
    }

    private static Task ShowAsync(PageVisit visit, SignInOffer offer, SignInIdentifier identifier, PageProblem? problem)
    {
        var model = new PasswordModel(
            IdentifierKinds.Name(visit.Frame, identifier.Type), IdentifierKinds.Written(identifier),
            offer.MethodFor(identifier.Type)?.VerificationCode == true, offer.ForgotPassword.IsOffered, problem);
        return visit.WithCaptcha().ShowAsync<PasswordView, PasswordModel>(visit.Frame.Say("description.enter_password"), model, problem?.Status ?? StatusCodes.Status200OK);
    }
}
