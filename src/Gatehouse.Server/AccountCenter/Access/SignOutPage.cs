using Gatehouse.Server.Cookies;
using Gatehouse.Server.Grants;

namespace Gatehouse.Server.AccountCenter.Access;

/// <summary>POST /account/sign-out: ends the session at the provider and with it the account centre's, and leads to the sign-in.</summary>
internal sealed class SignOutPage(EndSession end) : IAccountPage
{
    public const string Path = "/account/sign-out";

    public Task GetAsync(AccountVisit visit)
    {
        visit.GoTo(AccountSignIn.StartPath);
        return Task.CompletedTask;
    }

    public async Task PostAsync(AccountVisit visit)
    {
        if (await end.FindAsync(visit.Cookies.Session.Read(visit.Http.Request), visit.Aborted) is { } session) await end.ExecuteAsync(session.Id, visit.Aborted);
        SessionCookie.Delete(visit.Http);
        AccountBrowsers.Forget(visit.Http);
        visit.GoTo(AccountSignIn.StartPath);
    }
}
