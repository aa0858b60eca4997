using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Resources;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>Changes what a third-party application may ask users for (contract/management-apps-resources-roles.md 1.5).</summary>
internal sealed class EnableScopes(GatehouseDb db, UnitOfWork work, FindApplication find)
{
    /// <summary>The user scopes that can be enabled, in the contract's order.</summary>
    public static IReadOnlyList<string> UserScopes { get; } =
    [
        OidcScope.Profile, OidcScope.Email, OidcScope.Phone, OidcScope.Address, OidcScope.CustomData, OidcScope.Identities, OidcScope.Roles,
        OidcScope.Organizations, OidcScope.OrganizationRoles, OidcScope.Sessions,
    ];

    /// <summary>Adds what is not enabled yet.</summary>
    public Task<Checked<Done>> AddAsync(string applicationId, ScopesToEnable scopes, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Application.ConsentScopesAdded", applicationId, async () =>
        {
            if (!(await find.OfThirdPartyAsync(applicationId, ct)).TryGet(out _, out var refused)) return refused;
            if (await RefuseAsync(scopes, ct) is { } problem) return problem;
            var known = (await db.EnabledScopes.Where(row => row.ApplicationId == applicationId).Select(row => new { row.Kind, row.Scope }).ToListAsync(ct))
                .Select(row => (row.Kind, row.Scope)).ToHashSet();
            db.EnabledScopes.AddRange(scopes.All.Distinct().Where(scope => !known.Contains(scope)).Select(scope => new EnabledScope
            {
                TenantId = db.TenantId,
                ApplicationId = applicationId,
                Kind = scope.Kind,
                Scope = scope.Scope,
            }));
            return new Done();
        }, ct);

    public Task<Checked<Done>> RemoveAsync(string applicationId, EnabledScopeKind kind, string scope, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Application.ConsentScopeRemoved", applicationId, async () =>
        {
            if (!(await find.ToReadAsync(applicationId, ct)).TryGet(out _, out var missing)) return missing;
            if (await db.EnabledScopes.SingleOrDefaultAsync(row => row.ApplicationId == applicationId && row.Kind == kind && row.Scope == scope, ct) is not { } enabled)
                return ApplicationRefusals.NotThereToDelete;
            db.EnabledScopes.Remove(enabled);
            return new Done();
        }, ct);

    private async Task<Refusal?> RefuseAsync(ScopesToEnable scopes, CancellationToken ct)
    {
        var resourceScopes = scopes.ResourceScopes.Concat(scopes.OrganizationResourceScopes).Distinct().ToList();
        var (scopeRows, resources, wanted) = (db.Scopes, db.Resources, scopes.OrganizationScopes);
        var indicators = await scopeRows.Where(scope => EF.Parameter(resourceScopes).Contains(scope.Id))
            .Join(resources, scope => scope.ResourceId, resource => resource.Id, (scope, resource) => new { scope.Id, resource.Indicator })
            .ToDictionaryAsync(scope => scope.Id, scope => scope.Indicator, ct);
        var ofTemplate = await db.OrganizationScopes.Where(scope => EF.Parameter(wanted).Contains(scope.Id)).Select(scope => scope.Id).ToListAsync(ct);
        string[][] unknown =
        [
            [.. scopes.OrganizationScopes.Except(ofTemplate)],
            [.. scopes.ResourceScopes.Except(indicators.Keys)],
            [.. scopes.OrganizationResourceScopes.Except(indicators.Keys)],
        ];
        if (unknown.Any(ids => ids.Length > 0)) return new Refusal("application.user_consent_scopes_not_found", 422) { Data = Write(unknown) };
        return indicators.Values.Any(ApiResource.IsManagementIndicator) ? new Refusal("application.consent_management_api_scopes_not_allowed", 422) : null;
    }

    private static JsonText Write(string[][] unknown) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        foreach (var (name, ids) in ((string[])["invalidOrganizationScopes", "invalidResourceScopes", "invalidOrganizationResourceScopes"]).Zip(unknown))
        {
            json.WritePropertyName(name);
            JsonText.Strings(ids).WriteTo(json);
        }

        json.WriteEndObject();
    });
}

/// <summary>Ids of scopes, and names of user scopes.</summary>
internal sealed record ScopesToEnable(
    IReadOnlyList<string> OrganizationScopes, IReadOnlyList<string> ResourceScopes, IReadOnlyList<string> OrganizationResourceScopes, IReadOnlyList<string> UserScopes)
{
    public IEnumerable<(EnabledScopeKind Kind, string Scope)> All =>
        OrganizationScopes.Select(id => (EnabledScopeKind.OrganizationScope, id))
            .Concat(ResourceScopes.Select(id => (EnabledScopeKind.ResourceScope, id)))
            .Concat(OrganizationResourceScopes.Select(id => (EnabledScopeKind.OrganizationResourceScope, id)))
            .Concat(UserScopes.Select(name => (EnabledScopeKind.UserScope, name)));
}
