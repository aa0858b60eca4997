using Gatehouse.Server.Components;
using Gatehouse.Server.Console.ApiResources;

namespace Gatehouse.Server.Console.Roles;

/// <summary>GET and POST /console/{tenant}/roles/{roleId}/permissions: what the role allows.</summary>
internal sealed class RolePermissionsPage : IConsolePage
{
    public const string Path = "/roles/{roleId}/permissions";

    /// <summary>The name of the boxes.</summary>
    public const string Scopes = "scopeIds";

    public async Task GetAsync(ConsoleVisit visit) => await ShowAsync(visit, FormState.Fresh(await FormAsync(visit)));

    public async Task PostAsync(ConsoleVisit visit)
    {
        var now = await FormAsync(visit);
        if (await FormState.StaleAsync(visit, now, visit.Route("roleId")) is { } stale)
        {
            await ShowAsync(visit, stale);
            return;
        }

        var problem = await Difference.ApplyAsync(visit, ConsoleRole.ApiPathOf(visit) + "/scopes", Scopes, now.All(Scopes), visit.Form.All(Scopes));
        if (problem is null) visit.Done(visit.Frame.Path, "saved");
        else await ShowAsync(visit, FormState.Refused(visit.Form, problem));
    }

    private static async Task<PostedForm> FormAsync(ConsoleVisit visit) =>
        ShownForm.Of((await visit.Api.ReadAsync<List<ConsoleScope>>(ConsoleRole.ApiPathOf(visit) + "/scopes")).Select(scope => scope.Id).Order(StringComparer.Ordinal).Select(id => (Scopes, (string?)id)));

    private static async Task ShowAsync(ConsoleVisit visit, FormState state)
    {
        var role = await ConsoleRole.ReadAsync(visit);
        var groups = await ScopeGroup.OfResourcesAsync(visit, role.IsForMachines);
        await visit.ShowAsync<RolePermissionsView, RolePermissionsModel>(role.Name, new RolePermissionsModel(role.ToHead(visit), groups, state), state.Status);
    }
}

internal sealed record RolePermissionsModel(ThingHead Head, IReadOnlyList<ScopeGroup> Groups, FormState State);
