using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Server.Cookies;

/// <summary>
/// The access token that the account centre uses the Account API with (<c>_account</c>, as long as the token), sealed: it never leaves the
/// server in clear. It is worth something only in the browser that it was made for.
/// </summary>
internal sealed class AccountTokenCookie(SignedCookies cookies)
{
    private const string Name = "_account";
    private const string Purpose = "Gatehouse.AccountToken.";

    /// <param name="browserId">What only this browser has.</param>
    /// <returns>Null: there is none, or it is not ours.</returns>
    public string? Read(HttpRequest request, IDataProtectionProvider protection, string browserId)
    {
        if (cookies.Read(request, Name) is not { } sealedToken) return null;
        try
        {
            return protection.CreateProtector(Purpose + browserId).Unprotect(sealedToken);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Write(HttpContext http, IDataProtectionProvider protection, string browserId, string token, DateTimeOffset expires) =>
        cookies.Write(http, Name, protection.CreateProtector(Purpose + browserId).Protect(token), "/", expires);

    public static void Delete(HttpContext http) => SignedCookies.Delete(http, Name, "/");
}

/// <summary>
/// The verification record with which somebody showed at the account centre who they are (<c>_account_proof</c>), for its ten minutes. The
/// API judges it at each use; the cookie only remembers its name.
/// </summary>
internal sealed class AccountProofCookie(SignedCookies cookies)
{
    private const string Name = "_account_proof";

    /// <summary>Null: nothing was shown, or so long ago that it soon counts no more.</summary>
    public string? Read(HttpRequest request, string userId, DateTimeOffset now) =>
        cookies.Read(request, Name)?.Split('.') is [var owner, var recordId, var expires] && owner == userId
        && long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && now.ToUnixTimeSeconds() < seconds ? recordId : null;

    public void Write(HttpContext http, string userId, string recordId, DateTimeOffset expires) =>
        cookies.Write(http, Name, string.Create(CultureInfo.InvariantCulture, $"{userId}.{recordId}.{expires.ToUnixTimeSeconds()}"), "/", expires);

    public static void Delete(HttpContext http) => SignedCookies.Delete(http, Name, "/");
}
