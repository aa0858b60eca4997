namespace Gatehouse.Server.Cookies;

/// <summary>
/// The language that somebody chose at the foot of a page, for this browser (<c>_language</c>, a year). An application that asks for
/// languages of its own (<c>ui_locales</c>) is heard again unless it asked for the same ones when the choice was made.
/// </summary>
internal sealed class LanguageCookie(SignedCookies cookies)
{
    private const string Name = "_language";
    private const char Separator = '~';

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <param name="uiLocales">What the application asks for; null when it asks for nothing.</param>
    public string? Read(HttpRequest request, string? uiLocales)
    {
        if (cookies.Read(request, Name)?.Split(Separator, 2) is not [var language, var against]) return null;
        return string.IsNullOrEmpty(uiLocales) || against == Uri.EscapeDataString(uiLocales) ? language : null;
    }

    /// <param name="language">A tag that is known: it travels as it is.</param>
    public void Write(HttpContext http, string language, string? uiLocales, DateTimeOffset now) =>
        cookies.Write(http, Name, $"{language}{Separator}{Uri.EscapeDataString(uiLocales ?? "")}", "/", now + Lifetime);
}
