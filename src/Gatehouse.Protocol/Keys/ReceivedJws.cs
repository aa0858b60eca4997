using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Protocol.Keys;

/// <summary>
/// A JWT in the compact serialization (RFC 7515 section 7.1, RFC 7519 section 3) as somebody sent it: read, and not believed before
/// <see cref="IsSignedBy"/> says so. Strict about its form: three parts without padding, JSON objects without doubled members, no
/// extension that must be understood. Keys and key locations in the header mean nothing here unless a protocol says that they do.
/// </summary>
public sealed class ReceivedJws
{
    // Assertions and proofs are a few hundred characters; what is longer is not worth decoding.
    private const int Longest = 16 * 1024;

    private static readonly SearchValues<char> Base64UrlCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    // RFC 7519 section 4: which of two equal members counts would be a guess.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly byte[] _signed;
    private readonly byte[] _signature;

    private ReceivedJws(JsonElement header, JsonElement payload, string algorithm, byte[] signed, byte[] signature)
    {
        (Header, Payload, Algorithm, _signed, _signature) = (header, payload, algorithm, signed, signature);
        Type = TextOf(header, "typ");
        KeyId = TextOf(header, "kid");
    }

    /// <summary>Header <c>alg</c>.</summary>
    public string Algorithm { get; }

    /// <summary>Header <c>typ</c>.</summary>
    public string? Type { get; }

    /// <summary>Header <c>kid</c>.</summary>
    public string? KeyId { get; }

    internal JsonElement Header { get; }

    /// <summary>The claims, an object.</summary>
    public JsonElement Payload { get; }

    internal ReadOnlySpan<byte> Signed => _signed;

    internal ReadOnlySpan<byte> Signature => _signature;

    /// <summary>Null when the text is no well-formed JWT.</summary>
    public static ReceivedJws? Read(string text)
    {
        if (text.Length > Longest || text.Split('.') is not [var header, var payload, var signature]) return null;
        if (Decode(header) is not { } headerOctets || Decode(payload) is not { } payloadOctets || Decode(signature) is not { } octets) return null;
        if (ParseObject(headerOctets) is not { } head || ParseObject(payloadOctets) is not { } claims) return null;
        // RFC 7515 section 4.1.11: none of the extensions is understood.
        if (head.TryGetProperty("crit", out _) || TextOf(head, "alg") is not { } algorithm) return null;
        return new ReceivedJws(head, claims, algorithm, Encoding.ASCII.GetBytes(text[..(header.Length + 1 + payload.Length)]), octets);
    }

    /// <summary>RFC 7515 section 5.2. The algorithm must be the key's own: no other one is tried, whatever the header says.</summary>
    public bool IsSignedBy(PublicJwk key) => key.Verifies(Algorithm, _signed, _signature);

    /// <summary>A claim that is a text; null when it is absent or something else.</summary>
    public string? Text(string claim) => TextOf(Payload, claim);

    /// <summary>A NumericDate (RFC 7519 section 2) in seconds; null when it is absent or no time that can be.</summary>
    public double? Seconds(string claim) =>
        Payload.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds)
        && seconds is >= 0 and < 253402300800 ? seconds : null;

    /// <summary>Whether the claim is there, of whatever kind.</summary>
    public bool Has(string claim) => Payload.TryGetProperty(claim, out _);

    /// <summary>The audience if it is exactly one, as a text or as a list of one (RFC 7519 section 4.1.3); else null.</summary>
    public string? OnlyAudience()
    {
        if (!Payload.TryGetProperty("aud", out var audience)) return null;
        if (audience.ValueKind == JsonValueKind.Array && audience.GetArrayLength() == 1) audience = audience[0];
        return audience.ValueKind == JsonValueKind.String ? audience.GetString() : null;
    }

    internal static byte[]? Decode(string text)
    {
        // The framework's decoder forgives white space and padding, RFC 7515 section 2 does not.
        return text.AsSpan().ContainsAnyExcept(Base64UrlCharacters) || !Base64Url.IsValid(text) ? null : Base64Url.DecodeFromChars(text);
    }

    internal static string? TextOf(JsonElement json, string member) =>
        json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    internal static JsonElement? ParseObject(byte[] utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object && IsText(document.RootElement) ? document.RootElement.Clone() : null;
        }
        // The second is how the reader says that an escape stands for half a character (RFC 8259 section 8.2).
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Reads every text once, so that none can fail later.</summary>
    private static bool IsText(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().All(member => member.Name is not null && IsText(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().All(IsText),
        JsonValueKind.String => json.GetString() is not null,
        _ => true,
    };
}
