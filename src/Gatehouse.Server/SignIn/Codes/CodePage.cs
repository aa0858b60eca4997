using Gatehouse.Server.Interactions;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignIn.Continue;
using Gatehouse.Server.SignIn.Passwords;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.SignIn.Codes;

/// <summary>
/// GET and POST …/verification-code: the code that was sent to an address (contract/experience-api.md 4.2). The form with
/// <c>action=send</c> asks for another one.
/// </summary>
internal sealed class CodePage(PageVisits visits, SendToVisitor send, VerifyCode verify, AddToProfile add, BindFactor bind, Onward onward)
{
    public async Task GetAsync(HttpContext http, CodeWay way)
    {
        if (await visits.OpenAsync(http) is not { } visit) return;
        if (PendingOf(visit) is { } pending) await ShowAsync(visit, way, pending.Identifier, null, isFresh: true);
        else visit.GoOn(way.Start);
    }

    public async Task PostAsync(HttpContext http, CodeWay way)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        if (visit.Form["action"] == "send") await SendAsync(visit, way);
        else if (PendingOf(visit) is { } pending) await TakeAsync(visit, way, pending);
        else visit.GoOn(way.Start);
    }

    /// <summary>Another code for the address of the last one; the first one where the sign-in begins with a password.</summary>
    private async Task SendAsync(PageVisit visit, CodeWay way)
    {
        var pending = PendingOf(visit);
        var beginsWithoutCaptcha = pending is null && visit.MissingCaptcha is not null;
        if (beginsWithoutCaptcha || (pending?.Identifier ?? (way == CodeWay.SignIn ? visit.KeptIdentifier : null)) is not { Type: "email" or "phone" } identifier)
        {
            visit.GoOn(way.Start);
            return;
        }

        var refused = pending is null ? await send.BeginAsync(visit, way, identifier) : await send.SendAsync(visit, way, identifier);
        if (refused is not null) await ShowAsync(visit, way, identifier, CodeProblem.Of(visit.Frame, refused));
    }

    private async Task TakeAsync(PageVisit visit, CodeWay way, CodeVerification pending)
    {
        var code = string.Concat(visit.Form["code"].Where(char.IsAsciiDigit));
        if (code.Length == 0)
        {
            await ShowAsync(visit, way, pending.Identifier, PageProblem.Of(visit.Frame.Say("error.code_required"), "code"));
            return;
        }

        var refused = (await verify.ExecuteAsync(visit.InteractionId, pending.Identifier, pending.Id, code, visit.Aborted)).TryGet(out var id, out var wrong)
            ? await FollowAsync(visit, way, pending.Identifier, id) : wrong;
        if (refused is not null) await ShowAsync(visit, way, pending.Identifier, CodeProblem.Of(visit.Frame, refused));
    }

    /// <summary>What the code was asked for. Whether an address has an account is told only to whoever reads what is sent there.</summary>
    private async Task<Refusal?> FollowAsync(PageVisit visit, CodeWay way, SignInIdentifier identifier, string verificationId)
    {
        if (way == CodeWay.Continue)
        {
            if (!(await add.VerifiedAsync(visit.InteractionId, identifier.Type, verificationId, visit.Aborted)).TryGet(out _, out var taken)) return taken;
            return await onward.GoOnAsync(visit);
        }

        if (way == CodeWay.BindMfa)
        {
            var factor = identifier.Type == VerificationChannel.Email ? MfaFactor.Email : MfaFactor.Phone;
            if (!(await bind.ExecuteAsync(visit.InteractionId, factor, verificationId, visit.Aborted)).TryGet(out _, out var unfit)) return await onward.FollowAsync(visit, unfit);
            return await onward.SubmitAsync(visit);
        }

        var refused = await onward.IdentifyAsync(visit, verificationId, mustSubmit: way != CodeWay.ForgotPassword);
        if (refused is null && way == CodeWay.ForgotPassword) visit.GoOn(ResetPasswordPage.Path);
        if (AccountQuestion.For(way, refused, visit.Snapshot.Get<ExperienceSettings>()) is not { } question) return refused;
        visit.GoOn(question);
        return null;
    }

    /// <summary>The last code that was sent and not given back.</summary>
    private static CodeVerification? PendingOf(PageVisit visit) => visit.Interaction is { } interaction
        ? InteractionState.Of(interaction)?.VerificationRecords.OfType<CodeVerification>().LastOrDefault(record => !record.IsVerified) : null;

    /// <param name="isFresh">The code has just been sent: another one can be asked for in a while.</param>
    private static Task ShowAsync(PageVisit visit, CodeWay way, SignInIdentifier identifier, PageProblem? problem, bool isFresh = false) => visit.ShowAsync<CodeView, CodeModel>(
        visit.Frame.Say("action.enter_passcode"),
        new CodeModel(way.Path, AddressPage.StartOf(way, identifier.Type), identifier, problem, isFresh,
            way == CodeWay.SignIn && visit.Snapshot.Get<ExperienceSettings>().SignInMethods.Any(method => method.Identifier == identifier.Type && method.Password)),
        problem?.Status ?? StatusCodes.Status200OK);
}
