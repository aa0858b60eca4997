using System.Text.Json.Nodes;
using Gatehouse.Server.AccountCenter.Access;

namespace Gatehouse.Server.AccountCenter.Profile;

/// <summary>GET and POST /account/username: another username, or none.</summary>
internal sealed class UsernamePage : IAccountPage
{
    public const string Path = "/account/username";

    public Task GetAsync(AccountVisit visit)
    {
        visit.NeedProof();
        return ShowAsync(visit, visit.User.Username ?? "", null);
    }

    public async Task PostAsync(AccountVisit visit)
    {
        var isRemoved = visit.Form["action"] is "remove";
        var username = visit.Form["username"].Trim();
        if (!isRemoved && username.Length == 0)
        {
            await ShowAsync(visit, "", new AccountProblem(visit.Say("username.missing"), "username"));
            return;
        }

        var answer = await visit.Api.PatchAsync("/api/my-account", new JsonObject { ["username"] = isRemoved ? null : username });
        if (answer.IsGood) visit.Done(AccountSignIn.StartPath, "username");
        else if (answer.Problem.Code == "guard.invalid_input") await ShowAsync(visit, username, new AccountProblem(visit.Say("username.invalid"), "username", answer.Status));
        else await ShowAsync(visit, username, visit.ProblemOf(answer, isRemoved ? null : "username"));
    }

    private static Task ShowAsync(AccountVisit visit, string username, AccountProblem? problem) => visit.ShowAsync<FormView, FormModel>(
        visit.Say("field.username"), new FormModel(visit.Say("field.username"), visit.Say("username.text"), Path, visit.Say("save"), AccountSignIn.StartPath)
        {
            Inputs = [new FormInput("username", visit.Say("field.username"), Value: username) { Autocomplete = "username", MaxLength = 128 }],
            Choices = visit.User.Username is null ? [] : [new FormChoice("remove", visit.Say("username.remove"), true)],
            Problem = problem,
        }, problem?.Status ?? StatusCodes.Status200OK);
}
