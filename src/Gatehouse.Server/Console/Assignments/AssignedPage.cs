namespace Gatehouse.Server.Console.Assignments;

/// <summary>GET a tab of an object: what belongs to it. POST takes one away.</summary>
internal abstract class AssignedPage(Assignment assignment) : IConsolePage
{
    /// <summary>The hidden field that names the one.</summary>
    public const string IdField = "id";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var list = new ListState(visit);
        var rows = await visit.Api.ListAsync<AssignedThing>(assignment.HoldersOf(visit) + list.ApiQuery(
            assignment.HasQuickSearch ? ("q", list.Search) : ("search", SearchTerm.Pattern(list.Search))));
        var head = await HeadAsync(visit);
        await visit.ShowAsync<AssignedView, AssignedModel>(head.Name, new AssignedModel(head, assignment, list.Holding(rows), rows.Items, assignment.PathOf(visit)));
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        (await visit.Api.DeleteAsync($"{assignment.HoldersOf(visit)}/{Uri.EscapeDataString(visit.Form[IdField])}")).OrThrow();
        visit.Done(assignment.PathOf(visit), "removed", visit.Form["name"]);
    }

    protected abstract Task<ThingHead> HeadAsync(ConsoleVisit visit);
}

/// <param name="Path">Of this tab.</param>
internal sealed record AssignedModel(ThingHead Head, Assignment Assignment, ListState List, IReadOnlyList<AssignedThing> Rows, string Path);
