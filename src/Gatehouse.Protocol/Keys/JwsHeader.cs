using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Gatehouse.Protocol.Json;

namespace Gatehouse.Protocol.Keys;

/// <summary>
/// A JOSE header, encoded once for a key and a kind of token: RFC 7515 section 4, contract oidc.md sections 11.1 and 11.3. Members in the
/// order <c>alg</c>, <c>typ</c>, <c>kid</c>.
/// </summary>
public sealed class JwsHeader
{
    private readonly byte[] _encoded;

    private JwsHeader(SigningAlgorithm algorithm, byte[] encoded) => (Algorithm, _encoded) = (algorithm, encoded);

    public SigningAlgorithm Algorithm { get; }

    internal ReadOnlySpan<byte> Encoded => _encoded;

    /// <param name="typ">Null for ID tokens, which have none.</param>
    public static JwsHeader Create(SigningAlgorithm algorithm, string kid, string? typ)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("alg"u8, algorithm.Name);
            if (typ is not null) writer.WriteString("typ"u8, typ);
            writer.WriteString("kid"u8, kid);
            writer.WriteEndObject();
        }

        return new JwsHeader(algorithm, Base64Url.EncodeToUtf8(buffer.WrittenSpan));
    }
}
