using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console;

/// <summary>What the console's pages are made with: fetched once, kept by the browser for good.</summary>
internal static class ConsoleAssets
{
    private const string Folder = "/console/assets";

    private static readonly VersionedAsset Style = new(Folder, "console.css", "text/css; charset=utf-8");
    private static readonly VersionedAsset Script = new(Folder, "console.js", "text/javascript; charset=utf-8");
    private static readonly VersionedAsset Icons = new(Folder, "icons.svg", "image/svg+xml");

    public static string StyleUrl => Style.Url;

    public static string ScriptUrl => Script.Url;

    public static string IconsUrl => Icons.Url;

    public static void MapConsoleAssets(this IEndpointRouteBuilder endpoints)
    {
        Style.Map(endpoints);
        Script.Map(endpoints);
        Icons.Map(endpoints);
    }
}
