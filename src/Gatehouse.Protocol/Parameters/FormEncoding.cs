using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Gatehouse.Protocol.Parameters;

/// <summary>What a percent sign without two hexadecimal digits behind it means.</summary>
internal enum MalformedEscape
{
    Literal,
    Refused,
}

/// <summary>One name or value of form encoding, RFC 6749 appendix B.</summary>
internal static class FormEncoding
{
    private const int StackLimit = 512;

    /// <summary>The decoded text, or null where the octets are no UTF-8 or an escape is refused. Never throws.</summary>
    public static string? Decode(ReadOnlySpan<char> encoded, MalformedEscape malformed)
    {
        // One UTF-16 unit becomes at most three octets.
        var needed = encoded.Length * 3;
        var rented = needed > StackLimit ? ArrayPool<byte>.Shared.Rent(needed) : null;
        var octets = rented ?? stackalloc byte[StackLimit];
        try
        {
            var length = ToOctets(encoded, octets, malformed);
            return length >= 0 && Utf8.IsValid(octets[..length]) ? Encoding.UTF8.GetString(octets[..length]) : null;
        }
        finally
        {
            // Client secrets come this way: the pool must not keep them.
            if (rented is not null) ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <summary>One name or value as browsers and Node.js write it; half a surrogate pair becomes U+FFFD.</summary>
    public static string Encode(string text) =>
        Uri.EscapeDataString(text)
            .Replace("%20", "+", StringComparison.Ordinal)
            .Replace("%2A", "*", StringComparison.Ordinal)
            .Replace("~", "%7E", StringComparison.Ordinal);

    /// <summary><c>name=value&amp;name=value</c>, in this order.</summary>
    public static string Encode(IEnumerable<KeyValuePair<string, string>> pairs) =>
        string.Join('&', pairs.Select(pair => $"{Encode(pair.Key)}={Encode(pair.Value)}"));

    private static int ToOctets(ReadOnlySpan<char> encoded, Span<byte> octets, MalformedEscape malformed)
    {
        var written = 0;
        while (!encoded.IsEmpty)
        {
            switch (encoded[0])
            {
                case '+':
                    octets[written++] = (byte)' ';
                    encoded = encoded[1..];
                    break;
                case '%' when encoded.Length >= 3 && char.IsAsciiHexDigit(encoded[1]) && char.IsAsciiHexDigit(encoded[2]):
                    octets[written++] = (byte)((HexValue(encoded[1]) << 4) | HexValue(encoded[2]));
                    encoded = encoded[3..];
                    break;
                case '%' when malformed == MalformedEscape.Refused:
                    return -1;
                case '%':
                    octets[written++] = (byte)'%';
                    encoded = encoded[1..];
                    break;
                default:
                    var plain = encoded.IndexOfAny('+', '%');
                    var run = plain < 0 ? encoded : encoded[..plain];
                    // A lone surrogate has no UTF-8 form.
                    var status = Utf8.FromUtf16(run, octets[written..], out _, out var count, replaceInvalidSequences: false);
                    if (status != OperationStatus.Done) return -1;
                    written += count;
                    encoded = encoded[run.Length..];
                    break;
            }
        }

        return written;
    }

    private static int HexValue(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
