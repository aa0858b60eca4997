using System.Buffers;
using System.Text.Json;
using Gatehouse.Protocol.Json;

namespace Gatehouse.Protocol.Keys;

/// <summary>The document at <c>jwks_uri</c>: RFC 7517 section 5, contract oidc.md section 1.2.</summary>
public static class JwksDocument
{
    public const string ContentType = "application/jwk-set+json; charset=utf-8";

    /// <param name="keys">In the order Current, Next, Previous.</param>
    public static byte[] ToUtf8(IEnumerable<JsonWebKeyPublic> keys)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys"u8);
            foreach (var key in keys) key.Write(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
