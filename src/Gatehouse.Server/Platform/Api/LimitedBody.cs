using System.Buffers;

namespace Gatehouse.Server.Platform.Api;

/// <summary>Reads a request's body up to a limit.</summary>
internal static class LimitedBody
{
    /// <summary>A part of a body. Null when there is more than <paramref name="largest"/> bytes; the rest is not read.</summary>
    public static async Task<byte[]?> ReadAsync(Stream body, int largest, CancellationToken ct)
    {
        using var content = new MemoryStream();
        var piece = new byte[16 * 1024];
        while (await body.ReadAsync(piece, ct) is > 0 and var read)
        {
            if (content.Length + read > largest) return null;
            await content.WriteAsync(piece.AsMemory(0, read), ct);
        }

        return content.ToArray();
    }

    /// <summary>Null when there is more than <paramref name="largest"/> bytes; the rest is not read.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContext http, int largest)
    {
        if (http.Request.ContentLength > largest) return null;
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            if (read.Buffer.Length > largest)
            {
                // Given back, so that the connection can take what still comes and the answer arrives.
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
