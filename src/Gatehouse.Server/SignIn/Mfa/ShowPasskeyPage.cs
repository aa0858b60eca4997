using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.SignIn.Mfa;

/// <summary>GET and POST /mfa-verification/web-authn: a passkey as the second factor (contract/experience-api.md 4.6).</summary>
internal sealed class ShowPasskeyPage(PageVisits visits, DescribeSecondFactors describe, AuthenticateWebAuthn authenticate, PasskeySites sites, Onward onward)
{
    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is { } visit) await ShowAsync(visit, null);
    }

    public async Task PostAsync(HttpContext http)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        if (PostedCredential.Of(visit.Form) is not { VerificationId: { } id } posted) await ShowAsync(visit, PasskeyProblem.Missing(visit.Frame));
        else if (await TakeAsync(visit, id, posted) is { } refused) await ShowAsync(visit, PasskeyProblem.Of(visit.Frame, refused));
    }

    private async Task<Refusal?> TakeAsync(PageVisit visit, string verificationId, PostedCredential posted)
    {
        var site = await sites.OfAsync(visit.Http.Request.Host.Host, visit.Http.Request.Headers.Origin, visit.Aborted);
        var taken = await authenticate.TakeAsync(visit.InteractionId, verificationId, posted.Credential, site, visit.Aborted);
        return taken.TryGet(out _, out var refused) ? await onward.SubmitAsync(visit) : refused;
    }

    private async Task ShowAsync(PageVisit visit, PageProblem? problem)
    {
        if (visit.Interaction is null || !(await describe.ExecuteAsync(visit.InteractionId, visit.Aborted)).TryGet(out var known, out _)
            || !known.MustBeShown || !known.Available.Contains(MfaFactor.WebAuthn))
        {
            visit.GoOn(SignInPage.Path);
            return;
        }

        await visit.ShowAsync<PasskeyView, PasskeyModel>(
            visit.Frame.Say("mfa.verify_mfa_factors"),
            new PasskeyModel(
                MfaPaths.ToShow(MfaFactor.WebAuthn), "/api/experience/verification/web-authn/authentication", IsNew: false, visit.Frame.Say("mfa.verify_passkey"),
                visit.Frame.Say("mfa.verify_webauthn_description"), visit.Frame.Say("mfa.use_passkey"), MfaPaths.Verification, known.Available.Count > 1, IsSkippable: false, problem),
            problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <param name="Path">Where the form goes.</param>
/// <param name="OptionsPath">Where the script gets the options.</param>
/// <param name="IsNew">A passkey is made; else one is used.</param>
/// <param name="ListPath">Of the other factors.</param>
/// <param name="HasOthers">There are others.</param>
/// <param name="IsSkippable">The user may do without.</param>
internal sealed record PasskeyModel(
    string Path, string OptionsPath, bool IsNew, string Title, string Text, string Button, string ListPath, bool HasOthers, bool IsSkippable, PageProblem? Problem);

/// <summary>What is wrong with an authenticator's answer.</summary>
internal static class PasskeyProblem
{
    /// <summary>Nothing came.</summary>
    public static PageProblem Missing(Components.PageFrame frame) => new(frame.Say("passkey_sign_in.needs_script"), StatusCodes.Status422UnprocessableEntity);

    public static PageProblem Of(Components.PageFrame frame, Refusal refused) => refused.Code switch
    {
        "session.mfa.webauthn_verification_failed" or "session.identity_conflict" or "session.passkey_sign_in.conflict_rp_id" =>
            new PageProblem(frame.Say("passkey_sign_in.failed"), refused.Status),
        "session.identifier_not_found" => new PageProblem(frame.Say("passkey_sign_in.unknown"), refused.Status),
        _ => PageProblem.Of(frame, refused, canReset: false),
    };
}
