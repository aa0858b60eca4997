namespace Gatehouse.Server.Components;

/// <summary>
/// What every hosted page is made with. The stylesheet stands inside the page, so that the first paint needs no second round trip; the script,
/// which no page depends on, is a module of its own.
/// </summary>
internal static class PageAssets
{
    private static readonly VersionedAsset Script = new("/pages", "page.js", "text/javascript; charset=utf-8");

    public static string Style { get; } = new VersionedAsset("/pages", "page.css", "text/css").Text;

    public static string ScriptPath => Script.Url;

    public static void MapPageAssets(this IEndpointRouteBuilder endpoints) => Script.Map(endpoints);
}
