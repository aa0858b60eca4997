namespace Gatehouse.Client;

/// <summary>A file to send.</summary>
/// <param name="data">Its bytes, read once and closed with the call.</param>
/// <param name="fileName">Its name, where the server wants one.</param>
/// <param name="contentType">Its media type, for example <c>image/png</c>.</param>
public sealed class FileParameter(Stream data, string? fileName = null, string? contentType = null)
{
    /// <summary>Its bytes.</summary>
    public Stream Data => data;

    /// <summary>Its name.</summary>
    public string? FileName => fileName;

    /// <summary>Its media type; <c>application/octet-stream</c> when nothing was said.</summary>
    public string ContentType => contentType ?? "application/octet-stream";
}
