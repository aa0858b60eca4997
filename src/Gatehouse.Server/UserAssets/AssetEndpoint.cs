using Gatehouse.Server.Assets;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Gatehouse.Server.UserAssets;

/// <summary>
/// GET /user-assets/:id/:name: an uploaded file, to everybody. An SVG is a document that can hold script, and it comes from our origin: the
/// policy takes script, requests and the origin itself away from whatever is shown as a page of its own.
/// </summary>
internal static class AssetEndpoint
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    public static async Task HandleAsync(HttpContext http, string id, string name, GatehouseDb db)
    {
        var asset = await db.Assets.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.FileName == name, http.RequestAborted);
        if (asset is null)
        {
            await ApiWriter.PlainAsync(http, StatusCodes.Status404NotFound);
            return;
        }

        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "public, max-age=31536000, immutable";
        // Shown by applications' own pages.
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.ContentDisposition = $"{(asset.ContentType == AssetTypes.Zip ? "attachment" : "inline")}; filename=\"{asset.FileName}\"";
        await TypedResults.Bytes(asset.Content, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Id}\"")).ExecuteAsync(http);
    }
}
