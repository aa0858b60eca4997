using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Roles;

namespace Gatehouse.Server.ManagementApi.Roles;

/// <summary>POST /api/roles/:id/scopes: answers all scopes that the role has now (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class AddRoleScopesEndpoint(RoleScopes scopes) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> ScopeIds = RoleFields.Ids("scopeIds");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(ScopeIds), Success = StatusCodes.Status201Created, Answer = Schemas.ListOf(ScopeObject.Shape),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await scopes.AddAsync(call.Param("id"), call.Body.Get(ScopeIds)!, call.Aborted)).TryGet(out var all, out var refused)
            ? ApiResult.Json(ScopeObject.Text(all)) : refused;
}
