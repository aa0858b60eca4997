using System.Globalization;
using System.Text.Json.Nodes;
using Gatehouse.Server.Components;
using Gatehouse.Server.Console.Assignments;
using Microsoft.AspNetCore.Http.Extensions;

namespace Gatehouse.Server.Console.Applications;

/// <summary>Who may use an application (contract/management-apps-resources-roles.md 1.8): any one rule is enough.</summary>
internal sealed record AccessRules(
    IReadOnlyList<string> UserIds, IReadOnlyList<string> UserRoleIds, IReadOnlyList<string> OrganizationIds, IReadOnlyList<AccessRules.OfOrganization> OrganizationRoleRules)
{
    /// <summary>The boxes of rules that name a role in an organization: <c>ORGANIZATION ROLE</c>.</summary>
    public const string PairsField = "organizationRoleRules";

    public static readonly string[] Fields = ["userIds", "userRoleIds", "organizationIds", PairsField];

    /// <summary>Users and organizations whose names are looked up; the rest is told by id.</summary>
    private const int MostNamed = 50;

    public static string ApiPathOf(ConsoleVisit visit) => ConsoleApplication.ApiPathOf(visit) + "/access-control";

    public static Task<AccessRules> ReadAsync(ConsoleVisit visit) => visit.Api.ReadAsync<AccessRules>(ApiPathOf(visit));

    public IEnumerable<(string Name, string? Value)> ToFields() =>
    [
        .. UserIds.Select(id => ("userIds", (string?)id)), .. UserRoleIds.Select(id => ("userRoleIds", (string?)id)), .. OrganizationIds.Select(id => ("organizationIds", (string?)id)),
        .. OrganizationRoleRules.SelectMany(rule => rule.OrganizationRoleIds.Select(roleId => (PairsField, (string?)$"{rule.OrganizationId} {roleId}"))),
    ];

    /// <summary>The rules that a form has ticked, as the body of a replacement.</summary>
    public static JsonObject BodyOf(PostedForm form)
    {
        var pairs = form.All(PairsField).Select(pair => pair.Split(' ', 2)).Where(pair => pair.Length == 2).GroupBy(pair => pair[0], pair => pair[1]);
        return new JsonObject
        {
            ["userIds"] = ArrayOf(form.All("userIds")), ["userRoleIds"] = ArrayOf(form.All("userRoleIds")), ["organizationIds"] = ArrayOf(form.All("organizationIds")),
            [PairsField] = new JsonArray([.. pairs.Select(group => (JsonNode)new JsonObject { ["organizationId"] = group.Key, ["organizationRoleIds"] = ArrayOf(group) })]),
        };
    }

    /// <summary>What people call the users of some ids; ids that are nobody's are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> UserNamesAsync(ConsoleVisit visit, IReadOnlyList<string> ids)
    {
        if (ids.Count == 0 || !visit.Frame.May("GET", "/users")) return new Dictionary<string, string>();
        var query = new QueryBuilder { { "page", "1" }, { "page_size", MostNamed.ToString(CultureInfo.InvariantCulture) }, { "mode.id", "exact" } };
        foreach (var id in ids.Take(MostNamed)) query.Add("search.id", id);
        return (await visit.Api.ListAsync<AssignedThing>("/api/users" + query.ToQueryString().Value)).Items.ToDictionary(user => user.Id, user => user.Shown);
    }

    public static async Task<IReadOnlyDictionary<string, string>> OrganizationNamesAsync(ConsoleVisit visit, IEnumerable<string> ids)
    {
        var names = new Dictionary<string, string>();
        foreach (var id in ids.Distinct().Take(MostNamed))
        {
            var answer = await visit.Api.GetAsync("/api/organizations/" + Uri.EscapeDataString(id));
            if (answer.IsGood) names[id] = answer.Read<AssignedThing>().Shown;
        }

        return names;
    }

    private static JsonArray ArrayOf(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];

    /// <summary>Roles in one organization.</summary>
    internal sealed record OfOrganization(string OrganizationId, IReadOnlyList<string> OrganizationRoleIds);
}
