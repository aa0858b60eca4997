using System.Text.Json;
using Gatehouse.Protocol.Resources;
using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions;

/// <summary>Finds what a consent page shows: the application, the user, and what is missing (contract/experience-api.md 15).</summary>
internal sealed class DescribeConsent(GatehouseDb db, FindConsent find, FindUser findUser, ApplicationAccess access)
{
    private static readonly string[] Unshown = [OidcScope.OpenId, OidcScope.OfflineAccess];

    public async Task<Checked<ConsentDescription>> ExecuteAsync(string interactionId, string? sessionValue, CancellationToken ct)
    {
        if (!(await find.ExecuteAsync(interactionId, sessionValue, ct)).TryGet(out var asked, out var refused)) return refused;
        var (turn, owned) = (asked.Turn, asked.Turn.Owned!);
        if (!(await findUser.ToReadAsync(turn.Session!.UserId, ct)).TryGet(out var user, out refused)) return refused;
        if (!await access.IsAllowedAsync(turn.Application, user.Id, owned, ct)) return new Refusal("oidc.access_denied");

        var details = asked.Interaction.Details.ToElement();
        var oidcScopes = Texts(details, "missingOIDCScope");
        var missing = details.TryGetProperty("missingResourceScopes", out var byIndicator)
            ? byIndicator.EnumerateObject().ToDictionary(member => member.Name, member => Texts(byIndicator, member.Name)) : [];
        var shown = await ResourcesAsync(missing, ct);
        var organizations = oidcScopes.Contains(OidcScope.Organizations) ? await OrganizationsAsync(owned.OrganizationIds, ct) : [];
        return new ConsentDescription(
            turn.Application, user,
            [.. organizations.Select(organization => new AskedOrganization(organization.Id, organization.Name, [.. shown.Select(resource => resource with
            {
                Scopes = [.. resource.Scopes.Where(scope => owned.ScopesIn(organization.Id, resource.Indicator).Contains(scope.Name))],
            }).Where(resource => resource.Scopes.Count > 0)]))],
            [.. oidcScopes.Except(Unshown)], shown, asked.Interaction.DeviceDigest is null ? turn.Request.RedirectUri : null);
    }

    private static List<string> Texts(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];

    /// <summary>Scopes of the organization template stand under a pseudo resource.</summary>
    private async Task<List<AskedResource>> ResourcesAsync(Dictionary<string, List<string>> missing, CancellationToken ct)
    {
        var indicators = missing.Keys.ToList();
        var resources = await db.Resources.AsNoTracking().Where(resource => indicators.Contains(resource.Indicator)).ToDictionaryAsync(resource => resource.Indicator, ct);
        var ids = resources.Values.Select(resource => resource.Id).ToList();
        var scopes = await db.Scopes.AsNoTracking().Where(scope => ids.Contains(scope.ResourceId)).OrderBy(scope => scope.Name).ToListAsync(ct);
        var template = missing.ContainsKey(ResourceDirectory.Organizations)
            ? await db.OrganizationScopes.AsNoTracking().OrderBy(scope => scope.Name).Select(scope => new AskedScope(scope.Id, scope.Name, scope.Description)).ToListAsync(ct) : [];
        var shown = new List<AskedResource>();
        foreach (var (indicator, names) in missing)
        {
            if (indicator == ResourceDirectory.Organizations)
                shown.Add(new(indicator, indicator, indicator, [.. template.Where(scope => names.Contains(scope.Name))]));
            else if (resources.TryGetValue(indicator, out var resource))
                shown.Add(new(resource.Id, resource.Name, indicator, [.. scopes.Where(scope => scope.ResourceId == resource.Id && names.Contains(scope.Name)).Select(scope => new AskedScope(scope.Id, scope.Name, scope.Description))]));
        }

        return shown;
    }

    private async Task<List<(string Id, string Name)>> OrganizationsAsync(IEnumerable<string> ids, CancellationToken ct)
    {
        var wanted = ids.ToList();
        var rows = await db.Organizations.Where(organization => wanted.Contains(organization.Id)).OrderBy(organization => organization.Name)
            .Select(organization => new { organization.Id, organization.Name }).ToListAsync(ct);
        return [.. rows.Select(row => (row.Id, row.Name))];
    }
}
