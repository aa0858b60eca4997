using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>PUT /api/organization-roles/:id/scopes: all or nothing (contract/management-organizations.md 5).</summary>
internal sealed class ReplaceOrganizationRoleScopesEndpoint(OrganizationRoleGrants<OrganizationRoleScope> grants) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> ScopeIds = TemplateFields.IdsToKeep("organizationScopeIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(ScopeIds), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await grants.ReplaceAsync(call.Param("id"), call.Body.Get(ScopeIds)!, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
