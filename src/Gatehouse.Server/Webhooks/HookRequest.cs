using System.Buffers;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Server.Webhooks;

/// <summary>The request of a delivery (contract/management-webhooks.md 5): our headers, the hook's own over them, then the signature.</summary>
internal static class HookRequest
{
    public const string Signature = "logto-signature-sha-256";

    /// <summary>The same on every attempt of one delivery, so that a receiver can tell a repetition.</summary>
    public const string DeliveryId = "gatehouse-delivery-id";

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

    public static HttpRequestMessage Build(HookTarget target, string signingKey, byte[] body, string deliveryId)
    {
        var headers = HeadersOf(target);
        headers[Signature] = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(signingKey), body));
        headers[DeliveryId] = deliveryId;
        var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static Dictionary<string, string> HeadersOf(HookTarget target)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["content-type"] = "application/json", ["user-agent"] = UserAgent };
        if (!target.Config.ToElement().TryGetProperty("headers", out var own)) return headers;
        foreach (var header in own.EnumerateObject().Where(header => !OfTheConnection.Contains(header.Name)))
            headers[header.Name] = header.Value.GetString()!;
        return headers;
    }

    /// <summary>RFC 9110 section 5.1 and 5.5, without bytes beyond ASCII.</summary>
    private static bool CanBeSent(string name, string value) =>
        name.Length > 0 && !name.AsSpan().ContainsAnyExcept(TokenCharacters) && value.All(c => c is '\t' or (>= ' ' and <= '~'));
}
