using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Search;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Resources;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>GET /api/organization-roles: a page by name, each role with its scopes (contract/management-organizations.md 5).</summary>
internal sealed class ListOrganizationRolesEndpoint(GatehouseDb db) : IApiEndpoint
{
    private static readonly IReadOnlyList<IField> Named = [Schemas.Text.Required("id"), Schemas.Text.Required("name")];

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(TemplateFields.Filter),
        Paging = Paging.Mandatory,
        Answer = Schemas.ListOf(new ObjectSchema(
        [
            .. OrganizationRoleObject.Shape.Fields,
            Schemas.ListOf(new ObjectSchema(Named)).Required("scopes"),
            Schemas.ListOf(new ObjectSchema([.. Named, new ObjectSchema(Named).Required("resource")])).Required("resourceScopes"),
        ])),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var search = SearchQuery.Containing(call.Query.Get(TemplateFields.Filter), "id", "name", "description");
        var roles = (await db.SearchAsync<OrganizationRole>(search, call.Aborted)).AsNoTracking();
        return await roles.OrderBy(role => role.Name).ThenBy(role => role.Id).ToAnswerAsync(call, page => WriteAsync(page, call.Aborted));
    }

    private async Task<JsonText> WriteAsync(IReadOnlyList<OrganizationRole> page, CancellationToken ct)
    {
        var ids = page.Select(role => role.Id).ToList();
        var (organizationScopes, scopes, resources) = (db.OrganizationScopes, db.Scopes, db.Resources);
        var ofTemplate = (await (
            from grant in db.OrganizationRoleScopes
            where ids.Contains(grant.OrganizationRoleId)
            join scope in organizationScopes on grant.OrganizationScopeId equals scope.Id
            orderby scope.Id
            select new { grant.OrganizationRoleId, Scope = new NamedThing(scope.Id, scope.Name) }).ToListAsync(ct)).ToLookup(row => row.OrganizationRoleId, row => row.Scope);
        var ofResources = (await (
            from grant in db.OrganizationRoleResourceScopes
            where ids.Contains(grant.OrganizationRoleId)
            join scope in scopes on grant.ScopeId equals scope.Id
            join resource in resources on scope.ResourceId equals resource.Id
            orderby scope.Id
            select new { grant.OrganizationRoleId, Scope = new NamedThing(scope.Id, scope.Name), Resource = new NamedThing(resource.Id, resource.Name) })
            .ToListAsync(ct)).ToLookup(row => row.OrganizationRoleId, row => (row.Scope, row.Resource));
        return JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var role in page)
            {
                OrganizationRoleObject.Write(json, role, more =>
                {
                    more.WriteStartArray("scopes"u8);
                    foreach (var scope in ofTemplate[role.Id]) scope.Write(more);
                    more.WriteEndArray();
                    more.WriteStartArray("resourceScopes"u8);
                    foreach (var (scope, resource) in ofResources[role.Id]) scope.Write(more, resource);
                    more.WriteEndArray();
                });
            }

            json.WriteEndArray();
        });
    }

    private sealed record NamedThing(string Id, string Name)
    {
        public void Write(Utf8JsonWriter json, NamedThing? resource = null)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, Id);
            json.WriteString("name"u8, Name);
            if (resource is not null)
            {
                json.WritePropertyName("resource"u8);
                resource.Write(json);
            }

            json.WriteEndObject();
        }
    }
}
