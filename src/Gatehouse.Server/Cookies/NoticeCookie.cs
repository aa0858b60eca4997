namespace Gatehouse.Server.Cookies;

/// <summary>
/// Carries what was done to the next page, once (two minutes). Whoever alters it in their own browser can show themselves one of our own
/// sentences.
/// </summary>
/// <param name="name">Of the cookie: each surface has its own.</param>
/// <param name="path">Of the surface.</param>
internal sealed class NoticeCookie(string name, string path)
{
    private const int LongestValue = 200;

    /// <param name="sentence">Its name.</param>
    /// <param name="value">What stands in the sentence; may be empty.</param>
    public void Write(HttpContext http, string sentence, string value)
    {
        value = value.Length > LongestValue ? value[..LongestValue] + "…" : value;
        http.Response.Cookies.Append(name, $"{sentence}~{Uri.EscapeDataString(value)}", Options(http, TimeSpan.FromMinutes(2)));
    }

    /// <summary>Reads and removes it.</summary>
    public (string Sentence, string Value)? Take(HttpContext http)
    {
        if (http.Request.Cookies[name]?.Split('~', 2) is not [var sentence, var value]) return null;
        http.Response.Cookies.Delete(name, Options(http, null));
        return (sentence, Uri.UnescapeDataString(value));
    }

    private CookieOptions Options(HttpContext http, TimeSpan? lifetime) =>
        new() { Path = path, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = lifetime };
}
