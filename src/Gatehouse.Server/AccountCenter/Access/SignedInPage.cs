using Gatehouse.Server.Components;

namespace Gatehouse.Server.AccountCenter.Access;

/// <summary>GET /account/signed-in: where the new tab ends in which somebody signed in for a form that waits in another one.</summary>
internal sealed class SignedInPage(KeptForm kept) : IAccountPage
{
    public const string Path = "/account/signed-in";

    public Task GetAsync(AccountVisit visit) => kept.ShowSignedInAsync(visit.Http, visit.Frame.Page, (AccountSignIn.StartPath, visit.Say("title")));

    public Task PostAsync(AccountVisit visit)
    {
        visit.GoTo(AccountSignIn.StartPath);
        return Task.CompletedTask;
    }
}
