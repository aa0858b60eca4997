using System.Buffers;
using Gatehouse.Server.Interactions;

namespace Gatehouse.Server.Cookies;

/// <summary>
/// By what a credential of Google One Tap belongs to a browser: Google's own cookie on our page, and the one that we set for ten seconds
/// when an application passes a credential on with its authorization request (contract/oidc.md 8.1, contract/experience-api.md 4.3).
/// </summary>
internal sealed class OneTapCookies(HttpContext http, SignedCookies cookies)
{
    private const string Credential = "_logto_google_one_tap_credential";
    private const string Csrf = "g_csrf_token";
    private const string Path = "/";
    private const int Longest = 3800;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    /// <summary>Of a JWT; nothing else is put into a cookie.</summary>
    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public OneTapProof Proof => new(http.Request.Cookies[Csrf], cookies.Read(http.Request, Credential));

    /// <summary>Null or what can be no credential: nothing is set.</summary>
    public void Write(string? credential, DateTimeOffset now)
    {
        if (credential is { Length: > 0 and <= Longest } && !credential.AsSpan().ContainsAnyExcept(Characters))
            cookies.Write(http, Credential, credential, Path, now + Lifetime, CookieReach.Script);
    }

    /// <summary>It has served its purpose, whatever came of it.</summary>
    public void Forget()
    {
        if (http.Request.Cookies.ContainsKey(Credential)) SignedCookies.Delete(http, Credential, Path, CookieReach.Script);
    }
}
