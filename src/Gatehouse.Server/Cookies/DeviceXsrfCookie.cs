using Gatehouse.Server.Keys;

namespace Gatehouse.Server.Cookies;

/// <summary>
/// The token of the device page (contract/oidc.md 16 and 8.1, <c>_logto_device_flow_xsrf</c>), which a page's script may read and post back.
/// It is worth something only beside the session cookie that it was made for, and for ten minutes.
/// </summary>
internal sealed class DeviceXsrfCookie(CookieKeys keys, SignedCookies cookies)
{
    private const string Name = "_logto_device_flow_xsrf";
    private const string Path = "/device";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly FormToken _token = new(keys, Name);

    /// <summary>What the browser was given; null when it came here by itself.</summary>
    public string? Read(HttpRequest request) => cookies.Read(request, Name, CookieReach.Script);

    /// <summary>A new value, which is also the answer's cookie.</summary>
    public string Write(HttpContext http, string sessionValue, DateTimeOffset now)
    {
        var value = _token.Make(sessionValue, now + Lifetime);
        cookies.Write(http, Name, value, Path, now + Lifetime, CookieReach.Script);
        return value;
    }

    public bool IsGood(string? value, string? sessionValue, DateTimeOffset now) => _token.IsGood(value, sessionValue, now);

    public static void Delete(HttpContext http) => SignedCookies.Delete(http, Name, Path, CookieReach.Script);
}
