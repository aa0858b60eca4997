using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.AccountApi.Me;

/// <summary><c>/me</c> on the endpoint of the admin tenant: administrators change their own account, by Logto's older API (contract/account-api.md 13).</summary>
internal static class MeApiModule
{
    public static void MapMeApi(this WebApplication app)
    {
        var adminOrigin = new Uri(app.Services.GetRequiredService<TenantEndpoints>().BaseUrl(TenantEndpoints.Admin)).GetLeftPart(UriPartial.Authority);
        new ApiDispatcher(
            Routes(), new ApiCors(adminOrigin), MeAuthentication.AuthenticateAsync, AccountAuthentication.Accepted, QueryFault.Of,
            app.Services.GetRequiredService<ApiWriter>()) { IsHere = http => http.RequestServices.GetRequiredService<CurrentTenant>().Id == TenantEndpoints.Admin }.Map(app);
    }

    public static ApiRoutes Routes() => new ApiRoutes("", "/me")
        .Get<GetMeEndpoint>("/me")
        .Patch<ChangeMeEndpoint>("/me")
        .Get<GetMyCustomDataEndpoint>("/me/custom-data")
        .Patch<ChangeMyCustomDataEndpoint>("/me/custom-data")
        .Post<VerifyMyPasswordEndpoint>("/me/password/verify")
        .Post<ChangeMyPasswordEndpoint>("/me/password")
        .Post<SendMyCodeEndpoint>("/me/verification-codes")
        .Post<VerifyMyCodeEndpoint>("/me/verification-codes/verify")
        .Get<ListMyConnectorsEndpoint>("/me/social/connectors")
        .Post<AskMyProviderEndpoint>("/me/social/authorization-uri")
        .Post<LinkMyIdentityEndpoint>("/me/social/link-identity")
        .Delete<UnlinkMyIdentityEndpoint>("/me/social/identity/{connectorId}")
        .Get<MyAssetStatusEndpoint>("/me/user-assets/service-status")
        .Post<UploadMyAssetEndpoint>("/me/user-assets");
}
