using Gatehouse.Server.Platform.Api;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Gatehouse.Server.Components;

/// <summary>A file that a form brought along.</summary>
/// <param name="Content">Null: it was larger than files may be.</param>
internal sealed record PostedFile(string Name, byte[]? Content);

/// <summary>Reads a form with a file (RFC 7578), wholly into memory.</summary>
internal static class FormWithFile
{
    public const string MediaType = "multipart/form-data";
    private const int MostParts = 64;

    /// <param name="largest">What the fields may have together, in octets.</param>
    /// <param name="largestFile">In octets.</param>
    /// <returns>Null for what no form of ours sends.</returns>
    public static async Task<(List<KeyValuePair<string, byte[]>> Fields, PostedFile? File)?> ReadAsync(HttpContext http, int largest, int largestFile)
    {
        var boundary = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        if (string.IsNullOrEmpty(boundary)) return null;
        // The server's own limit; ours are counted while reading.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        try
        {
            return await ReadAsync(new MultipartReader(boundary, http.Request.Body), largest, largestFile, http.RequestAborted);
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException && !http.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<(List<KeyValuePair<string, byte[]>> Fields, PostedFile? File)?> ReadAsync(MultipartReader reader, int largest, int largestFile, CancellationToken ct)
    {
        var (fields, left) = (new List<KeyValuePair<string, byte[]>>(), largest);
        PostedFile? file = null;
        for (var part = 0; await reader.ReadNextSectionAsync(ct) is { } section; part++)
        {
            if (part == MostParts || section.GetContentDispositionHeader() is not { } found) return null;
            var name = HeaderUtilities.RemoveQuotes(found.Name).Value ?? "";
            if (found.IsFileDisposition())
            {
                // A field for a file in which none was chosen comes with an empty name.
                var fileName = HeaderUtilities.RemoveQuotes(found.FileName).Value ?? "";
                var content = await LimitedBody.ReadAsync(section.Body, largestFile, ct);
                if (content is not { Length: 0 }) file = new PostedFile(fileName, content);
                if (content is null) return (fields, file);
                continue;
            }

            if (await LimitedBody.ReadAsync(section.Body, left, ct) is not { } value) return null;
            left -= value.Length;
            fields.Add(KeyValuePair.Create(name, value));
        }

        return (fields, file);
    }
}
