using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Keys;

namespace Gatehouse.Server.Cookies;

/// <summary>
/// The token of the device page (contract/oidc.md 16 and 8.1, <c>_logto_device_flow_xsrf</c>): 48 hex digits that the page's script reads
/// and posts back. It is worth something only beside the session cookie that it was made for, and for ten minutes; no row is needed.
/// </summary>
internal sealed class DeviceXsrfCookie(CookieKeys keys, SignedCookies cookies)
{
    private const string Name = "_logto_device_flow_xsrf";
    private const string Path = "/device";
    private const int NonceOctets = 8;
    private const int TimeOctets = 4;
    private const int TagOctets = 12;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public bool IsThere(HttpRequest request) => cookies.Read(request, Name) is not null;

    /// <summary>A new value, which is also the answer's cookie.</summary>
    public string Write(HttpContext http, string sessionValue, DateTimeOffset now)
    {
        Span<byte> token = stackalloc byte[NonceOctets + TimeOctets + TagOctets];
        RandomNumberGenerator.Fill(token[..NonceOctets]);
        BinaryPrimitives.WriteUInt32BigEndian(token[NonceOctets..], (uint)(now + Lifetime).ToUnixTimeSeconds());
        Tag(keys.NewestFirst[0], token[..^TagOctets], sessionValue).CopyTo(token[^TagOctets..]);
        var value = Convert.ToHexStringLower(token);
        cookies.Write(http, Name, value, Path, now + Lifetime, isHiddenFromScript: false);
        return value;
    }

    public bool IsGood(string? value, string? sessionValue, DateTimeOffset now)
    {
        const int octets = NonceOctets + TimeOctets + TagOctets;
        Span<byte> token = stackalloc byte[octets];
        if (sessionValue is null || value is not { Length: 2 * octets }) return false;
        if (Convert.FromHexString(value, token, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        var isOurs = false;
        foreach (var key in keys.NewestFirst)
            isOurs |= CryptographicOperations.FixedTimeEquals(Tag(key, token[..^TagOctets], sessionValue), token[^TagOctets..]);
        return isOurs && now.ToUnixTimeSeconds() < BinaryPrimitives.ReadUInt32BigEndian(token[NonceOctets..]);
    }

    public static void Delete(HttpContext http) => SignedCookies.Delete(http, Name, Path, isHiddenFromScript: false);

    private static byte[] Tag(byte[] key, ReadOnlySpan<byte> made, string sessionValue) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Name}\n{Convert.ToHexStringLower(made)}\n{sessionValue}"))[..TagOctets];
}
