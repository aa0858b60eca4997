using System.Text.Json.Nodes;
using Gatehouse.Server.AccountCenter.Contacts;
using Gatehouse.Server.AccountCenter.Security;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountCenter.Access;

/// <summary>
/// GET and POST /account/verify?then=PAGE: users show once more who they are, by their password or by a code to an address of theirs, before
/// they come to what matters (contract/account-api.md 3). It counts for ten minutes.
/// </summary>
internal sealed class VerifyPage : IAccountPage
{
    public const string Path = "/account/verify";

    public static string PathTo(string then) => $"{Path}?then={Uri.EscapeDataString(then)}";

    public static string ThenOf(AccountVisit visit) => AccountSignIn.Safe(visit.Http.Request.Query["then"].ToString());

    /// <summary>The page that was wanted, which the browser may open now.</summary>
    public static void GoOn(AccountVisit visit, string recordId, DateTimeOffset expiresAt)
    {
        visit.Cookies.AccountProof.Write(visit.Http, visit.User.Id, recordId, expiresAt);
        visit.GoTo(ThenOf(visit));
    }

    public Task GetAsync(AccountVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(AccountVisit visit)
    {
        var contact = Contact.All.FirstOrDefault(contact => contact.Channel == visit.Form["action"]);
        if (contact is not null) await SendAsync(visit, contact);
        else if (visit.Form["password"] is not { Length: > 0 } password) await ShowAsync(visit, new AccountProblem(visit.Say("verify.missing"), "password"));
        else await TakeAsync(visit, password);
    }

    private static async Task TakeAsync(AccountVisit visit, string password)
    {
        var answer = await visit.Api.PostAsync("/api/verifications/password", new JsonObject { ["password"] = password });
        if (answer.IsGood && answer.Read<BegunVerification>() is { ExpiresAt: { } expires } begun) GoOn(visit, begun.VerificationRecordId, expires);
        else if (answer.Problem.Code == "session.invalid_credentials") await ShowAsync(visit, new AccountProblem(visit.Say("verify.wrong"), "password", answer.Status));
        else await ShowAsync(visit, visit.ProblemOf(answer));
    }

    private static async Task SendAsync(AccountVisit visit, Contact contact)
    {
        if (contact.Of(visit.User) is not { } value)
        {
            await ShowAsync(visit, null);
            return;
        }

        var sent = await SendCode.ToAsync(visit, contact, value);
        if (!sent.IsGood || sent.Read<BegunVerification>() is not { } begun)
        {
            await ShowAsync(visit, visit.ProblemOf(sent));
            return;
        }

        visit.Cookies.AccountStep.Write(visit.Http, visit.User.Id, new AccountStep(VerifyCodePage.KindOf(contact), begun.VerificationRecordId, value));
        visit.GoTo($"{VerifyCodePage.Path}?then={Uri.EscapeDataString(ThenOf(visit))}");
    }

    private static Task ShowAsync(AccountVisit visit, AccountProblem? problem)
    {
        var user = visit.User;
        if (!user.HasSecurityVerificationMethod && visit.Frame.Fields.MayEdit(AccountFields.Password))
        {
            visit.Done(PasswordPage.Path, "password_first");
            return Task.CompletedTask;
        }

        // Users who may not see whether they have a password may still know it.
        var hasPassword = user.HasPassword ?? true;
        return visit.ShowAsync<FormView, FormModel>(visit.Say("verify.title"), new FormModel(
            visit.Say("verify.title"), visit.Say(user.HasSecurityVerificationMethod ? "verify.text" : "verify.impossible"), PathTo(ThenOf(visit)),
            hasPassword && user.HasSecurityVerificationMethod ? visit.Say("confirm") : "", AccountSignIn.StartPath)
        {
            Inputs = [new FormInput("password", visit.Say("field.password"), "password") { Autocomplete = "current-password" }],
            Choices = [.. Contact.All.Where(contact => contact.Of(user) is not null).Select(contact => new FormChoice(contact.Channel, visit.Say("verify.send", ("value", contact.Of(user)!))))],
            Problem = problem,
        }, problem?.Status ?? StatusCodes.Status200OK);
    }
}
