using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>Every route below <c>/api/organizations</c> (contract/management-organizations.md 1 to 4).</summary>
internal static class OrganizationRoutes
{
    public static void AddOrganizationRoutes(this ApiRoutes routes) => routes
        .Get<ListOrganizationsEndpoint>("/organizations")
        .Post<CreateOrganizationEndpoint>("/organizations")
        .Get<GetOrganizationEndpoint>("/organizations/{id}")
        .Patch<ChangeOrganizationEndpoint>("/organizations/{id}")
        .Delete<DeleteOrganizationEndpoint>("/organizations/{id}")
        .Get<ListMembersEndpoint>("/organizations/{id}/users")
        .Post<AddMembersEndpoint>("/organizations/{id}/users")
        .Put<ReplaceMembersEndpoint>("/organizations/{id}/users")
        .Post<AssignMemberRolesEndpoint>("/organizations/{id}/users/roles")
        .Delete<RemoveMemberEndpoint>("/organizations/{id}/users/{userId}")
        .Get<ListMemberRolesEndpoint>("/organizations/{id}/users/{userId}/roles")
        .Post<AddMemberRolesEndpoint>("/organizations/{id}/users/{userId}/roles")
        .Put<ReplaceMemberRolesEndpoint>("/organizations/{id}/users/{userId}/roles")
        .Delete<RemoveMemberRoleEndpoint>("/organizations/{id}/users/{userId}/roles/{organizationRoleId}")
        .Get<ListMemberScopesEndpoint>("/organizations/{id}/users/{userId}/scopes")
        .Get<ListApplicationsEndpoint>("/organizations/{id}/applications")
        .Post<AddApplicationsEndpoint>("/organizations/{id}/applications")
        .Put<ReplaceApplicationsEndpoint>("/organizations/{id}/applications")
        .Post<AssignApplicationRolesEndpoint>("/organizations/{id}/applications/roles")
        .Delete<RemoveApplicationEndpoint>("/organizations/{id}/applications/{applicationId}")
        .Get<ListApplicationRolesEndpoint>("/organizations/{id}/applications/{applicationId}/roles")
        .Post<AddApplicationRolesEndpoint>("/organizations/{id}/applications/{applicationId}/roles")
        .Put<ReplaceApplicationRolesEndpoint>("/organizations/{id}/applications/{applicationId}/roles")
        .Delete<RemoveApplicationRoleEndpoint>("/organizations/{id}/applications/{applicationId}/roles/{organizationRoleId}")
        .Get<ListEmailDomainsEndpoint>("/organizations/{id}/jit/email-domains")
        .Post<AddEmailDomainEndpoint>("/organizations/{id}/jit/email-domains")
        .Put<ReplaceEmailDomainsEndpoint>("/organizations/{id}/jit/email-domains")
        .Delete<RemoveEmailDomainEndpoint>("/organizations/{id}/jit/email-domains/{emailDomain}")
        .Get<ListJitRolesEndpoint>("/organizations/{id}/jit/roles")
        .Post<AddJitRolesEndpoint>("/organizations/{id}/jit/roles")
        .Put<ReplaceJitRolesEndpoint>("/organizations/{id}/jit/roles")
        .Delete<RemoveJitRoleEndpoint>("/organizations/{id}/jit/roles/{organizationRoleId}")
        .Get<ListJitSsoConnectorsEndpoint>("/organizations/{id}/jit/sso-connectors")
        .Post<AddJitSsoConnectorsEndpoint>("/organizations/{id}/jit/sso-connectors")
        .Put<ReplaceJitSsoConnectorsEndpoint>("/organizations/{id}/jit/sso-connectors")
        .Delete<RemoveJitSsoConnectorEndpoint>("/organizations/{id}/jit/sso-connectors/{ssoConnectorId}");
}
