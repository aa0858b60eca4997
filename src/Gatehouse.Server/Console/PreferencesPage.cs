namespace Gatehouse.Server.Console;

/// <summary>POST /console/{tenant}/preferences: the theme of this browser; then back to where it was chosen.</summary>
internal sealed class PreferencesPage(TimeProvider time) : IConsolePage
{
    public const string Path = "/preferences";

    public const string ThemeCookie = "console_theme";

    public Task GetAsync(ConsoleVisit visit)
    {
        visit.GoTo("");
        return Task.CompletedTask;
    }

    public Task PostAsync(ConsoleVisit visit)
    {
        var http = visit.Http;
        http.Response.Cookies.Append(ThemeCookie, visit.Form["theme"] is "light" or "dark" ? visit.Form["theme"] : "auto", new CookieOptions
        {
            Path = "/console", SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = http.Request.IsHttps, Expires = time.GetUtcNow().AddYears(1),
        });
        var back = visit.Form["back"];
        visit.GoTo(back.StartsWith('/') ? back : "");
        return Task.CompletedTask;
    }
}
