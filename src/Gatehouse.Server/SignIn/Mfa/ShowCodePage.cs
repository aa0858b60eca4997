using Gatehouse.Server.Interactions;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignIn.Codes;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.SignIn.Mfa;

/// <summary>
/// GET and POST /mfa-verification/totp, /email, /phone and /backup-code: the code of a second factor (contract/experience-api.md 4.2, 4.5, 4.8).
/// The form with <c>action=send</c> asks for one to an address.
/// </summary>
internal sealed class ShowCodePage(
    PageVisits visits, DescribeSecondFactors describe, SendCode send, VerifyCode verifySent, VerifyTotp verifyTotp, VerifyBackupCode verifyBackup, Onward onward)
{
    public static IReadOnlyList<string> Factors { get; } = [MfaFactor.Totp, MfaFactor.Email, MfaFactor.Phone, MfaFactor.BackupCode];

    public async Task GetAsync(HttpContext http, string factor)
    {
        if (await visits.OpenAsync(http) is { } visit) await ShowAsync(visit, factor, null, isFresh: true);
    }

    public async Task PostAsync(HttpContext http, string factor)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        if (visit.Form["action"] == "send" && EnterFactor.ChannelOf(factor) is { } channel)
        {
            if ((await send.ToUserAsync(visit.InteractionId, channel, visit.Frame.Texts.Language, visit.Aborted)).TryGet(out _, out var unsent)) visit.GoOn(MfaPaths.ToShow(factor));
            else await ShowAsync(visit, factor, CodeProblem.Of(visit.Frame, unsent));
            return;
        }

        var code = CodeIn(visit.Form["code"], factor);
        if (code.Length == 0) await ShowAsync(visit, factor, PageProblem.Of(visit.Frame.Say("error.code_required"), "code"));
        else if (await TakeAsync(visit, factor, code) is { } refused) await ShowAsync(visit, factor, CodeProblem.Of(visit.Frame, refused));
    }

    private async Task<Refusal?> TakeAsync(PageVisit visit, string factor, string code)
    {
        var taken = factor switch
        {
            MfaFactor.Totp => await verifyTotp.ExecuteAsync(visit.InteractionId, code, visit.Aborted),
            MfaFactor.BackupCode => await verifyBackup.ExecuteAsync(visit.InteractionId, code, visit.Aborted),
            _ => await verifySent.OfUserAsync(visit.InteractionId, EnterFactor.ChannelOf(factor)!, SentFor(visit, factor)?.Id ?? "", code, visit.Aborted),
        };
        return taken.TryGet(out _, out var refused) ? await onward.SubmitAsync(visit) : refused;
    }

    /// <summary>People type what they read, with gaps and in capitals.</summary>
    private static string CodeIn(string typed, string factor) =>
        string.Concat(typed.Where(factor == MfaFactor.BackupCode ? char.IsAsciiLetterOrDigit : char.IsAsciiDigit));

    /// <summary>The code that was sent last and is not given back.</summary>
    private static SentCode? SentFor(PageVisit visit, string factor)
    {
        var sent = InteractionState.Of(visit.Interaction!)?.VerificationRecords.OfType<SentCode>().Where(record => !record.IsVerified);
        return factor == MfaFactor.Email ? sent?.OfType<MfaEmailCodeVerification>().LastOrDefault() : sent?.OfType<MfaPhoneCodeVerification>().LastOrDefault();
    }

    private async Task ShowAsync(PageVisit visit, string factor, PageProblem? problem, bool isFresh = false)
    {
        if (visit.Interaction is null || !(await describe.ExecuteAsync(visit.InteractionId, visit.Aborted)).TryGet(out var known, out _)
            || !known.MustBeShown || !known.Available.Contains(factor))
        {
            visit.GoOn(SignInPage.Path);
            return;
        }

        var isSent = EnterFactor.ChannelOf(factor) is not null && SentFor(visit, factor) is not null;
        var model = new ShowCodeModel(factor, FactorWords.MaskedAddress(factor, known), isSent, isSent && isFresh, known.Available.Count > 1, problem);
        await visit.ShowAsync<ShowCodeView, ShowCodeModel>(visit.Frame.Say("mfa.verify_mfa_factors"), model, problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <param name="Address">Just enough of where a code goes; empty for a factor without one.</param>
/// <param name="IsSent">A code is on its way there.</param>
/// <param name="IsFresh">Since a moment ago.</param>
/// <param name="HasOthers">The user has other factors.</param>
internal sealed record ShowCodeModel(string Factor, string Address, bool IsSent, bool IsFresh, bool HasOthers, PageProblem? Problem)
{
    /// <summary>There is something to type: the app and the paper are always there, a message has to be sent first.</summary>
    public bool AsksForCode => IsSent || EnterFactor.ChannelOf(Factor) is null;
}
