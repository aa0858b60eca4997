using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignIn.Codes;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.SignIn.Mfa;

/// <summary>GET and POST /mfa-binding/totp: an authenticator app learns a secret and shows by a code that it has (contract/experience-api.md 4.5, 8.3).</summary>
internal sealed class BindTotpPage(
    PageVisits visits, DescribeSecondFactors describe, DescribeFactorSetup setup, VerifyTotp verify, BindFactor bind, Onward onward)
{
    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is { } visit) await ShowAsync(visit, null);
    }

    public async Task PostAsync(HttpContext http)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        var code = string.Concat(visit.Form["code"].Where(char.IsAsciiDigit));
        if (code.Length == 0) await ShowAsync(visit, PageProblem.Of(visit.Frame.Say("error.code_required"), "code"));
        else if (await TakeAsync(visit, code) is { } refused) await ShowAsync(visit, CodeProblem.Of(visit.Frame, refused));
    }

    private async Task<Refusal?> TakeAsync(PageVisit visit, string code)
    {
        if (!(await setup.TotpAsync(visit.InteractionId, HostOf(visit), visit.Aborted)).TryGet(out var pending, out var refused)) return refused;
        var id = pending.Setup.VerificationId;
        if (!(await verify.NewAsync(visit.InteractionId, id, code, visit.Aborted)).TryGet(out _, out refused)) return refused;
        if (!(await bind.ExecuteAsync(visit.InteractionId, MfaFactor.Totp, id, visit.Aborted)).TryGet(out _, out refused)) return await onward.FollowAsync(visit, refused);
        return await onward.SubmitAsync(visit);
    }

    private static string HostOf(PageVisit visit) => visit.Http.Request.Host.Host;

    private async Task ShowAsync(PageVisit visit, PageProblem? problem)
    {
        if (visit.Interaction is null || !(await describe.ExecuteAsync(visit.InteractionId, visit.Aborted)).TryGet(out var known, out _))
        {
            visit.GoOn(SignInPage.Path);
            return;
        }

        var pending = (await setup.TotpAsync(visit.InteractionId, HostOf(visit), visit.Aborted)).TryGet(out var made, out _) ? made : null;
        await visit.ShowAsync<BindTotpView, BindTotpModel>(
            visit.Frame.Say("mfa.add_authenticator_app"),
            new BindTotpModel(pending, FactorQuestion.Choices(visit, known).Count > 1, FactorQuestion.IsSkippable(visit, known), problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <param name="Pending">Null: nothing was made yet.</param>
/// <param name="HasOthers">The user can add another factor instead.</param>
/// <param name="IsSkippable">Or none.</param>
internal sealed record BindTotpModel(PendingTotp? Pending, bool HasOthers, bool IsSkippable, PageProblem? Problem)
{
    private const int Group = 4;

    /// <summary>In groups, as people type it.</summary>
    public string Secret => string.Join(' ', (Pending?.Setup.Secret ?? "").Chunk(Group).Select(group => new string(group)));
}
