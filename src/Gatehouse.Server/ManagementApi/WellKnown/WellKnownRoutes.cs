using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.WellKnown;

/// <summary>What anybody may read of a tenant (contract/management-misc.md 11).</summary>
internal static class WellKnownRoutes
{
    public static void AddWellKnownRoutes(this ApiRoutes routes) => routes
        .Get<GetPublicExperienceEndpoint>("/.well-known/sign-in-exp")
        .Get<GetPublicExperienceEndpoint>("/.well-known/experience")
        .Get<GetPhrasesEndpoint>("/.well-known/phrases")
        .Get<GetPublicAccountCenterEndpoint>("/.well-known/account-center")
        .Get<GetTenantEndpointEndpoint>("/.well-known/endpoints/{tenantId}")
        .Get<GetStatusEndpoint>("/status")
        .Get<GetHasuraAuthEndpoint>("/authn/hasura");

    /// <summary>The one document that stands at the root.</summary>
    public static void MapWebauthnOrigins(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/.well-known/webauthn", ["GET", "HEAD"], (RequestDelegate)WebauthnOriginsDocument.HandleAsync)
            .WithDisplayName(nameof(WebauthnOriginsDocument));
}
