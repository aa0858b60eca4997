using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>POST /api/organization-roles/:id/scopes (contract/management-organizations.md 5).</summary>
internal sealed class AddOrganizationRoleScopesEndpoint(OrganizationRoleGrants<OrganizationRoleScope> grants) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> ScopeIds = TemplateFields.IdsToAdd("organizationScopeIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(ScopeIds), Success = StatusCodes.Status201Created };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await grants.AddAsync(call.Param("id"), call.Body.Get(ScopeIds)!, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.Plain : refused;
}
