using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Search;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>GET /api/organizations/:id/applications: a page of the applications, the newest first, with their roles (contract/management-organizations.md 3).</summary>
internal sealed class ListApplicationsEndpoint(GatehouseDb db, Sealer sealer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(OrganizationFields.Quick),
        Paging = Paging.Mandatory,
        Answer = Schemas.ListOf(ApplicationObject.ShapeWith(NamedRole.Field)),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var organizationId = call.Param("id");
        var search = SearchQuery.Containing(call.Query.Get(OrganizationFields.Quick), [.. SearchInput.NamedThingFields.Select(field => field.Name)]);
        var found = await db.SearchAsync<Application>(search, call.Aborted);
        var applications = db.OrganizationApplications.Where(member => member.OrganizationId == organizationId)
            .Join(found, member => member.ApplicationId, application => application.Id, (_, application) => application)
            .OrderByDescending(application => application.CreatedAt).ThenByDescending(application => application.Id).AsNoTracking();
        return await applications.ToAnswerAsync(call, rows => WriteAsync(organizationId, rows, call.Aborted));
    }

    private async Task<JsonText> WriteAsync(string organizationId, IReadOnlyList<Application> applications, CancellationToken ct)
    {
        var ids = applications.Select(application => application.Id).ToList();
        var (grants, template) = (db.OrganizationApplicationRoles, db.OrganizationRoles);
        var roles = (await (
            from grant in grants
            where grant.OrganizationId == organizationId && EF.Parameter(ids).Contains(grant.ApplicationId)
            join role in template on grant.OrganizationRoleId equals role.Id
            select new { grant.ApplicationId, Role = new NamedRole(role.Id, role.Name) }).ToListAsync(ct)).ToLookup(row => row.ApplicationId, row => row.Role);
        return JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var application in applications) ApplicationObject.Write(json, application, sealer, more => NamedRole.WriteAll(more, roles[application.Id]));
            json.WriteEndArray();
        });
    }
}
