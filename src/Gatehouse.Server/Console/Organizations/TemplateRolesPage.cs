using Gatehouse.Server.Console.ApiResources;

namespace Gatehouse.Server.Console.Organizations;

/// <summary>GET /console/{tenant}/organizations/template: the roles that every organization offers.</summary>
internal sealed class TemplateRolesPage : IConsolePage
{
    public const string Path = "/organizations/template";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var list = new ListState(visit);
        var roles = await visit.Api.ListAsync<TemplateRole>("/api/organization-roles" + list.ApiQuery(("q", list.Search)));
        await visit.ShowAsync<TemplateRolesView, TemplateRolesModel>(visit.Say("template.roles"), new TemplateRolesModel(list.Holding(roles), roles.Items));
    }

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}

/// <summary>A role of the organization template (contract/management-organizations.md 5).</summary>
/// <param name="Scopes">In lists only, as the permissions on API resources.</param>
internal sealed record TemplateRole(string Id, string Name, string? Description, string Type, IReadOnlyList<ConsoleScope>? Scopes, IReadOnlyList<ConsoleScope>? ResourceScopes);

internal sealed record TemplateRolesModel(ListState List, IReadOnlyList<TemplateRole> Roles);
