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
        "GET /api/cimd/user-consent-scopes",
        "POST /api/cimd/user-consent-scopes",
        "DELETE /api/cimd/user-consent-scopes/{scopeType}/{scopeId}",
        "GET /api/sso-connectors/{id}/signing-keys",
        "POST /api/sso-connectors/{id}/signing-keys",
        "PATCH /api/sso-connectors/{id}/signing-keys/{keyId}",
        "DELETE /api/sso-connectors/{id}/signing-keys/{keyId}",
    };
}
