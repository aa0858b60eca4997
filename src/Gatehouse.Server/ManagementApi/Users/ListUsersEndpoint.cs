using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users: a page of users, the newest first (contract/management-api.md 2.3 and 2.4).</summary>
internal sealed class ListUsersEndpoint(GatehouseDb db) : IApiEndpoint
{
    private static readonly Field<string> ExcludeRole = Schemas.Text.Optional("excludeRoleId");
    private static readonly Field<string> ExcludeOrganization = Schemas.Text.Optional("excludeOrganizationId");
    private static readonly Field<bool> IncludeHash = Schemas.Truthy.Optional("includePasswordHash");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(ExcludeRole, ExcludeOrganization, IncludeHash),
        Paging = Paging.Mandatory,
        Answer = Schemas.ListOf(UserShapes.FullWith(UserShapes.PasswordHash)),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var roleId = call.Query.Get(ExcludeRole);
        var organizationId = call.Query.Get(ExcludeOrganization);
        if (!string.IsNullOrEmpty(roleId) && !string.IsNullOrEmpty(organizationId))
            return Refusal.InvalidRequest("excludeRoleId and excludeOrganizationId can't be combined");
        if (!SearchInput.Read(call, SearchInput.UserFields).TryGet(out var search, out var refused)) return refused;

        var users = (await db.SearchAsync<User>(search.Query, call.Aborted, UserMapping.TextIndex)).AsNoTracking();
        var (grants, members) = (db.UserRoles, db.OrganizationUsers);
        if (!string.IsNullOrEmpty(roleId))
            users = users.Where(user => !grants.Any(grant => grant.UserId == user.Id && grant.RoleId == roleId));
        if (!string.IsNullOrEmpty(organizationId))
            users = users.Where(user => !members.Any(member => member.UserId == user.Id && member.OrganizationId == organizationId));

        var total = await users.LongCountAsync(call.Aborted);
        // Users of one millisecond keep the order of their ids.
        var page = call.Page!.Offset >= total ? [] : await users
            .OrderByDescending(user => user.CreatedAt).ThenByDescending(user => user.Id)
            .Skip((int)call.Page.Offset).Take(call.Page.Size)
            .Include(user => user.Identities).AsSplitQuery().ToListAsync(call.Aborted);
        var includesHash = call.Query.Get(IncludeHash);
        return ApiResult.Paged(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var user in page)
                UserObject.WriteFull(json, user, includesHash ? more => UserObject.WritePasswordHash(more, user) : null);
            json.WriteEndArray();
        }), total);
    }
}
