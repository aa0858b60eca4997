using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Gatehouse.Protocol.Parameters;

namespace Gatehouse.Protocol.ClientAuthentication;

/// <summary>
/// Basic credentials of a client: RFC 7617 section 2, with user and password form-encoded first as RFC 6749 section 2.3.1 asks. Strict:
/// what is not exactly this is refused, never guessed at.
/// </summary>
internal static class BasicCredentials
{
    private const string Scheme = "Basic";

    private static readonly SearchValues<char> Base64Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    public static bool TryParse(string header, [NotNullWhen(true)] out string? clientId, [NotNullWhen(true)] out string? secret)
    {
        (clientId, secret) = (null, null);
        var text = header.AsSpan().Trim(' ');
        // RFC 9110 section 11.1: the scheme's name is case-insensitive.
        if (text.Length <= Scheme.Length || text[Scheme.Length] != ' ') return false;
        if (!text[..Scheme.Length].Equals(Scheme, StringComparison.OrdinalIgnoreCase)) return false;

        var encoded = text[Scheme.Length..].TrimStart(' ');
        // The decoder of the framework skips white space; RFC 7617 has none inside.
        if (encoded.IsEmpty || encoded.ContainsAnyExcept(Base64Characters)) return false;
        var octets = new byte[encoded.Length];
        try
        {
            if (!Convert.TryFromBase64Chars(encoded, octets, out var length) || !Utf8.IsValid(octets.AsSpan(0, length))) return false;
            var pair = Encoding.UTF8.GetString(octets, 0, length);
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) return false;
            clientId = FormEncoding.Decode(pair.AsSpan(0, colon), MalformedEscape.Refused);
            secret = FormEncoding.Decode(pair.AsSpan(colon + 1), MalformedEscape.Refused);
            return !string.IsNullOrEmpty(clientId) && !string.IsNullOrEmpty(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(octets);
        }
    }
}
