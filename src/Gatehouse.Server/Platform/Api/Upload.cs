using System.IO.Pipelines;
using Gatehouse.Server.Platform.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Gatehouse.Server.Platform.Api;

/// <summary>A body that is a file: read piece by piece, without the limit that bodies of the JSON APIs have, but with one of its own.</summary>
/// <param name="MediaType">Without parameters, one of those that the contract lists.</param>
internal sealed record Upload(string MediaType, PipeReader Body, long? Length)
{
    /// <summary>Of a request whose operation takes these media types.</summary>
    public static Checked<Upload> Of(HttpContext http, IReadOnlyList<string> mediaTypes)
    {
        var isKnown = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            && mediaTypes.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase);
        if (!isKnown)
            return new Refusal("request.media_type_not_supported", StatusCodes.Status415UnsupportedMediaType).With("types", string.Join(", ", mediaTypes));
        // The server's own limit; ours is counted while reading.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        return new Upload(type!.MediaType.Value!, http.Request.BodyReader, http.Request.ContentLength);
    }

    /// <summary>Hands out the file as it comes.</summary>
    /// <returns>Null, or why it was not read to its end: it has more than <paramref name="largest"/> mebibytes.</returns>
    public async Task<Refusal?> ReadAsync(int largest, Func<ReadOnlyMemory<byte>, ValueTask> take, CancellationToken ct)
    {
        var left = (long)largest << 20;
        if (Length > left) return TooLarge(largest);
        while (true)
        {
            var read = await Body.ReadAsync(ct);
            left -= read.Buffer.Length;
            if (left >= 0)
            {
                foreach (var piece in read.Buffer) await take(piece);
            }

            Body.AdvanceTo(read.Buffer.End);
            if (left < 0) return TooLarge(largest);
            if (read.IsCompleted) return null;
        }
    }

    private static Refusal TooLarge(int largest) => new Refusal("request.upload_too_large", StatusCodes.Status413PayloadTooLarge)
        .With("limit", largest.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
