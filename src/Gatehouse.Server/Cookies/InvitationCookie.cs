namespace Gatehouse.Server.Cookies;

/// <summary>
/// The token of an invitation whose link this browser opened (<c>_invitation</c>, until the browser closes): so it leaves the address bar, the
/// history and every referrer at once (docs/invitations.md). Only the pages below its path get it.
/// </summary>
internal sealed class InvitationCookie(SignedCookies cookies)
{
    private const string Name = "_invitation";

    /// <summary>Tokens are shorter; whatever else stands in a link is none.</summary>
    private const int Longest = 64;

    public string? Read(HttpRequest request) => cookies.Read(request, Name);

    /// <returns>False for what can't be a token.</returns>
    public bool TryWrite(HttpContext http, string token, string path)
    {
        if (token.Length > Longest || !token.All(char.IsAsciiLetterOrDigit)) return false;
        cookies.Write(http, Name, token, path, expires: null);
        return true;
    }

    public static void Delete(HttpContext http, string path) => SignedCookies.Delete(http, Name, path);
}
