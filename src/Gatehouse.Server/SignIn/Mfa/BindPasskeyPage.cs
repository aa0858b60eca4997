using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.SignIn.Mfa;

/// <summary>
/// GET and POST /mfa-binding/web-authn: a new passkey as second factor (contract/experience-api.md 4.6, 8.3). /create-passkey: one to sign in
/// with from now on (8.4 step 1).
/// </summary>
internal sealed class BindPasskeyPage(
    PageVisits visits, DescribeSecondFactors describe, RegisterWebAuthn register, BindFactor bind, PasskeySites sites, Onward onward)
{
    public async Task GetAsync(HttpContext http, bool isToSignIn)
    {
        if (await visits.OpenAsync(http) is { } visit) await ShowAsync(visit, isToSignIn, null);
    }

    public async Task PostAsync(HttpContext http, bool isToSignIn)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        if (PostedCredential.Of(visit.Form) is not { VerificationId: { } id } posted) await ShowAsync(visit, isToSignIn, PasskeyProblem.Missing(visit.Frame));
        else if (await TakeAsync(visit, isToSignIn, id, posted) is { } refused) await ShowAsync(visit, isToSignIn, PasskeyProblem.Of(visit.Frame, refused));
    }

    private async Task<Refusal?> TakeAsync(PageVisit visit, bool isToSignIn, string verificationId, PostedCredential posted)
    {
        var site = await sites.OfAsync(visit.Http.Request.Host.Host, visit.Http.Request.Headers.Origin, visit.Aborted);
        if (!(await register.TakeAsync(visit.InteractionId, verificationId, posted.Credential, site, visit.Aborted)).TryGet(out var id, out var refused)) return refused;
        var bound = isToSignIn
            ? await bind.PasskeyAsync(visit.InteractionId, id, visit.Aborted) : await bind.ExecuteAsync(visit.InteractionId, MfaFactor.WebAuthn, id, visit.Aborted);
        return bound.TryGet(out _, out refused) ? await onward.SubmitAsync(visit) : await onward.FollowAsync(visit, refused);
    }

    private async Task ShowAsync(PageVisit visit, bool isToSignIn, PageProblem? problem)
    {
        if (visit.Interaction is null || !(await describe.ExecuteAsync(visit.InteractionId, visit.Aborted)).TryGet(out var known, out _))
        {
            visit.GoOn(SignInPage.Path);
            return;
        }

        var frame = visit.Frame;
        await visit.ShowAsync<PasskeyView, PasskeyModel>(
            frame.Say("mfa.create_a_passkey"),
            new PasskeyModel(
                isToSignIn ? MfaPaths.Passkey : MfaPaths.ToBind(MfaFactor.WebAuthn), "/api/experience/verification/web-authn/registration", IsNew: true,
                frame.Say(isToSignIn ? "passkey_sign_in.create_passkey" : "mfa.create_a_passkey"), frame.Say("mfa.create_passkey_description"), frame.Say("mfa.create_a_passkey"),
                MfaPaths.Binding, !isToSignIn && FactorQuestion.Choices(visit, known).Count > 1, isToSignIn || FactorQuestion.IsSkippable(visit, known), problem),
            problem?.Status ?? StatusCodes.Status200OK);
    }
}
