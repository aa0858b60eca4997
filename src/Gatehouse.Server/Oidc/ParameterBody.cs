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

    /// <param name="Unreadable">413 or 415, when the body can't be looked at; else 0.</param>
    internal readonly record struct Read(Checked<ProtocolParameters> Parameters, int Unreadable);

    public static async Task<Read> ReadAsync(HttpContext http, IReadOnlySet<string> known)
    {
        var bytes = await LimitedBody.ReadAsync(http, Largest);
        if (bytes is null) return new(default, StatusCodes.Status413PayloadTooLarge);
        if (bytes.Contains((byte)0) && !IsWide(http.Request.ContentType))
            return new(OAuthError.InvalidRequest("The body contains a NUL byte."), 0);
        if (bytes.Length == 0 && http.Request.ContentType is null) return new(ProtocolParameters.Create([], known), 0);
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type))
            return new(OAuthError.InvalidRequest("The body's content type is missing or malformed."), 0);
        if (!TryDecode(bytes, type, out var text)) return new(default, StatusCodes.Status415UnsupportedMediaType);
        if (text is null) return new(OAuthError.InvalidRequest("The body is not valid in its character set."), 0);

        Checked<List<KeyValuePair<string, string>>> pairs = type.MediaType.Value?.ToLowerInvariant() switch
        {
            "application/x-www-form-urlencoded" => FormBody.Parse(text),
            "application/json" => JsonBody.Parse(text),
            _ => OAuthError.InvalidRequest("The body must be application/x-www-form-urlencoded."),
        };
        return new(pairs.TryGet(out var read, out var refused) ? ProtocolParameters.Create(read, known) : refused, 0);
    }

    private static bool IsWide(string? contentType) =>
        contentType is not null && contentType.Contains("utf-16", StringComparison.OrdinalIgnoreCase);

    private static bool TryDecode(byte[] bytes, MediaTypeHeaderValue type, out string? text)
    {
        text = null;
        try
        {
            var encoding = type.Charset.HasValue
                ? Encoding.GetEncoding(type.Charset.Value!.Trim('"'), EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                : new UTF8Encoding(false, throwOnInvalidBytes: true);
            text = encoding.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
