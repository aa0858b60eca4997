using System.Text.Json;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Cookies;

/// <summary>
/// Which interaction a browser is in (contract/oidc.md 8.1): a map from application to interaction, so that several can sign in in parallel
/// tabs, and a second cookie that only the interaction's own resume URL sees.
/// </summary>
internal sealed class InteractionCookies(SignedCookies cookies)
{
    private const string Map = "_interaction";
    private const string Resume = "_interaction_resume";
    private const string Latest = "_legacy";

    /// <summary>A cookie has room for about 50 entries.</summary>
    private const int MostApplications = 30;

    /// <summary>The application that a request names, by header or by query.</summary>
    public static string? ApplicationOf(HttpRequest request) =>
        request.Headers["Logto-App-Id"].ToString() is { Length: > 0 } header ? header
        : request.Query["app_id"].ToString() is { Length: > 0 } query ? query : null;

    /// <summary>The interaction of the application, or else the latest one. Whether it exists and is that application's is for the caller to see.</summary>
    public string? Find(HttpRequest request, string? applicationId)
    {
        var map = Read(request);
        return (applicationId is null ? null : map.GetValueOrDefault(applicationId)) ?? map.GetValueOrDefault(Latest);
    }

    /// <summary>The interaction whose resume URL the browser may open.</summary>
    public string? FindResume(HttpRequest request) => cookies.Read(request, Resume, CookieReach.Path);

    public void Write(HttpContext http, Interaction interaction)
    {
        var map = Read(http.Request);
        map.Remove(Latest);
        map.Remove(interaction.ApplicationId);
        var kept = map.Skip(Math.Max(0, map.Count + 1 - MostApplications))
            .Append(new(interaction.ApplicationId, interaction.Id)).Append(new(Latest, interaction.Id));
        var text = JsonText.Write(json =>
        {
            json.WriteStartObject();
            foreach (var (application, id) in kept) json.WriteString(application, id);
            json.WriteEndObject();
        });
        var expires = (DateTimeOffset)interaction.ExpiresAt;
        cookies.Write(http, Map, Uri.EscapeDataString(text.Text), "/", expires);
        cookies.Write(http, Resume, interaction.Id, interaction.ResumePath, expires, CookieReach.Path);
    }

    /// <param name="path">The resume URL's, which is also the cookie's.</param>
    public static void DeleteResume(HttpContext http, string path) => SignedCookies.Delete(http, Resume, path, CookieReach.Path);

    private Dictionary<string, string> Read(HttpRequest request)
    {
        if (cookies.Read(request, Map) is not { } raw) return [];
        var text = Uri.UnescapeDataString(raw);
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString());
        }
        catch (JsonException)
        {
            // A bare id, as the cookie once was.
        }

        return new Dictionary<string, string> { [Latest] = text };
    }
}
