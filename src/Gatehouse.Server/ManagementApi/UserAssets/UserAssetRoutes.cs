using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.UserAssets;

/// <summary>Every route below <c>/api/user-assets</c> (contract/management-misc.md 9).</summary>
internal static class UserAssetRoutes
{
    public static void AddUserAssetRoutes(this ApiRoutes routes) => routes
        .Get<AssetStatusEndpoint>("/user-assets/service-status")
        .Post<UploadAssetEndpoint>("/user-assets");
}
