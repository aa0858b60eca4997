using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>Every route below <c>/api/applications</c> (contract/management-apps-resources-roles.md 1).</summary>
internal static class ApplicationRoutes
{
    public static void AddApplicationRoutes(this ApiRoutes routes) => routes
        .Get<ListApplicationsEndpoint>("/applications")
        .Post<CreateApplicationEndpoint>("/applications")
        .Get<GetApplicationEndpoint>("/applications/{id}")
        .Patch<ChangeApplicationEndpoint>("/applications/{id}")
        .Delete<DeleteApplicationEndpoint>("/applications/{id}")
        .Patch<ChangeApplicationCustomDataEndpoint>("/applications/{applicationId}/custom-data")
        .Get<GetAccessControlEndpoint>("/applications/{applicationId}/access-control")
        .Put<ReplaceAccessControlEndpoint>("/applications/{applicationId}/access-control")
        .Get<ListApplicationRolesEndpoint>("/applications/{applicationId}/roles")
        .Post<AddApplicationRolesEndpoint>("/applications/{applicationId}/roles")
        .Put<ReplaceApplicationRolesEndpoint>("/applications/{applicationId}/roles")
        .Delete<RemoveApplicationRoleEndpoint>("/applications/{applicationId}/roles/{roleId}")
        .Get<ListCustomDomainsEndpoint>("/applications/{id}/protected-app-metadata/custom-domains")
        .Post<AddCustomDomainEndpoint>("/applications/{id}/protected-app-metadata/custom-domains")
        .Delete<DeleteCustomDomainEndpoint>("/applications/{id}/protected-app-metadata/custom-domains/{domain}")
        .Get<ListApplicationOrganizationsEndpoint>("/applications/{id}/organizations")
        .Delete<DeleteLegacySecretEndpoint>("/applications/{id}/legacy-secret")
        .Get<ListSecretsEndpoint>("/applications/{id}/secrets")
        .Post<CreateSecretEndpoint>("/applications/{id}/secrets")
        .Delete<DeleteSecretEndpoint>("/applications/{id}/secrets/{name}")
        .Patch<RenameSecretEndpoint>("/applications/{id}/secrets/{name}")
        .Post<AddConsentScopesEndpoint>("/applications/{applicationId}/user-consent-scopes")
        .Get<GetConsentScopesEndpoint>("/applications/{applicationId}/user-consent-scopes")
        .Delete<RemoveConsentScopeEndpoint>("/applications/{applicationId}/user-consent-scopes/{scopeType}/{scopeId}")
        .Put<ReplaceApplicationExperienceEndpoint>("/applications/{applicationId}/sign-in-experience")
        .Get<GetApplicationExperienceEndpoint>("/applications/{applicationId}/sign-in-experience")
        .Get<ListConsentOrganizationsEndpoint>("/applications/{id}/users/{userId}/consent-organizations")
        .Put<ReplaceConsentOrganizationsEndpoint>("/applications/{id}/users/{userId}/consent-organizations")
        .Post<AddConsentOrganizationsEndpoint>("/applications/{id}/users/{userId}/consent-organizations")
        .Delete<RemoveConsentOrganizationEndpoint>("/applications/{id}/users/{userId}/consent-organizations/{organizationId}")
        .Get<GetSystemApplicationEndpoint>("/systems/application");
}
