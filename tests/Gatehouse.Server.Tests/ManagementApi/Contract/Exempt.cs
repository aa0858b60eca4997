namespace Gatehouse.Server.Tests.ManagementApi.Contract;

/// <summary>The operations of the contract's list that do not answer a success here, each with what they answer instead.</summary>
internal static class Exempt
{
    /// <summary>SAML and scripts are not run: 501 with a code.</summary>
    public static IReadOnlySet<string> NotBuilt { get; } = new HashSet<string>
    {
        "POST /api/saml-applications",
        "GET /api/saml-applications/{id}",
        "PATCH /api/saml-applications/{id}",
        "DELETE /api/saml-applications/{id}",
        "POST /api/saml-applications/{id}/secrets",
        "GET /api/saml-applications/{id}/secrets",
        "DELETE /api/saml-applications/{id}/secrets/{secretId}",
        "PATCH /api/saml-applications/{id}/secrets/{secretId}",
        "GET /api/saml-applications/{id}/metadata",
        "GET /api/saml-applications/{id}/callback",
        "GET /api/saml/{id}/authn",
        "POST /api/saml/{id}/authn",
        "POST /api/authn/saml/{connectorId}",
        "POST /api/authn/single-sign-on/saml/{connectorId}",
        "POST /api/configs/jwt-customizer/test",
        "POST /api/configs/actions/test",
    };

    /// <summary>Not there in the release that the contract is of (contract/management-misc.md 8 and 12): an unknown path.</summary>
    public static IReadOnlySet<string> NotInRelease { get; } = new HashSet<string>
    {
        "GET /api/configs/cimd",
        "PATCH /api/configs/cimd",
        "GET /api/cimd/user-consent-scopes",
        "POST /api/cimd/user-consent-scopes",
        "DELETE /api/cimd/user-consent-scopes/{scopeType}/{scopeId}",
        "GET /api/sso-connectors/{id}/signing-keys",
        "POST /api/sso-connectors/{id}/signing-keys",
        "PATCH /api/sso-connectors/{id}/signing-keys/{keyId}",
        "DELETE /api/sso-connectors/{id}/signing-keys/{keyId}",
    };

    /// <summary>What the contract says of an installation without a provider of host names, and of things that no call can make.</summary>
    public static IReadOnlyDictionary<string, (int Status, string Code)> Otherwise { get; } = new Dictionary<string, (int, string)>
    {
        ["POST /api/domains"] = (400, "domain.not_configured"),
        ["GET /api/domains/{id}"] = (404, "entity.not_exists_with_id"),
        ["DELETE /api/domains/{id}"] = (400, "domain.not_configured"),
        ["GET /api/domains/{id}/verification-files"] = (404, "entity.not_exists_with_id"),
        ["PUT /api/domains/{id}/verification-files"] = (404, "entity.not_exists_with_id"),
        ["POST /api/domains/cleanup"] = (400, "domain.not_configured"),
        ["GET /api/applications/{id}/protected-app-metadata/custom-domains"] = (422, "application.protected_application_only"),
        ["POST /api/applications/{id}/protected-app-metadata/custom-domains"] = (422, "application.protected_application_only"),
        ["DELETE /api/applications/{id}/protected-app-metadata/custom-domains/{domain}"] = (422, "application.protected_application_only"),
        ["GET /api/systems/application"] = (501, "application.protected_app_not_configured"),
        ["POST /api/sign-in-exp/default/custom-ui-assets"] = (400, "storage.not_configured"),
        ["DELETE /api/secrets/{id}"] = (404, "entity.not_found"),
    };
}
