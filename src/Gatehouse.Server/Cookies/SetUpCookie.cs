namespace Gatehouse.Server.Cookies;

/// <summary>
/// The token of the link that makes the first owner, once this browser opened it (<c>_set_up</c>, until the browser closes): so it leaves the
/// address bar, the history and every referrer at once. Only the page itself gets it.
/// </summary>
internal sealed class SetUpCookie(SignedCookies cookies)
{
    private const string Name = "_set_up";

    /// <summary>Tokens are shorter; whatever else stands in a link is none.</summary>
    private const int Longest = 64;

    public string? Read(HttpRequest request) => cookies.Read(request, Name, CookieReach.Path);

    /// <returns>False for what can't be a token.</returns>
    public bool TryWrite(HttpContext http, string token, string path)
    {
        if (token.Length > Longest || !token.All(char.IsAsciiLetterOrDigit)) return false;
        cookies.Write(http, Name, token, path, expires: null, CookieReach.Path);
        return true;
    }

    public static void Delete(HttpContext http, string path) => SignedCookies.Delete(http, Name, path, CookieReach.Path);
}
