using Gatehouse.Server.AccountCenter.Contacts;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Interactions;

namespace Gatehouse.Server.AccountCenter.Access;

/// <summary>GET and POST /account/verify/code?then=PAGE: the code that went to an address of the user's own.</summary>
internal sealed class VerifyCodePage(TimeProvider time) : IAccountPage
{
    public const string Path = "/account/verify/code";

    public static string KindOf(Contact contact) => "verify_" + contact.Channel;

    public Task GetAsync(AccountVisit visit) => AsStepAsync(visit, (_, step) => ShowAsync(visit, step, null));

    public Task PostAsync(AccountVisit visit) => AsStepAsync(visit, async (contact, step) =>
    {
        if (await GivenCode.RefuseAsync(visit, contact, step) is { } problem)
        {
            await ShowAsync(visit, step, problem);
            return;
        }

        AccountStepCookie.Delete(visit.Http);
        // The record is a little older than this; when it is over, the page asks once more.
        VerifyPage.GoOn(visit, step.RecordId, time.GetUtcNow() + AccountVerification.Lifetime);
    });

    private static async Task AsStepAsync(AccountVisit visit, Func<Contact, AccountStep, Task> act)
    {
        foreach (var contact in Contact.All)
        {
            if (visit.Cookies.AccountStep.Read(visit.Http.Request, visit.User.Id, KindOf(contact)) is not { } step) continue;
            await act(contact, step);
            return;
        }

        visit.GoTo(VerifyPage.PathTo(VerifyPage.ThenOf(visit)));
    }

    private static Task ShowAsync(AccountVisit visit, AccountStep step, AccountProblem? problem)
    {
        var then = VerifyPage.ThenOf(visit);
        return visit.ShowAsync<FormView, FormModel>(visit.Say("code.title"), new FormModel(
            visit.Say("code.title"), visit.Say("code.sent", ("value", step.Value)), $"{Path}?then={Uri.EscapeDataString(then)}", visit.Say("confirm"), VerifyPage.PathTo(then))
        {
            Inputs = [new FormInput("code", visit.Say("code.label"), "code")], Problem = problem, Note = visit.Say("code.hint"),
        }, problem?.Status ?? StatusCodes.Status200OK);
    }
}
