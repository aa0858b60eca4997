using System.Text.Json.Nodes;
using Gatehouse.Server.Components;
using Gatehouse.Server.Console.ApiResources;

namespace Gatehouse.Server.Console.Applications;

/// <summary>GET and POST /console/{tenant}/applications/{applicationId}/permissions: what a third party may ask users for (contract/management-apps-resources-roles.md 1.5).</summary>
internal sealed class ConsentScopesPage : IConsolePage
{
    public const string Path = "/applications/{applicationId}/permissions";

    /// <summary>What the application may learn of a user.</summary>
    public static readonly string[] UserScopes =
    [
        "profile", "email", "phone", "address", "custom_data", "identities", "roles", "urn:logto:scope:organizations", "urn:logto:scope:organization_roles", "urn:logto:scope:sessions",
    ];

    /// <summary>The members of the body, and what stands in the path that takes one away.</summary>
    private static readonly (string Member, string Type)[] Kinds =
        [("userScopes", "user-scopes"), ("resourceScopes", "resource-scopes"), ("organizationScopes", "organization-scopes"), ("organizationResourceScopes", "organization-resource-scopes")];

    public async Task GetAsync(ConsoleVisit visit) => await ShowAsync(visit, FormState.Fresh(await FormAsync(visit)));

    public async Task PostAsync(ConsoleVisit visit)
    {
        var now = await FormAsync(visit);
        if (await FormState.StaleAsync(visit, now, visit.Route("applicationId")) is { } stale)
        {
            await ShowAsync(visit, stale);
            return;
        }

        if (await ApplyAsync(visit, now) is { } problem) await ShowAsync(visit, FormState.Refused(visit.Form, problem));
        else visit.Done(visit.Frame.Path, "saved");
    }

    private static string ApiPathOf(ConsoleVisit visit) => ConsoleApplication.ApiPathOf(visit) + "/user-consent-scopes";

    private static async Task<ApiProblem?> ApplyAsync(ConsoleVisit visit, PostedForm now)
    {
        var added = new JsonObject();
        foreach (var (member, _) in Kinds)
        {
            if (visit.Form.All(member).Except(now.All(member)).ToList() is { Count: > 0 } ids) added[member] = new JsonArray([.. ids.Select(id => (JsonNode)id)]);
        }

        if (added.Count > 0 && await visit.Api.PostAsync(ApiPathOf(visit), added) is { IsGood: false } refused) return refused.Problem;
        foreach (var (member, type) in Kinds)
        {
            foreach (var id in now.All(member).Except(visit.Form.All(member)))
            {
                var removed = await visit.Api.DeleteAsync($"{ApiPathOf(visit)}/{type}/{Uri.EscapeDataString(id)}");
                if (!removed.IsGood && removed.Status != StatusCodes.Status404NotFound) return removed.Problem;
            }
        }

        return null;
    }

    private static async Task<PostedForm> FormAsync(ConsoleVisit visit)
    {
        var shown = await visit.Api.ReadAsync<ShownScopes>(ApiPathOf(visit));
        return ShownForm.Of(
        [
            .. shown.UserScopes.Order(StringComparer.Ordinal).Select(scope => ("userScopes", (string?)scope)),
            .. Fields("resourceScopes", shown.ResourceScopes.SelectMany(group => group.Scopes)),
            .. Fields("organizationScopes", shown.OrganizationScopes),
            .. Fields("organizationResourceScopes", shown.OrganizationResourceScopes.SelectMany(group => group.Scopes)),
        ]);
    }

    private static IEnumerable<(string Name, string? Value)> Fields(string name, IEnumerable<ConsoleScope> scopes) =>
        scopes.Select(scope => scope.Id).Order(StringComparer.Ordinal).Select(id => (name, (string?)id));

    private static async Task ShowAsync(ConsoleVisit visit, FormState state)
    {
        var application = await ConsoleApplication.ReadAsync(visit);
        var resources = await ScopeGroup.OfResourcesAsync(visit, withManagementApi: false);
        var template = await visit.Api.ReadAsync<List<ConsoleScope>>("/api/organization-scopes");
        IReadOnlyList<ScopeGroup> ofTemplate = template.Count > 0 ? [new ScopeGroup(visit.Say("template.title"), null, template)] : [];
        await visit.ShowAsync<ConsentScopesView, ConsentScopesModel>(application.Name, new ConsentScopesModel(application.ToHead(visit), resources, ofTemplate, state), state.Status);
    }

    private sealed record ShownScopes(
        IReadOnlyList<ConsoleScope> OrganizationScopes, IReadOnlyList<OfResource> ResourceScopes, IReadOnlyList<OfResource> OrganizationResourceScopes, IReadOnlyList<string> UserScopes);

    private sealed record OfResource(IReadOnlyList<ConsoleScope> Scopes);
}

/// <param name="Template">The permissions of the organization template.</param>
internal sealed record ConsentScopesModel(ThingHead Head, IReadOnlyList<ScopeGroup> Resources, IReadOnlyList<ScopeGroup> Template, FormState State);
