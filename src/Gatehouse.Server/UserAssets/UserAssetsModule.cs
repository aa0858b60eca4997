namespace Gatehouse.Server.UserAssets;

/// <summary><c>/user-assets</c>: what was uploaded (contract/management-misc.md 9).</summary>
internal static class UserAssetsModule
{
    private static readonly string[] Methods = ["GET", "HEAD"];

    public static void MapUserAssets(this IEndpointRouteBuilder app) =>
        app.MapMethods("/user-assets/{id}/{name}", Methods, AssetEndpoint.HandleAsync).WithDisplayName(nameof(AssetEndpoint));
}
