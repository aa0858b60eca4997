namespace Gatehouse.Server.Cookies;

/// <summary>
/// Tells browsers apart, signed in or not (400 days, the longest that browsers keep one): what the forms and the sign-ins of a surface that
/// is a client of our own provider belong to. It lets nobody in.
/// </summary>
/// <param name="name">Each surface has its own: <c>_console_browser</c>, <c>_account_browser</c>.</param>
internal sealed class BrowserIdCookie(SignedCookies cookies, string name)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    public string? Read(HttpRequest request) => cookies.Read(request, name);

    public void Write(HttpContext http, string value, DateTimeOffset now) => cookies.Write(http, name, value, "/", now + Lifetime);
}
