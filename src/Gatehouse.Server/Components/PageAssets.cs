using System.Security.Cryptography;

namespace Gatehouse.Server.Components;

/// <summary>
/// What every page is made with. The stylesheet stands inside the page, so that the first paint needs no second round trip; the script,
/// which no page depends on, is a module under a name that changes with its content, kept by browsers for good.
/// </summary>
internal static class PageAssets
{
    private static readonly byte[] Script = Read("page.js");
    private static readonly string Version = Convert.ToHexStringLower(SHA256.HashData(Script))[..16];

    public static string Style { get; } = System.Text.Encoding.UTF8.GetString(Read("page.css"));

    public static string ScriptPath { get; } = $"/pages/page-{Version}.js";

    public static void MapPageAssets(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/pages/page-{version}.js", ["GET", "HEAD"], WriteScriptAsync).WithDisplayName(nameof(PageAssets));

    /// <summary>Another version's name gets 404: under it this content would be kept for good.</summary>
    private static async Task WriteScriptAsync(HttpContext http)
    {
        if (http.Request.RouteValues["version"] as string != Version)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "text/javascript; charset=utf-8";
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.ContentLength = Script.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(Script, http.RequestAborted);
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream("pages/" + name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
