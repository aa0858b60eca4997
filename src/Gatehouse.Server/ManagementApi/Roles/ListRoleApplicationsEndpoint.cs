using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Roles;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Roles;

/// <summary>GET /api/roles/:id/applications: a page of the machines that hold it, the newest first (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class ListRoleApplicationsEndpoint(FindRole find, GatehouseDb db, Sealer sealer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { TakesSearch = true, Paging = Paging.Mandatory, Answer = Schemas.ListOf(ApplicationObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Param("id"), call.Aborted)).TryGet(out var role, out var refused)) return refused;
        if (!SearchInput.Read(call, SearchInput.NamedThingFields).TryGet(out var search, out refused)) return refused;
        var grants = db.ApplicationRoles;
        var applications = (await db.SearchAsync<Application>(search.Query, call.Aborted)).AsNoTracking().Where(application =>
            application.Type == ApplicationType.MachineToMachine && grants.Any(grant => grant.ApplicationId == application.Id && grant.RoleId == role.Id));
        return await applications.OrderByDescending(application => application.CreatedAt).ThenByDescending(application => application.Id)
            .ToAnswerAsync(call, (json, application) => ApplicationObject.Write(json, application, sealer));
    }
}
