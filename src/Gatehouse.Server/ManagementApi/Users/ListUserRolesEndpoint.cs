using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId/roles: a page of the user's roles by name, without the server's own (contract/management-api.md 2.12).</summary>
internal sealed class ListUserRolesEndpoint(FindUser find, GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { TakesSearch = true, Paging = Paging.Mandatory, Answer = Schemas.ListOf(RoleObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Param("userId"), call.Aborted)).TryGet(out var user, out var refused)) return refused;
        if (!SearchInput.Read(call, SearchInput.NamedThingFields).TryGet(out var search, out refused)) return refused;
        var grants = db.UserRoles;
        var roles = (await db.SearchAsync<Role>(search.Query, call.Aborted)).AsNoTracking().Where(role => role.Type == RoleType.User
            && !role.Name.StartsWith(Role.InternalPrefix) && grants.Any(grant => grant.UserId == user.Id && grant.RoleId == role.Id));
        var total = await roles.LongCountAsync(call.Aborted);
        var page = call.Page!.Offset >= total ? [] : await roles.OrderBy(role => role.Name).ThenBy(role => role.Id)
            .Skip((int)call.Page.Offset).Take(call.Page.Size).ToListAsync(call.Aborted);
        return ApiResult.Paged(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var role in page) RoleObject.Write(json, role);
            json.WriteEndArray();
        }), total);
    }
}
