using System.Globalization;
using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.ApiResources;

/// <summary>GET /console/{tenant}/api-resources/{resourceId}: its settings. POST changes them, makes it the default, or deletes it.</summary>
internal sealed class ResourcePage : IConsolePage
{
    public const string Path = "/api-resources/{resourceId}";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var resource = await ReadAsync(visit);
        await ShowAsync(visit, resource, FormState.Fresh(FormOf(resource)));
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        var resource = await ReadAsync(visit);
        if (visit.Form["action"] is "delete") await DeleteAsync(visit, resource);
        else await ChangeAsync(visit, resource);
    }

    public static Task<ConsoleResource> ReadAsync(ConsoleVisit visit) => visit.Api.ReadAsync<ConsoleResource>(ApiPathOf(visit));

    public static string ApiPathOf(ConsoleVisit visit) => "/api/resources/" + visit.RouteForUrl("resourceId");

    public static ThingHead HeadOf(ConsoleVisit visit, ConsoleResource resource)
    {
        var path = $"{ResourceListPage.Path}/{Uri.EscapeDataString(resource.Id)}";
        return new ThingHead(
            "api_resources", resource.Name, resource.Id, visit.Say("resources.kind"), visit.Say("nav.api_resources"), ResourceListPage.Path,
            [(path, visit.Say("tab.settings")), (path + "/permissions", visit.Say("tab.permissions"))])
        {
            Mark = resource.IsManagementApi ? visit.Say("resources.built_in") : resource.IsDefault ? visit.Say("resources.default") : null,
        };
    }

    private static async Task ChangeAsync(ConsoleVisit visit, ConsoleResource resource)
    {
        var form = visit.Form;
        var state = await FormState.StaleAsync(visit, FormOf(resource), resource.Id);
        if (state is null && !resource.IsManagementApi)
        {
            var body = new JsonObject { ["name"] = form["name"].Trim() };
            if (!long.TryParse(form["accessTokenTtl"].Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || seconds < 1)
                state = FormState.Refused(form, ApiProblem.Own(visit.Say("form.whole_number"), "accessTokenTtl"));
            body["accessTokenTtl"] = seconds;
            if (state is null && await visit.Api.PatchAsync(ApiPathOf(visit), body) is { IsGood: false } refused) state = FormState.Refused(form, refused.Problem);
        }

        var isDefault = form["isDefault"] is "true";
        if (state is null && isDefault != resource.IsDefault
            && await visit.Api.PatchAsync(ApiPathOf(visit) + "/is-default", new JsonObject { ["isDefault"] = isDefault }) is { IsGood: false } notDefault)
            state = FormState.Refused(form, notDefault.Problem);
        if (state is null) visit.Done(visit.Frame.Path, "saved");
        else await ShowAsync(visit, resource, state);
    }

    private static async Task DeleteAsync(ConsoleVisit visit, ConsoleResource resource)
    {
        if (Deletion.Refuse(visit, resource.Name) is { } refused)
        {
            await ShowAsync(visit, resource, FormState.Fresh(FormOf(resource)), refused);
            return;
        }

        (await visit.Api.DeleteAsync(ApiPathOf(visit))).OrThrow();
        visit.Done(ResourceListPage.Path, "deleted", resource.Name);
    }

    private static PostedForm FormOf(ConsoleResource resource) => ShownForm.Of(
        [("name", resource.Name), ("accessTokenTtl", resource.AccessTokenTtl.ToString(CultureInfo.InvariantCulture)), ("isDefault", ShownForm.Tick(resource.IsDefault))]);

    private static Task ShowAsync(ConsoleVisit visit, ConsoleResource resource, FormState state, ApiProblem? deletion = null) => visit.ShowAsync<ResourceView, ResourceModel>(
        resource.Name, new ResourceModel(resource, HeadOf(visit, resource), state, deletion), deletion?.Status ?? state.Status);
}

internal sealed record ResourceModel(ConsoleResource Resource, ThingHead Head, FormState State, ApiProblem? Deletion);
