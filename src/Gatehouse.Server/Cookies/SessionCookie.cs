namespace Gatehouse.Server.Cookies;

/// <summary>The cookie that holds a session's secret (contract/oidc.md 8.1). Its value alone says nothing: it may belong to no session.</summary>
internal sealed class SessionCookie(SignedCookies cookies)
{
    private const string Name = "_session";

    public string? Read(HttpRequest request) => cookies.Read(request, Name);

    public void Write(HttpContext http, string value, DateTimeOffset expires) => cookies.Write(http, Name, value, "/", expires);

    public static void Delete(HttpContext http) => SignedCookies.Delete(http, Name, "/");
}
