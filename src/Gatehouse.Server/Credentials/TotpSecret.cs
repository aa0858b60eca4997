using System.Security.Cryptography;

namespace Gatehouse.Server.Credentials;

/// <summary>The shared secret of time-based one-time passwords (RFC 6238), in base32 (RFC 4648 section 6), and how authenticator apps learn it.</summary>
internal static class TotpSecret
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Shortest = 16;
    private const int Longest = 32;

    /// <summary>20 bytes: 32 characters, no padding.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Longest);

    /// <summary>Upper case, 16 to 32 characters, padded to the end of a group or not at all.</summary>
    public static bool IsValid(string secret)
    {
        if (secret.Length is < Shortest or > Longest) return false;
        var digits = secret.TrimEnd('=');
        // RFC 4648: the last group of eight has 2, 4, 5 or 7 digits, or all.
        return digits.All(Alphabet.Contains) && (digits.Length % 8) is 0 or 2 or 4 or 5 or 7
            && (digits.Length == secret.Length || (secret.Length % 8 == 0 && secret.Length - digits.Length < 8));
    }

    /// <summary>The bytes of a secret that <see cref="IsValid"/>.</summary>
    public static byte[] Decode(string secret)
    {
        var digits = secret.AsSpan().TrimEnd('=');
        var bytes = new byte[digits.Length * 5 / 8];
        var (buffer, bits, length) = (0, 0, 0);
        foreach (var digit in digits)
        {
            buffer = (buffer << 5) | Alphabet.IndexOf(digit, StringComparison.Ordinal);
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes[length++] = (byte)(buffer >> bits);
            buffer &= (1 << bits) - 1;
        }

        return bytes;
    }

    /// <summary>The key URI that a QR code shows (google-authenticator wiki "Key Uri Format"): SHA-1, six digits, 30 seconds.</summary>
    /// <param name="issuer">The host that users sign in at.</param>
    /// <param name="account">What the user is called in the app's list.</param>
    public static string KeyUri(string secret, string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}"
        + $"?secret={secret}&period=30&digits=6&algorithm=SHA1&issuer={Uri.EscapeDataString(issuer)}";
}
