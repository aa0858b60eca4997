using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Console.Organizations;

/// <summary>An organization as the API shows one (contract/management-organizations.md 1).</summary>
/// <param name="UsersCount">In lists only.</param>
internal sealed record ConsoleOrganization(
    string Id, string Name, string? Description, JsonElement CustomData, bool IsMfaRequired, JsonObject Color, JsonObject Branding, string? CustomCss, long CreatedAt, int? UsersCount)
{
    public string? Logo => Branding["logoUrl"]?.ToString();

    public static Task<ConsoleOrganization> ReadAsync(ConsoleVisit visit) => visit.Api.ReadAsync<ConsoleOrganization>(ApiPathOf(visit));

    public static string ApiPathOf(ConsoleVisit visit) => "/api/organizations/" + visit.RouteForUrl("organizationId");

    public static string PathOf(ConsoleVisit visit) => $"{OrganizationListPage.Path}/{visit.RouteForUrl("organizationId")}";

    public static async Task<ThingHead> HeadAsync(ConsoleVisit visit) => (await ReadAsync(visit)).ToHead(visit);

    public ThingHead ToHead(ConsoleVisit visit)
    {
        var path = $"{OrganizationListPage.Path}/{Uri.EscapeDataString(Id)}";
        List<(string Path, string Name)> tabs = [(path, visit.Say("tab.settings"))];
        if (visit.Frame.May("GET", "/organizations/{id}/users")) tabs.Add((path + "/members", visit.Say("tab.members")));
        if (visit.Frame.May("GET", "/organizations/{id}/applications")) tabs.Add((path + "/applications", visit.Say("nav.applications")));
        if (visit.Frame.May("GET", "/organization-invitations")) tabs.Add((path + "/invitations", visit.Say("tab.invitations")));
        if (visit.Frame.May("GET", "/organizations/{id}/jit/roles")) tabs.Add((path + "/provisioning", visit.Say("tab.provisioning")));
        return new ThingHead("organizations", Name, Id, visit.Say("organizations.kind"), visit.Say("nav.organizations"), OrganizationListPage.Path, tabs)
        {
            Picture = Logo, Mark = IsMfaRequired ? visit.Say("organizations.mfa_required") : null,
        };
    }

    /// <summary>The tabs above the list of organizations: they, and the template that they all share.</summary>
    public static IReadOnlyList<(string Path, string Name)> ListTabs(ConsoleFrame frame) =>
        [(OrganizationListPage.Path, frame.Say("nav.organizations")), (TemplateRolesPage.Path, frame.Say("template.roles")), (TemplateScopesPage.Path, frame.Say("template.permissions"))];
}
