namespace Gatehouse.Server.Console.Overview;

/// <summary>GET /console/{tenant}: how many there are, who comes, and what to do first where nothing is there yet.</summary>
internal sealed class OverviewPage : IConsolePage
{
    public async Task GetAsync(ConsoleVisit visit)
    {
        if (!visit.Frame.May("GET", "/dashboard/users/total"))
        {
            await visit.ShowAsync<OverviewView, OverviewModel>(visit.Say("nav.overview"), new OverviewModel(null, await FirstSteps.ReadAsync(visit)));
            return;
        }

        var total = await visit.Api.ReadAsync<TotalUsers>("/api/dashboard/users/total");
        var news = await visit.Api.ReadAsync<NewUsers>("/api/dashboard/users/new");
        var active = await visit.Api.ReadAsync<ActiveUsers>("/api/dashboard/users/active");
        var signIns = await visit.Api.ReadAsync<SignIns>("/api/dashboard/sign-ins?days=30");
        await visit.ShowAsync<OverviewView, OverviewModel>(
            visit.Say("nav.overview"), new OverviewModel(new OverviewFigures(total.TotalUserCount, news, active, signIns), await FirstSteps.ReadAsync(visit)));
    }

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);

    private sealed record TotalUsers(long TotalUserCount);
}

/// <param name="Figures">Null for whoever may not see them.</param>
/// <param name="Steps">Empty when all are done.</param>
internal sealed record OverviewModel(OverviewFigures? Figures, IReadOnlyList<FirstStep> Steps);

/// <summary>What the dashboard's operations say (contract/management-misc.md 2, docs/audit.md).</summary>
internal sealed record OverviewFigures(long Users, NewUsers New, ActiveUsers Active, SignIns SignIns);

internal sealed record NewUsers(DashboardCount Today, DashboardCount Last7Days);

internal sealed record ActiveUsers(IReadOnlyList<ActiveDay> DauCurve, DashboardCount Dau, DashboardCount Wau, DashboardCount Mau);

internal sealed record ActiveDay(string Date, long Count);

internal sealed record SignIns(IReadOnlyList<SignInDay> Days);

internal sealed record SignInDay(string Date, long SignIns, long Failures);

/// <param name="Delta">Against the same span of time before.</param>
internal sealed record DashboardCount(long Count, long Delta);
