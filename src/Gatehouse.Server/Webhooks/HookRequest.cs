using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Server.Webhooks;

/// <summary>
/// The request of a delivery (contract/management-webhooks.md 5): our headers, the hook's own over them, then Logto's signature of the body
/// and the three headers of Standard Webhooks, whose signature covers the id and the time as well.
/// </summary>
internal static class HookRequest
{
    /// <summary>Logto's: of the body, by the current key.</summary>
    public const string Signature = "logto-signature-sha-256";

    /// <summary>The same by the key that was replaced, as long as it signs along.</summary>
    public const string PreviousSignature = "logto-signature-sha-256-previous";

    /// <summary>The event's id: the same on every attempt, so that a receiver can tell a repetition.</summary>
    public const string MessageId = "webhook-id";

    /// <summary>The time of the attempt in seconds since 1970; with the signature over it nobody can play back an old delivery.</summary>
    public const string Timestamp = "webhook-timestamp";

    /// <summary><c>v1,</c> and the base64 of HMAC-SHA256 over id, time and body joined by dots; one for each key that signs, with a blank between.</summary>
    public const string TimedSignature = "webhook-signature";

    private const string UserAgent = "Gatehouse";

    /// <summary>They belong to the connection; a hook that sets them is not refused, they are left out.</summary>
    private static readonly FrozenSet<string> OfTheConnection = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "connection", "content-length", "expect", "host", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Why the address or a header can't be sent; null when they can. It says nothing secret.</summary>
    public static string? ProblemOf(HookTarget target)
    {
        if (!Uri.TryCreate(target.Url, UriKind.Absolute, out _)) return "Invalid URL";
        var bad = HeadersOf(target).FirstOrDefault(header => !CanBeSent(header.Key, header.Value)).Key;
        return bad is null ? null : $"The header '{bad}' can't be sent";
    }

    /// <param name="signingKeys">The current one first.</param>
    public static HttpRequestMessage Build(HookTarget target, IReadOnlyList<string> signingKeys, byte[] body, string messageId, DateTimeOffset now)
    {
        var headers = HeadersOf(target);
        var keys = signingKeys.Select(Encoding.UTF8.GetBytes).ToList();
        headers.Remove(PreviousSignature);
        headers[Signature] = Hex(keys[0], body);
        if (keys.Count > 1) headers[PreviousSignature] = Hex(keys[1], body);
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{messageId}.{timestamp}."), .. body];
        headers[MessageId] = messageId;
        headers[Timestamp] = timestamp;
        headers[TimedSignature] = string.Join(' ', keys.Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed))));
        var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static Dictionary<string, string> HeadersOf(HookTarget target)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["content-type"] = target.WantsCloudEvents ? CloudEvent.MediaType : "application/json", ["user-agent"] = UserAgent,
        };
        foreach (var (name, value) in target.Headers.Where(header => !OfTheConnection.Contains(header.Key))) headers[name] = value;
        return headers;
    }

    private static string Hex(byte[] key, byte[] body) => Convert.ToHexStringLower(HMACSHA256.HashData(key, body));

    /// <summary>RFC 9110 section 5.1 and 5.5, without bytes beyond ASCII.</summary>
    private static bool CanBeSent(string name, string value) =>
        name.Length > 0 && !name.AsSpan().ContainsAnyExcept(TokenCharacters) && value.All(c => c is '\t' or (>= ' ' and <= '~'));
}
