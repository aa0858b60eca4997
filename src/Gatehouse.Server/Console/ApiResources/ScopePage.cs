using System.Globalization;
using Gatehouse.Server.Components;
using Microsoft.AspNetCore.Http.Extensions;

namespace Gatehouse.Server.Console.ApiResources;

/// <summary>GET and POST /console/{tenant}/api-resources/{resourceId}/permissions/{scopeId}: its name and description.</summary>
internal sealed class ScopePage : IConsolePage
{
    public const string Path = "/api-resources/{resourceId}/permissions/{scopeId}";

    public async Task GetAsync(ConsoleVisit visit) => await ShowAsync(visit, FormState.Fresh(FormOf(await ReadAsync(visit))));

    public async Task PostAsync(ConsoleVisit visit)
    {
        if (await FormState.StaleAsync(visit, FormOf(await ReadAsync(visit)), visit.Route("scopeId")) is { } stale)
        {
            await ShowAsync(visit, stale);
            return;
        }

        var changed = await visit.Api.PatchAsync($"{ResourcePage.ApiPathOf(visit)}/scopes/{visit.RouteForUrl("scopeId")}", ScopeListPage.BodyOf(visit.Form));
        if (changed.IsGood) visit.Done(ListPathOf(visit), "saved");
        else await ShowAsync(visit, FormState.Refused(visit.Form, changed.Problem.At(ScopeListPage.Fields)));
    }

    /// <summary>The API has no route of one permission: it is the one of that id in the list.</summary>
    private static async Task<ConsoleScope> ReadAsync(ConsoleVisit visit)
    {
        var query = new QueryBuilder { { "page", "1" }, { "page_size", "1" }, { "search.id", visit.Route("scopeId") }, { "mode", "exact" } };
        var found = await visit.Api.ListAsync<ConsoleScope>(string.Create(CultureInfo.InvariantCulture, $"{ResourcePage.ApiPathOf(visit)}/scopes{query}"));
        return found.Items.Count == 1 ? found.Items[0] : throw new ApiRefusedException(ApiAnswer.NotFound);
    }

    private static PostedForm FormOf(ConsoleScope scope) => ShownForm.Of([("name", scope.Name), ("description", scope.Description)]);

    private static string ListPathOf(ConsoleVisit visit) => $"{ResourceListPage.Path}/{visit.RouteForUrl("resourceId")}/permissions";

    private static async Task ShowAsync(ConsoleVisit visit, FormState state)
    {
        var resource = await ResourcePage.ReadAsync(visit);
        await visit.ShowAsync<ScopeView, ScopeModel>(visit.Say("permission.edit"), new ScopeModel(resource, ListPathOf(visit), state), state.Status);
    }
}

/// <param name="ListPath">Of the resource's permissions.</param>
internal sealed record ScopeModel(ConsoleResource Resource, string ListPath, FormState State);
