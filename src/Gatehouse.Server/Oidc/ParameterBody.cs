using System.Text;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Server.Platform.Api;
using Microsoft.Net.Http.Headers;

namespace Gatehouse.Server.Oidc;

/// <summary>The body of a POST under <c>/oidc</c> as parameters: a form, or JSON with the same keys (contract/oidc.md 2).</summary>
internal static class ParameterBody
{
    private const int Largest = 56 * 1024;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding StrictUtf16 = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding StrictBigUtf16 = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <param name="Unreadable">413 or 415, when the body can't be looked at; else 0.</param>
    internal readonly record struct Read(Checked<ProtocolParameters> Parameters, int Unreadable);

    /// <param name="Unreadable">413 or 415 where that is the refusal's status; else 0.</param>
    internal readonly record struct ReadPairs(Checked<List<KeyValuePair<string, string>>> Pairs, int Unreadable);

    /// <summary>The parameters; null when the request was answered with a refusal, whatever its origin: no client is known yet.</summary>
    public static async Task<ProtocolParameters?> ReadOrAnswerAsync(HttpContext http, IReadOnlySet<string> known, string issuer)
    {
        var body = await ReadAsync(http, known);
        if (body.Parameters.TryGet(out var parameters, out var refused)) return parameters;
        OidcCors.EchoOrigin(http);
        await OAuthErrorWriter.WriteAsync(http, refused, issuer, body.Unreadable == 0 ? null : body.Unreadable);
        return null;
    }

    public static async Task<Read> ReadAsync(HttpContext http, IReadOnlySet<string> known)
    {
        var (pairs, unreadable) = await ReadPairsAsync(http);
        return new(pairs.TryGet(out var read, out var refused) ? ProtocolParameters.Create(read, known) : refused, unreadable);
    }

    /// <summary>As sent, doubled ones and unknown ones included.</summary>
    public static async Task<ReadPairs> ReadPairsAsync(HttpContext http)
    {
        var bytes = await LimitedBody.ReadAsync(http, Largest);
        if (bytes is null) return new(OAuthError.InvalidRequest("The body can't be read."), StatusCodes.Status413PayloadTooLarge);
        if (bytes.Length == 0 && http.Request.ContentType is null) return new(new List<KeyValuePair<string, string>>(), 0);
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type))
            return new(OAuthError.InvalidRequest("The body's content type is missing or malformed."), 0);
        if (!TryDecode(bytes, type, out var text)) return new(OAuthError.InvalidRequest("The body can't be read."), StatusCodes.Status415UnsupportedMediaType);
        if (text is null) return new(OAuthError.InvalidRequest("The body is not valid in its character set."), 0);
        if (text.Contains('\0', StringComparison.Ordinal)) return new(OAuthError.InvalidRequest("The body contains a NUL byte."), 0);

        return new(type.MediaType.Value?.ToLowerInvariant() switch
        {
            "application/x-www-form-urlencoded" => FormBody.Parse(text),
            "application/json" => JsonBody.Parse(text),
            _ => OAuthError.InvalidRequest("The body must be application/x-www-form-urlencoded."),
        }, 0);
    }

    private static bool TryDecode(byte[] bytes, MediaTypeHeaderValue type, out string? text)
    {
        text = null;
        if (EncodingOf(type.Charset.Value?.Trim('"')) is not { } encoding) return false;
        try
        {
            text = encoding.GetString(bytes);
            if (text.StartsWith('\uFEFF')) text = text[1..];
        }
        catch (DecoderFallbackException)
        {
            // Left null: the bytes are not what the charset says.
        }

        return true;
    }

    /// <summary>Null when the name is unknown. Clients write <c>utf16le</c>, <c>UTF-16LE</c>, <c>utf8</c>: only letters and digits count.</summary>
    private static Encoding? EncodingOf(string? charset)
    {
        if (string.IsNullOrEmpty(charset)) return StrictUtf8;
        switch (string.Concat(charset.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant())
        {
            case "utf8": return StrictUtf8;
            case "utf16" or "utf16le" or "ucs2" or "ucs2le": return StrictUtf16;
            case "utf16be": return StrictBigUtf16;
            case "latin1" or "iso88591" or "binary": return Encoding.Latin1;
        }

        try
        {
            return Encoding.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        // The second is UTF-7, which the framework knows and refuses.
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
