using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Server.Components;

/// <summary>
/// A stylesheet, script or picture inside the program, served under a name that changes with its content, so that browsers keep it for good.
/// </summary>
internal sealed class VersionedAsset
{
    private readonly byte[] _content;
    private readonly string _mediaType;
    private readonly string _pattern;
    private readonly string _version;

    /// <param name="folder">Of its URL: <c>/pages</c>.</param>
    /// <param name="name">Of the embedded file, with its extension.</param>
    public VersionedAsset(string folder, string name, string mediaType)
    {
        using var stream = typeof(VersionedAsset).Assembly.GetManifestResourceStream("pages/" + name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly");
        _content = new byte[stream.Length];
        stream.ReadExactly(_content);
        _mediaType = mediaType;
        _version = Convert.ToHexStringLower(SHA256.HashData(_content))[..16];
        var (stem, extension) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        _pattern = $"{folder}/{stem}-{{version}}{extension}";
        Url = $"{folder}/{stem}-{_version}{extension}";
    }

    public string Url { get; }

    public string Text => Encoding.UTF8.GetString(_content);

    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods(_pattern, ["GET", "HEAD"], WriteAsync).WithDisplayName(nameof(VersionedAsset));

    /// <summary>Another version's name gets 404: under it this content would be kept for good.</summary>
    private async Task WriteAsync(HttpContext http)
    {
        if (http.Request.RouteValues["version"] as string != _version)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = _mediaType;
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.ContentLength = _content.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(_content, http.RequestAborted);
    }
}
