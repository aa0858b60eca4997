using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Search;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>GET /api/organizations/:id/users: a page of the members by their ids, with their roles (contract/management-organizations.md 2).</summary>
internal sealed class ListMembersEndpoint(GatehouseDb db) : IApiEndpoint
{
    private static readonly Field<string> OrganizationRoleId = Schemas.Text.Optional("organizationRoleId");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(OrganizationFields.Quick, OrganizationRoleId),
        Paging = Paging.Mandatory,
        Answer = Schemas.ListOf(new ObjectSchema([.. UserShapes.BaseFields, NamedRole.Field])),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var (organizationId, roleId) = (call.Param("id"), call.Query.Get(OrganizationRoleId));
        var (grants, search) = (db.OrganizationUserRoles, SearchQuery.Containing(call.Query.Get(OrganizationFields.Quick), [.. SearchInput.UserFields.Select(field => field.Name)]));
        var found = await db.SearchAsync<User>(search, call.Aborted, UserMapping.TextIndex);
        var members = db.OrganizationUsers.Where(member => member.OrganizationId == organizationId);
        if (!string.IsNullOrEmpty(roleId))
            members = members.Where(member => grants.Any(grant => grant.OrganizationId == organizationId && grant.UserId == member.UserId && grant.OrganizationRoleId == roleId));
        var users = members.Join(found, member => member.UserId, user => user.Id, (_, user) => user).OrderBy(user => user.Id)
            .Include(user => user.Identities).AsSplitQuery().AsNoTracking();
        return await users.ToAnswerAsync(call, rows => WriteAsync(organizationId, rows, call.Aborted));
    }

    private async Task<JsonText> WriteAsync(string organizationId, IReadOnlyList<User> users, CancellationToken ct)
    {
        var ids = users.Select(user => user.Id).ToList();
        var (grants, template) = (db.OrganizationUserRoles, db.OrganizationRoles);
        var roles = (await (
            from grant in grants
            where grant.OrganizationId == organizationId && EF.Parameter(ids).Contains(grant.UserId)
            join role in template on grant.OrganizationRoleId equals role.Id
            select new { grant.UserId, Role = new NamedRole(role.Id, role.Name) }).ToListAsync(ct)).ToLookup(row => row.UserId, row => row.Role);
        return JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var user in users) UserObject.WriteBase(json, user, more => NamedRole.WriteAll(more, roles[user.Id]));
            json.WriteEndArray();
        });
    }
}
