using System.Text.Json.Nodes;
using Gatehouse.Server.Components;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountCenter.Security;

/// <summary>GET and POST /account/security/password: another password, or the first one.</summary>
internal sealed class PasswordPage : IAccountPage
{
    public const string Path = "/account/security/password";

    public Task GetAsync(AccountVisit visit)
    {
        if (visit.User.HasSecurityVerificationMethod) visit.NeedProof();
        return ShowAsync(visit, null);
    }

    public async Task PostAsync(AccountVisit visit)
    {
        var password = visit.Form["password"];
        if (password.Length == 0 || password != visit.Form["again"])
        {
            await ShowAsync(visit, password.Length == 0
                ? new AccountProblem(visit.Say("password.missing"), "password") : new AccountProblem(visit.Frame.Page.Say("error.passwords_do_not_match"), "again"));
            return;
        }

        var answer = await visit.Api.PostAsync("/api/my-account/password", new JsonObject { ["password"] = password });
        if (answer.IsGood) visit.Done(SecurityPage.Path, "password");
        else await ShowAsync(visit, visit.ProblemOf(answer, "password"));
    }

    private static Task ShowAsync(AccountVisit visit, AccountProblem? problem)
    {
        var title = visit.Say(visit.User.HasPassword == true ? "password.change" : "password.choose");
        return visit.ShowAsync<FormView, FormModel>(title, new FormModel(title, null, Path, visit.Say("save"), SecurityPage.Path)
        {
            Inputs =
            [
                new FormInput("password", visit.Say("password.new"), "password")
                {
                    Autocomplete = "new-password", Hint = PasswordWords.Requirements(visit.Frame.Page, visit.Snapshot.Get<ExperienceSettings>().PasswordPolicy),
                },
                new FormInput("again", visit.Say("password.again"), "password") { Autocomplete = "new-password" },
            ],
            Problem = problem,
        }, problem?.Status ?? StatusCodes.Status200OK);
    }
}
