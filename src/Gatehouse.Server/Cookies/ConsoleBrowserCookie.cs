namespace Gatehouse.Server.Cookies;

/// <summary>
/// Tells browsers at the console apart, signed in or not (<c>_console_browser</c>, 400 days, the longest that browsers keep one): what the
/// console's forms and its own sign-ins belong to. It lets nobody in.
/// </summary>
internal sealed class ConsoleBrowserCookie(SignedCookies cookies)
{
    private const string Name = "_console_browser";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    public string? Read(HttpRequest request) => cookies.Read(request, Name);

    public void Write(HttpContext http, string value, DateTimeOffset now) => cookies.Write(http, Name, value, "/", now + Lifetime);
}
