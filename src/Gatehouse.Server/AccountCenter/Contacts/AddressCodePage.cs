using System.Text.Json.Nodes;
using Gatehouse.Server.AccountCenter.Access;
using Gatehouse.Server.Cookies;

namespace Gatehouse.Server.AccountCenter.Contacts;

/// <summary>GET and POST /account/email/code and /account/phone/code: the code that went to the new address, with which it becomes the user's.</summary>
internal sealed class AddressCodePage(Contact contact) : IAccountPage
{
    public async Task GetAsync(AccountVisit visit)
    {
        if (visit.Cookies.AccountStep.Read(visit.Http.Request, visit.User.Id, contact.Channel) is { } step) await ShowAsync(visit, step, null);
        else visit.GoTo(contact.Path);
    }

    public async Task PostAsync(AccountVisit visit)
    {
        if (visit.Cookies.AccountStep.Read(visit.Http.Request, visit.User.Id, contact.Channel) is not { } step)
        {
            visit.GoTo(contact.Path);
            return;
        }

        visit.NeedProof();
        if (await GivenCode.RefuseAsync(visit, contact, step) is { } problem)
        {
            await ShowAsync(visit, step, problem);
            return;
        }

        var answer = await visit.Api.PostAsync(contact.ApiPath, new JsonObject { [contact.Channel] = step.Value, ["newIdentifierVerificationRecordId"] = step.RecordId });
        if (!answer.IsGood)
        {
            await ShowAsync(visit, step, visit.ProblemOf(answer));
            return;
        }

        AccountStepCookie.Delete(visit.Http);
        visit.Done(AccountSignIn.StartPath, contact.Channel);
    }

    private Task ShowAsync(AccountVisit visit, AccountStep step, AccountProblem? problem) => visit.ShowAsync<FormView, FormModel>(
        visit.Say("code.title"), new FormModel(visit.Say("code.title"), visit.Say("code.sent", ("value", step.Value)), contact.CodePath, visit.Say("confirm"), contact.Path)
        {
            Inputs = [new FormInput("code", visit.Say("code.label"), "code")], Problem = problem, Note = visit.Say("code.hint"),
        }, problem?.Status ?? StatusCodes.Status200OK);
}

/// <summary>Gives the code of a form to the API.</summary>
internal static class GivenCode
{
    /// <returns>Null: it was the right one.</returns>
    public static async Task<AccountProblem?> RefuseAsync(AccountVisit visit, Contact contact, AccountStep step)
    {
        var code = string.Concat(visit.Form["code"].Where(char.IsAsciiDigit));
        if (code.Length == 0) return new AccountProblem(visit.Say("code.missing"));
        var answer = await visit.Api.PostAsync("/api/verifications/verification-code/verify", new JsonObject
        {
            ["identifier"] = new JsonObject { ["type"] = contact.Channel, ["value"] = step.Value }, ["verificationId"] = step.RecordId, ["code"] = code,
        });
        return answer.IsGood ? null : visit.ProblemOf(answer);
    }
}
