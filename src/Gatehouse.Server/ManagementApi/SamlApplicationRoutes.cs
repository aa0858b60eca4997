using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi;

/// <summary>SAML applications, which are not offered yet (contract/management-misc.md 10).</summary>
internal static class SamlApplicationRoutes
{
    public static void AddSamlApplicationRoutes(this ApiRoutes routes) => routes
        .Post<NotOfferedEndpoint>("/saml-applications")
        .Get<NotOfferedEndpoint>("/saml-applications/{id}")
        .Patch<NotOfferedEndpoint>("/saml-applications/{id}")
        .Delete<NotOfferedEndpoint>("/saml-applications/{id}")
        .Post<NotOfferedEndpoint>("/saml-applications/{id}/secrets")
        .Get<NotOfferedEndpoint>("/saml-applications/{id}/secrets")
        .Delete<NotOfferedEndpoint>("/saml-applications/{id}/secrets/{secretId}")
        .Patch<NotOfferedEndpoint>("/saml-applications/{id}/secrets/{secretId}")
        .Get<PublicNotOfferedEndpoint>("/saml-applications/{id}/metadata")
        .Get<PublicNotOfferedEndpoint>("/saml-applications/{id}/callback")
        .Get<PublicNotOfferedEndpoint>("/saml/{id}/authn")
        .Post<PublicNotOfferedEndpoint>("/saml/{id}/authn")
        .Post<PublicNotOfferedEndpoint>("/authn/saml/{connectorId}")
        .Post<PublicNotOfferedEndpoint>("/authn/single-sign-on/saml/{connectorId}");
}
