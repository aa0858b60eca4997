namespace Gatehouse.Server.Console;

/// <summary>
/// Carries what was done to the next page, once (<c>console_notice</c>, two minutes). Whoever alters it in their own browser can show
/// themselves one of our own sentences.
/// </summary>
internal static class NoticeCookie
{
    private const string Name = "console_notice";
    private const string Path = "/console";
    private const int LongestValue = 200;

    public static void Write(HttpContext http, ConsoleNotice notice)
    {
        var value = notice.Value.Length > LongestValue ? notice.Value[..LongestValue] + "…" : notice.Value;
        http.Response.Cookies.Append(Name, $"{notice.Name}~{Uri.EscapeDataString(value)}", Options(http, TimeSpan.FromMinutes(2)));
    }

    /// <summary>Reads and removes it.</summary>
    public static ConsoleNotice? Take(HttpContext http)
    {
        if (http.Request.Cookies[Name]?.Split('~', 2) is not [var name, var value]) return null;
        http.Response.Cookies.Delete(Name, Options(http, null));
        return new ConsoleNotice(name, Uri.UnescapeDataString(value));
    }

    private static CookieOptions Options(HttpContext http, TimeSpan? lifetime) =>
        new() { Path = Path, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = lifetime };
}
