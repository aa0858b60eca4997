using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Roles;

/// <summary>GET /api/roles/:id/users: a page of those who hold it, the newest first (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class ListRoleUsersEndpoint(FindRole find, GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { TakesSearch = true, Paging = Paging.Mandatory, Answer = Schemas.ListOf(UserShapes.Full) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Param("id"), call.Aborted)).TryGet(out var role, out var refused)) return refused;
        if (!SearchInput.Read(call, SearchInput.UserFields).TryGet(out var search, out refused)) return refused;
        var grants = db.UserRoles;
        var users = (await db.SearchAsync<User>(search.Query, call.Aborted, UserMapping.TextIndex)).AsNoTracking()
            .Where(user => grants.Any(grant => grant.UserId == user.Id && grant.RoleId == role.Id));
        return await users.OrderByDescending(user => user.CreatedAt).ThenByDescending(user => user.Id)
            .Include(user => user.Identities).AsSplitQuery().ToAnswerAsync(call, (json, user) => UserObject.WriteFull(json, user));
    }
}
