using Gatehouse.Server.AccountCenter.Access;
using Gatehouse.Server.Components;
using Gatehouse.Server.Cookies;

namespace Gatehouse.Server.AccountCenter.OwnData;

/// <summary>GET and POST /account/data/delete: the account goes when the grace period is over; everybody is signed out at once.</summary>
internal sealed class DeletePage : IAccountPage
{
    public const string Path = "/account/data/delete";

    public Task GetAsync(AccountVisit visit)
    {
        if (visit.User.HasSecurityVerificationMethod) visit.NeedProof();
        if (visit.Frame.End is { IsOffered: true, DueAt: null }) return ShowAsync(visit, null);
        visit.GoTo(DataPage.Path);
        return Task.CompletedTask;
    }

    public async Task PostAsync(AccountVisit visit)
    {
        if (visit.User.HasSecurityVerificationMethod) visit.NeedProof();
        var answer = await visit.Api.PostAsync("/api/my-account/deletion");
        if (!answer.IsGood || answer.Read<AccountEnd>().DueAt is not { } due)
        {
            await ShowAsync(visit, visit.ProblemOf(answer));
            return;
        }

        SessionCookie.Delete(visit.Http);
        AccountBrowsers.Forget(visit.Http);
        // Nobody is signed in any more, so it is the answer of the form itself.
        await new PageMessage(visit.Say("delete.done"), visit.Say("delete.done_text", ("day", AccountFrame.DayOf(due)))) { Link = (AccountSignIn.StartPath, visit.Say("delete.restore")) }
            .WriteAsync(visit.Http, visit.Frame.Page with { Languages = [] }, StatusCodes.Status200OK);
    }

    private static Task ShowAsync(AccountVisit visit, AccountProblem? problem) => visit.ShowAsync<FormView, FormModel>(
        visit.Say("delete.title"),
        new FormModel(visit.Say("delete.question"), visit.Say("delete.text", ("days", $"{visit.Frame.End.GraceDays}")), Path, visit.Say("delete.title"), DataPage.Path)
        {
            IsDangerous = true, Problem = problem,
        }, problem?.Status ?? StatusCodes.Status200OK);
}

/// <summary>POST /account/data/restore: the account stays.</summary>
internal sealed class RestorePage : IAccountPage
{
    public const string Path = "/account/data/restore";

    public Task GetAsync(AccountVisit visit)
    {
        visit.GoTo(DataPage.Path);
        return Task.CompletedTask;
    }

    public async Task PostAsync(AccountVisit visit)
    {
        // Somebody who presses twice has what they wanted.
        await visit.Api.DeleteAsync("/api/my-account/deletion");
        visit.Done(AccountSignIn.StartPath, "restored");
    }
}
