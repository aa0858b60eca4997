using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Roles;

/// <summary>GET /api/roles: a page by name, without the server's own, each with some of its holders (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class ListRolesEndpoint(GatehouseDb db) : IApiEndpoint
{
    private static readonly Field<string> Type = RoleFields.TypeName.Optional("type");
    private static readonly Field<string> ExcludeUser = Schemas.Text.Optional("excludeUserId");
    private static readonly Field<string> ExcludeApplication = Schemas.Text.Optional("excludeApplicationId");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(Type, ExcludeUser, ExcludeApplication),
        TakesSearch = true,
        Paging = Paging.Mandatory,
        Answer = Schemas.ListOf(new ObjectSchema([.. RoleObject.Shape.Fields, .. RoleHolders.Members])),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!SearchInput.Read(call, SearchInput.NamedThingFields).TryGet(out var search, out var refused)) return refused;
        var roles = (await db.SearchAsync<Role>(search.Query, call.Aborted)).AsNoTracking().Where(role => !role.Name.StartsWith(Role.InternalPrefix));
        if (call.Query.Get(Type) is { } name)
        {
            var type = Enum.Parse<RoleType>(name);
            roles = roles.Where(role => role.Type == type);
        }

        var (users, applications) = (db.UserRoles, db.ApplicationRoles);
        if (call.Query.Get(ExcludeUser) is { Length: > 0 } userId)
            roles = roles.Where(role => !users.Any(grant => grant.RoleId == role.Id && grant.UserId == userId));
        if (call.Query.Get(ExcludeApplication) is { Length: > 0 } applicationId)
            roles = roles.Where(role => !applications.Any(grant => grant.RoleId == role.Id && grant.ApplicationId == applicationId));
        return await roles.OrderBy(role => role.Name).ThenBy(role => role.Id).ToAnswerAsync(call, async page =>
        {
            var holders = await RoleHolders.OfAsync(db, [.. page.Select(role => role.Id)], call.Aborted);
            return JsonText.Write(json =>
            {
                json.WriteStartArray();
                foreach (var role in page) RoleObject.Write(json, role, more => holders.Write(more, role.Id));
                json.WriteEndArray();
            });
        });
    }
}
