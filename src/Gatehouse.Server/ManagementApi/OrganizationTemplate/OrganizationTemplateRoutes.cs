using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>Every route below <c>/api/organization-roles</c> and <c>/api/organization-scopes</c> (contract/management-organizations.md 5).</summary>
internal static class OrganizationTemplateRoutes
{
    public static void AddOrganizationTemplateRoutes(this ApiRoutes routes) => routes
        .Get<ListOrganizationRolesEndpoint>("/organization-roles")
        .Post<CreateOrganizationRoleEndpoint>("/organization-roles")
        .Get<GetOrganizationRoleEndpoint>("/organization-roles/{id}")
        .Patch<ChangeOrganizationRoleEndpoint>("/organization-roles/{id}")
        .Delete<DeleteOrganizationRoleEndpoint>("/organization-roles/{id}")
        .Get<ListOrganizationRoleScopesEndpoint>("/organization-roles/{id}/scopes")
        .Post<AddOrganizationRoleScopesEndpoint>("/organization-roles/{id}/scopes")
        .Put<ReplaceOrganizationRoleScopesEndpoint>("/organization-roles/{id}/scopes")
        .Delete<RemoveOrganizationRoleScopeEndpoint>("/organization-roles/{id}/scopes/{organizationScopeId}")
        .Get<ListOrganizationRoleResourceScopesEndpoint>("/organization-roles/{id}/resource-scopes")
        .Post<AddOrganizationRoleResourceScopesEndpoint>("/organization-roles/{id}/resource-scopes")
        .Put<ReplaceOrganizationRoleResourceScopesEndpoint>("/organization-roles/{id}/resource-scopes")
        .Delete<RemoveOrganizationRoleResourceScopeEndpoint>("/organization-roles/{id}/resource-scopes/{scopeId}")
        .Get<ListOrganizationScopesEndpoint>("/organization-scopes")
        .Post<CreateOrganizationScopeEndpoint>("/organization-scopes")
        .Get<GetOrganizationScopeEndpoint>("/organization-scopes/{id}")
        .Patch<ChangeOrganizationScopeEndpoint>("/organization-scopes/{id}")
        .Delete<DeleteOrganizationScopeEndpoint>("/organization-scopes/{id}");
}
