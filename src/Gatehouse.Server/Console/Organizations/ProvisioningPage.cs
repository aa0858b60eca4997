using System.Text.Json.Nodes;
using Gatehouse.Server.Components;
using Gatehouse.Server.Console.Assignments;

namespace Gatehouse.Server.Console.Organizations;

/// <summary>GET and POST /console/{tenant}/organizations/{organizationId}/provisioning: who joins by themselves at the sign-in, and with which roles (contract/management-organizations.md 4).</summary>
internal sealed class ProvisioningPage : IConsolePage
{
    public const string Path = "/organizations/{organizationId}/provisioning";

    /// <summary>The name of the boxes of connectors.</summary>
    public const string Connectors = "ssoConnectorIds";

    /// <summary>One domain a line.</summary>
    public const string Domains = "emailDomains";

    /// <summary>A field and the API's place for it.</summary>
    private static readonly (string Field, string Place)[] Relations = [(Domains, "email-domains"), (MemberRolesPage.Roles, "roles"), (Connectors, "sso-connectors")];

    public async Task GetAsync(ConsoleVisit visit) => await ShowAsync(visit, FormState.Fresh(await FormAsync(visit)));

    public async Task PostAsync(ConsoleVisit visit)
    {
        var now = await FormAsync(visit);
        if (await FormState.StaleAsync(visit, now, visit.Route("organizationId")) is { } stale)
        {
            await ShowAsync(visit, stale);
            return;
        }

        foreach (var (field, place) in Relations)
        {
            var (had, chosen) = (ValuesOf(now, field), ValuesOf(visit.Form, field));
            if (had.SequenceEqual(chosen)) continue;
            var changed = await visit.Api.PutAsync($"{ApiPathOf(visit)}/{place}", new JsonObject { [field] = new JsonArray([.. chosen.Select(value => (JsonNode)value)]) });
            if (changed.IsGood) continue;
            await ShowAsync(visit, FormState.Refused(visit.Form, changed.Problem.At(field)));
            return;
        }

        visit.Done(visit.Frame.Path, "saved");
    }

    private static string ApiPathOf(ConsoleVisit visit) => ConsoleOrganization.ApiPathOf(visit) + "/jit";

    private static List<string> ValuesOf(PostedForm form, string field) => field == Domains
        ? [.. form[field].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal)]
        : [.. form.All(field).Order(StringComparer.Ordinal)];

    private static async Task<PostedForm> FormAsync(ConsoleVisit visit)
    {
        var path = ApiPathOf(visit);
        var domains = await visit.Api.ReadAsync<List<JitDomain>>(path + "/email-domains");
        var roles = await visit.Api.ReadAsync<List<NamedThing>>(path + "/roles");
        var connectors = await visit.Api.ReadAsync<List<SsoConnectorChoice>>(path + "/sso-connectors");
        return ShownForm.Of(
        [
            (Domains, string.Join('\n', domains.Select(domain => domain.EmailDomain))),
            .. roles.Select(role => role.Id).Order(StringComparer.Ordinal).Select(id => (MemberRolesPage.Roles, (string?)id)),
            .. connectors.Select(connector => connector.Id).Order(StringComparer.Ordinal).Select(id => (Connectors, (string?)id)),
        ]);
    }

    private static async Task ShowAsync(ConsoleVisit visit, FormState state)
    {
        var roles = await visit.Api.ListAsync<OrganizationRoleChoice>("/api/organization-roles?page=1&page_size=100");
        var connectors = visit.Frame.May("GET", "/sso-connectors") ? await visit.Api.ReadAsync<List<SsoConnectorChoice>>("/api/sso-connectors") : [];
        var head = await ConsoleOrganization.HeadAsync(visit);
        await visit.ShowAsync<ProvisioningView, ProvisioningModel>(head.Name, new ProvisioningModel(head, [.. roles.Items.Where(role => role.Type == "User")], connectors, state), state.Status);
    }

    private sealed record JitDomain(string EmailDomain);
}

/// <summary>An enterprise connector that members can come by.</summary>
internal sealed record SsoConnectorChoice(string Id, string ConnectorName, string ProviderName);

internal sealed record ProvisioningModel(ThingHead Head, IReadOnlyList<OrganizationRoleChoice> Roles, IReadOnlyList<SsoConnectorChoice> Connectors, FormState State);
