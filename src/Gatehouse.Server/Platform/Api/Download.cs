namespace Gatehouse.Server.Platform.Api;

/// <summary>A file on its way out, piece by piece, however large it is.</summary>
internal sealed class Download
{
    private readonly IAsyncEnumerator<ReadOnlyMemory<byte>> _pieces;
    private readonly bool _hasFirst;

    private Download(string contentType, string name, IAsyncEnumerator<ReadOnlyMemory<byte>> pieces, bool hasFirst) =>
        (ContentType, Name, _pieces, _hasFirst) = (contentType, name, pieces, hasFirst);

    public string ContentType { get; }

    /// <summary>What a browser calls the file: plain ASCII, no quotes.</summary>
    public string Name { get; }

    public static async Task<Download> BeginAsync(string contentType, string name, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken ct)
    {
        var enumerator = pieces.GetAsyncEnumerator(ct);
        try
        {
            return new Download(contentType, name, enumerator, await enumerator.MoveNextAsync());
        }
        catch
        {
            await enumerator.DisposeAsync();
            throw;
        }
    }

    public async Task WriteAsync(HttpContext http)
    {
        await using var pieces = _pieces;
        http.Response.ContentType = ContentType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{Name}\"";
        if (http.Request.Method == "HEAD") return;
        for (var hasMore = _hasFirst; hasMore; hasMore = await pieces.MoveNextAsync())
            await http.Response.Body.WriteAsync(pieces.Current, http.RequestAborted);
    }
}
