namespace Gatehouse.Server.UserAssets;

/// <summary><c>/user-assets</c>: what was uploaded (contract/management-misc.md 9).</summary>
internal static class UserAssetsModule
{
    public static void MapUserAssets(this IEndpointRouteBuilder app) => app.MapMethods("/user-assets/{id}/{name}", ["GET", "HEAD"], AssetEndpoint.HandleAsync);
}
