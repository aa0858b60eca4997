using System.Text.Json.Nodes;
using Gatehouse.Server.Components;
using Gatehouse.Server.Console.Assignments;

namespace Gatehouse.Server.Console.Applications;

/// <summary>GET and POST /console/{tenant}/applications/{applicationId}/access: everybody, or whoever one of the rules fits.</summary>
internal sealed class AccessPage : IConsolePage
{
    public const string Path = "/applications/{applicationId}/access";

    private const string Switch = "appLevelAccessControlEnabled";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var rules = await AccessRules.ReadAsync(visit);
        var application = await ConsoleApplication.ReadAsync(visit);
        await ShowAsync(visit, application, FormState.Fresh(FormOf(application, rules)));
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        var application = await ConsoleApplication.ReadAsync(visit);
        var now = FormOf(application, await AccessRules.ReadAsync(visit));
        if (await FormState.StaleAsync(visit, now, application.Id) is { } stale) await ShowAsync(visit, application, stale);
        else if (await ChangeAsync(visit) is { } problem) await ShowAsync(visit, application, FormState.Refused(visit.Form, problem));
        else visit.Done(visit.Frame.Path, "saved");
    }

    /// <summary>Rules may be empty only while nobody asks for them: they are written before they are switched on, and after they are switched off.</summary>
    private static async Task<ApiProblem?> ChangeAsync(ConsoleVisit visit)
    {
        var isOn = visit.Form[Switch] is "true";
        var body = AccessRules.BodyOf(visit.Form);
        if (isOn && AccessRules.Fields.All(name => visit.Form.All(name).Count == 0)) return ApiProblem.Own(visit.Say("access.needs_rule"), Switch);
        Func<Task<ApiAnswer>> write = () => visit.Api.PutAsync(AccessRules.ApiPathOf(visit), body);
        Func<Task<ApiAnswer>> turn = () => visit.Api.PatchAsync(ConsoleApplication.ApiPathOf(visit), new JsonObject { [Switch] = isOn });
        foreach (var step in isOn ? (Func<Task<ApiAnswer>>[])[write, turn] : [turn, write])
        {
            if (await step() is { IsGood: false } refused) return refused.Problem;
        }

        return null;
    }

    private static PostedForm FormOf(ConsoleApplication application, AccessRules rules) =>
        ShownForm.Of([(Switch, ShownForm.Tick(application.AppLevelAccessControlEnabled)), .. rules.ToFields()]);

    private static async Task ShowAsync(ConsoleVisit visit, ConsoleApplication application, FormState state)
    {
        // What was ticked off stays in sight until it is saved.
        var rules = await AccessRules.ReadAsync(visit);
        var organizationIds = rules.OrganizationIds.Concat(rules.OrganizationRoleRules.Select(rule => rule.OrganizationId));
        var roles = await Picker.ReadAsync(visit, "userRoleIds", PickerSource.UserRoles, rules.UserRoleIds.Concat(state.Form.All("userRoleIds")));
        var organizationRoles = (await visit.Api.ListAsync<OrganizationRoleChoice>("/api/organization-roles?page=1&page_size=100")).Items.ToDictionary(role => role.Id, role => role.Name);
        var model = new AccessModel(
            application, application.ToHead(visit), rules, roles, await AccessRules.UserNamesAsync(visit, rules.UserIds),
            await AccessRules.OrganizationNamesAsync(visit, organizationIds), organizationRoles, state);
        await visit.ShowAsync<AccessView, AccessModel>(application.Name, model, state.Status);
    }
}

/// <param name="Users">Names by id, as the other dictionaries.</param>
internal sealed record AccessModel(
    ConsoleApplication Application, ThingHead Head, AccessRules Rules, Picker Roles, IReadOnlyDictionary<string, string> Users,
    IReadOnlyDictionary<string, string> Organizations, IReadOnlyDictionary<string, string> OrganizationRoles, FormState State);
