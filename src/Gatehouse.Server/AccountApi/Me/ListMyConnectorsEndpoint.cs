using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.AccountApi.Me;

/// <summary>
/// GET /me/social/connectors: the social providers by which administrators sign in (contract/account-api.md 13), as pages show them: an
/// administrator of any role may ask, so nothing of their configuration is told.
/// </summary>
internal sealed class ListMyConnectorsEndpoint(FindSocialConnectors find, Snapshots snapshots) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ListOf(SocialConnectorObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var experience = (await snapshots.GetAsync(TenantEndpoints.Admin, call.Aborted)).Get<PublishedExperience>().Row;
        var offered = ShownSocialConnector.InOrder(experience, await find(call.Aborted));
        return ApiResult.Json(JsonText.Write(json => SocialConnectorObject.WriteAll(json, offered)));
    }
}
