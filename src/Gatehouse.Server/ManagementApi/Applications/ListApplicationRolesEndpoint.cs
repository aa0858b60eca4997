using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Roles;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>GET /api/applications/:applicationId/roles: a page of its roles by name, without the server's own (contract/management-apps-resources-roles.md 1.4).</summary>
internal sealed class ListApplicationRolesEndpoint(FindApplication find, GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { TakesSearch = true, Paging = Paging.Mandatory, Answer = Schemas.ListOf(RoleObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Param("applicationId"), call.Aborted)).TryGet(out var application, out var refused)) return refused;
        if (RolesOfApplication.Refuse(application) is { } wrong) return wrong;
        if (!SearchInput.Read(call, SearchInput.NamedThingFields).TryGet(out var search, out refused)) return refused;
        var (grants, id) = (db.ApplicationRoles, application.Id);
        return await (await db.SearchAsync<Role>(search.Query, call.Aborted)).AsNoTracking()
            .Where(role => role.Type == RoleType.MachineToMachine && !role.Name.StartsWith(Role.InternalPrefix)
                && grants.Any(grant => grant.ApplicationId == id && grant.RoleId == role.Id))
            .OrderBy(role => role.Name).ThenBy(role => role.Id)
            .ToAnswerAsync(call, (json, role) => RoleObject.Write(json, role));
    }
}
