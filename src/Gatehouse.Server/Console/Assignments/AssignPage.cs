using System.Globalization;
using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Assignments;

/// <summary>GET the page on which more is chosen for an object. POST adds what was chosen, and gives members of an organization their roles.</summary>
internal abstract class AssignPage(Assignment assignment) : IConsolePage
{
    /// <summary>The boxes of the rows.</summary>
    public const string Selected = "id";

    /// <summary>The boxes of the roles.</summary>
    public const string Roles = "organizationRoleIds";

    private const int MostRoles = 100;

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var ids = visit.Form.All(Selected);
        if (ids.Count == 0)
        {
            await ShowAsync(visit, ApiProblem.Own(visit.Say("assign.none_chosen")));
            return;
        }

        var added = await AddAsync(visit, ids, visit.Form.All(Roles));
        if (added.IsGood) visit.Done(assignment.PathOf(visit), "assigned", ids.Count.ToString("N0", CultureInfo.InvariantCulture));
        else await ShowAsync(visit, added.Problem);
    }

    protected Assignment Kind => assignment;

    protected abstract Task<ThingHead> HeadAsync(ConsoleVisit visit);

    /// <summary>Adds those chosen, with the roles that they shall have there.</summary>
    protected virtual async Task<ApiAnswer> AddAsync(ConsoleVisit visit, IReadOnlyList<string> ids, IReadOnlyList<string> roleIds)
    {
        var path = assignment.HoldersOf(visit);
        var added = await visit.Api.PostAsync(path, new JsonObject { [assignment.Member] = ArrayOf(ids) });
        return added.IsGood && roleIds.Count > 0
            ? await visit.Api.PostAsync(path + "/roles", new JsonObject { [assignment.Member] = ArrayOf(ids), ["organizationRoleIds"] = ArrayOf(roleIds) }) : added;
    }

    private static JsonArray ArrayOf(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];

    private async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem)
    {
        var list = new ListState(visit);
        var candidates = assignment.CandidatesOf(visit);
        var query = list.ApiQuery(assignment.HasQuickCandidates ? ("q", list.Search) : ("search", SearchTerm.Pattern(list.Search)));
        var rows = await visit.Api.ListAsync<AssignedThing>(candidates.Contains('?', StringComparison.Ordinal) ? $"{candidates}&{query[1..]}" : candidates + query);
        var model = new AssignModel(await HeadAsync(visit), assignment, list.Holding(rows), rows.Items, await RolesAsync(visit), assignment.PathOf(visit), visit.Form, problem);
        await visit.ShowAsync<AssignView, AssignModel>(visit.Say($"assign.{assignment.Name}.add"), model, problem?.Status ?? StatusCodes.Status200OK);
    }

    private async Task<IReadOnlyList<OrganizationRoleChoice>> RolesAsync(ConsoleVisit visit)
    {
        if (assignment.RoleType is null) return [];
        var roles = await visit.Api.ListAsync<OrganizationRoleChoice>(string.Create(CultureInfo.InvariantCulture, $"/api/organization-roles?page=1&page_size={MostRoles}"));
        return [.. roles.Items.Where(role => role.Type == assignment.RoleType)];
    }
}

/// <param name="Path">Of the tab that this page adds to.</param>
internal sealed record AssignModel(
    ThingHead Head, Assignment Assignment, ListState List, IReadOnlyList<AssignedThing> Rows, IReadOnlyList<OrganizationRoleChoice> Roles, string Path,
    Components.PostedForm Form, ApiProblem? Problem);

/// <summary>A role of the organization template that somebody can be given.</summary>
internal sealed record OrganizationRoleChoice(string Id, string Name, string? Description, string Type);
