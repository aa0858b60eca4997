using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Keys;
using Microsoft.Net.Http.Headers;

namespace Gatehouse.Server.Cookies;

/// <summary>Who may have to do with a cookie, which decides its name on https (docs/adr/0015-cookie-names.md).</summary>
internal enum CookieReach
{
    /// <summary>The whole host and nobody beside it: <c>__Host-</c>.</summary>
    Host,

    /// <summary>One path of the host: <c>__Secure-</c>, since the other prefix asks for the path <c>/</c>.</summary>
    Path,

    /// <summary>Scripts of customers' own pages, under the contract's name.</summary>
    Script,
}

/// <summary>
/// Cookies with a second one beside each, named with <c>.sig</c>, that signs it (contract/oidc.md 8.1). What is not signed by one of the
/// tenant's keys was never sent. Values are signed as they travel, so no other spelling of a value passes.
/// </summary>
internal sealed class SignedCookies(CookieKeys keys)
{
    private const string SignatureSuffix = ".sig";

    /// <summary>The value as it travels; null when there is none, several, or its signature is not ours.</summary>
    public string? Read(HttpRequest request, string name, CookieReach reach = CookieReach.Host)
    {
        name = NameOn(request, name, reach);
        var (value, signature) = (Find(request, name), Find(request, name + SignatureSuffix));
        return value is { Length: > 0 } && signature is not null && IsOurs(name, value, signature) ? value : null;
    }

    /// <param name="expires">Null: until the browser closes.</param>
    public void Write(HttpContext http, string name, string value, string path, DateTimeOffset? expires, CookieReach reach = CookieReach.Host)
    {
        name = NameOn(http.Request, name, reach);
        Append(http, name, value, path, expires, reach);
        Append(http, name + SignatureSuffix, Sign(name, value, keys.NewestFirst[0]), path, expires, reach);
    }

    public static void Delete(HttpContext http, string name, string path, CookieReach reach = CookieReach.Host)
    {
        name = NameOn(http.Request, name, reach);
        Append(http, name, "", path, DateTimeOffset.UnixEpoch, reach);
        Append(http, name + SignatureSuffix, "", path, DateTimeOffset.UnixEpoch, reach);
    }

    /// <summary>On https browsers take a prefixed cookie from this host alone, over https alone: no neighbour can plant one.</summary>
    private static string NameOn(HttpRequest request, string name, CookieReach reach) => !request.IsHttps ? name : reach switch
    {
        CookieReach.Host => "__Host-" + name,
        CookieReach.Path => "__Secure-" + name,
        _ => name,
    };

    private bool IsOurs(string name, string value, string signature)
    {
        var ours = false;
        foreach (var key in keys.NewestFirst)
            ours |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Sign(name, value, key)));
        return ours;
    }

#pragma warning disable CA5350 // The contract's signature. As a keyed hash SHA-1 is unbroken: its collisions don't help without the key.
    private static string Sign(string name, string value, byte[] key) =>
        Base64Url.EncodeToString(HMACSHA1.HashData(key, Encoding.UTF8.GetBytes($"{name}={value}")));
#pragma warning restore CA5350

    /// <summary>From the header itself: the framework would decode values. Doubled cookies are a way to plant one, so they count as none.</summary>
    private static string? Find(HttpRequest request, string name)
    {
        string? found = null;
        foreach (var header in request.Headers.Cookie)
        {
            foreach (var piece in (header ?? "").Split(';', StringSplitOptions.TrimEntries))
            {
                var equals = piece.IndexOf('=', StringComparison.Ordinal);
                if (equals < 0 || !piece.AsSpan(0, equals).SequenceEqual(name)) continue;
                if (found is not null) return null;
                found = piece[(equals + 1)..];
            }
        }

        return found;
    }

    /// <summary>Written by hand: the framework refuses a value that is JSON, which the contract's <c>_logto</c> is.</summary>
    private static void Append(HttpContext http, string name, string value, string path, DateTimeOffset? expires, CookieReach reach)
    {
        var cookie = new StringBuilder($"{name}={value}; path={path}");
        if (expires is { } end) cookie.Append(CultureInfo.InvariantCulture, $"; expires={end:R}");
        cookie.Append("; samesite=lax");
        if (http.Request.IsHttps) cookie.Append("; secure");
        if (reach != CookieReach.Script) cookie.Append("; httponly");
        http.Response.Headers.Append(HeaderNames.SetCookie, cookie.ToString());
    }
}
