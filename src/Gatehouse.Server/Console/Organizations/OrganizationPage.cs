using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Organizations;

/// <summary>GET /console/{tenant}/organizations/{organizationId}: its settings. POST changes them, or deletes it.</summary>
internal sealed class OrganizationPage : IConsolePage
{
    public const string Path = "/organizations/{organizationId}";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var organization = await ConsoleOrganization.ReadAsync(visit);
        await ShowAsync(visit, organization, FormState.Fresh(FormOf(organization)));
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        var organization = await ConsoleOrganization.ReadAsync(visit);
        if (visit.Form["action"] is "delete") await DeleteAsync(visit, organization);
        else if (await ChangeAsync(visit, organization) is { } state) await ShowAsync(visit, organization, state);
        else visit.Done(visit.Frame.Path, "saved");
    }

    /// <returns>Null when it was changed.</returns>
    private static async Task<FormState?> ChangeAsync(ConsoleVisit visit, ConsoleOrganization organization)
    {
        if (await FormState.StaleAsync(visit, FormOf(organization), organization.Id) is { } stale) return stale;
        if (!TypedJson.TryRead(visit, "customData", out var customData, out var problem)) return FormState.Refused(visit.Form, problem!);
        var body = new JsonObject
        {
            ["name"] = visit.Form["name"].Trim(),
            ["description"] = visit.Form["description"].Trim() is { Length: > 0 } description ? description : null,
            ["isMfaRequired"] = visit.Form["isMfaRequired"] is "true",
            ["customData"] = customData,
        };
        LookForm.Write(body, visit.Form, organization.Color, organization.Branding);
        var changed = await visit.Api.PatchAsync(ConsoleOrganization.ApiPathOf(visit), body);
        return changed.IsGood ? null : FormState.Refused(visit.Form, LookForm.Beside(changed.Problem));
    }

    private static async Task DeleteAsync(ConsoleVisit visit, ConsoleOrganization organization)
    {
        if (Deletion.Refuse(visit, organization.Name) is { } refused)
        {
            await ShowAsync(visit, organization, FormState.Fresh(FormOf(organization)), refused);
            return;
        }

        (await visit.Api.DeleteAsync(ConsoleOrganization.ApiPathOf(visit))).OrThrow();
        visit.Done(OrganizationListPage.Path, "deleted", organization.Name);
    }

    private static PostedForm FormOf(ConsoleOrganization organization) => ShownForm.Of(
    [
        ("name", organization.Name), ("description", organization.Description), ("isMfaRequired", ShownForm.Tick(organization.IsMfaRequired)),
        ("customData", TypedJson.Show(organization.CustomData)), .. LookForm.Of(organization.Color, organization.Branding, organization.CustomCss),
    ]);

    private static Task ShowAsync(ConsoleVisit visit, ConsoleOrganization organization, FormState state, ApiProblem? deletion = null) => visit.ShowAsync<OrganizationView, OrganizationModel>(
        organization.Name, new OrganizationModel(organization, organization.ToHead(visit), state, deletion), deletion?.Status ?? state.Status);
}

/// <param name="Deletion">Why the organization was not deleted.</param>
internal sealed record OrganizationModel(ConsoleOrganization Organization, ThingHead Head, FormState State, ApiProblem? Deletion);
