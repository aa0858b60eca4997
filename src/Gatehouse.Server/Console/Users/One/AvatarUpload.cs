using System.Net.Http.Headers;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Users.One;

/// <summary>Puts a picture where the tenant keeps files, as POST /api/user-assets does.</summary>
internal static class AvatarUpload
{
    /// <summary>Of the form, and of the API's part.</summary>
    public const string Field = "picture";

    /// <returns>Where it is, or why it is nowhere.</returns>
    public static async Task<(string? Url, ApiProblem? Problem)> SendAsync(ConsoleVisit visit, PostedFile file)
    {
        if (file.Content is not { } content) return (null, ApiProblem.Own(visit.Say("user.picture_too_large"), Field));
        using var part = new ByteArrayContent(content);
        part.Headers.ContentType = new MediaTypeHeaderValue(TypeOf(file.Name));
        using var body = new MultipartFormDataContent { { part, "file", "picture" + Path.GetExtension(file.Name) } };
        var answer = await visit.Api.SendAsync("POST", "/api/user-assets", await body.ReadAsByteArrayAsync(visit.Aborted), body.Headers.ContentType!.ToString());
        return answer.IsGood ? (answer.Read<Stored>().Url, null) : (null, answer.Problem.At(Field));
    }

    private static string TypeOf(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".PNG" => "image/png",
        ".JPG" or ".JPEG" => "image/jpeg",
        ".GIF" => "image/gif",
        ".WEBP" => "image/webp",
        ".SVG" => "image/svg+xml",
        _ => "application/octet-stream",
    };

    private sealed record Stored(string Url);
}
