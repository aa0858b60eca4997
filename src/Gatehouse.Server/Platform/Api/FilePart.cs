using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Gatehouse.Server.Platform.Api;

/// <summary>The file that an operation takes as a part of a form (RFC 7578).</summary>
/// <param name="Field">The part's name.</param>
/// <param name="Largest">In bytes.</param>
internal sealed record FilePartRule(string Field, int Largest)
{
    /// <summary>The endpoint reads it when it has seen that the caller may send one; else it is there before the endpoint runs.</summary>
    public bool IsReadByEndpoint { get; init; }
}

/// <summary>A file that came as a part of a form, wholly in memory.</summary>
/// <param name="Name">As the sender called it; nothing to rely on.</param>
internal sealed record FilePart(string? Name, byte[] Content)
{
    private const int MostParts = 16;
    private const int RoomForTheForm = 64 * 1024;

    /// <summary>
    /// Lifts the server's own limit, before anything is read: ours is counted while reading. Beyond its limit the server would close the
    /// connection, and whoever is refused, because of the size or for another reason, would not see the answer.
    /// </summary>
    public static void Expect(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
    }

    /// <summary>400 <c>guard.invalid_input</c> without such a part, 400 <c>guard.file_size_exceeded</c> when it is too large (contract/management-misc.md 9).</summary>
    public static async Task<Checked<FilePart>> ReadAsync(HttpContext http, FilePartRule rule)
    {
        var boundary = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        if (string.IsNullOrEmpty(boundary)) return Missing(rule);
        if (http.Request.ContentLength > rule.Largest + RoomForTheForm) return TooLarge;
        try
        {
            var reader = new MultipartReader(boundary, http.Request.Body) { BodyLengthLimit = rule.Largest + RoomForTheForm };
            for (var part = 0; part < MostParts && await reader.ReadNextSectionAsync(http.RequestAborted) is { } section; part++)
            {
                if (section.GetContentDispositionHeader() is { } found && found.IsFileDisposition() && HeaderUtilities.RemoveQuotes(found.Name) == rule.Field)
                    return await ReadAsync(section.Body, (found.FileNameStar.HasValue ? found.FileNameStar : HeaderUtilities.RemoveQuotes(found.FileName)).Value, rule, http.RequestAborted);
            }

            return Missing(rule);
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException && !http.RequestAborted.IsCancellationRequested)
        {
            return problem is InvalidDataException && problem.Message.Contains("length limit", StringComparison.Ordinal) ? TooLarge : Missing(rule);
        }
    }

    private static async Task<Checked<FilePart>> ReadAsync(Stream body, string? name, FilePartRule rule, CancellationToken ct) =>
        await LimitedBody.ReadAsync(body, rule.Largest, ct) is { } content ? new FilePart(name, content) : TooLarge;

    private static Refusal Missing(FilePartRule rule) => Issue.Refuse("files", [Issue.InvalidType([rule.Field], "file", "undefined")]);

    private static Refusal TooLarge { get; } = new("guard.file_size_exceeded");
}
