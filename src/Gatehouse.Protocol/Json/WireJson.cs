using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gatehouse.Protocol.Json;

/// <summary>
/// How JSON is written on the wire (contract oidc.md section 2): compact, and escaping only what RFC 8259 section 7 demands, because
/// <c>at+jwt</c> and names outside ASCII should be readable. Never for JSON inside HTML.
/// </summary>
public static class WireJson
{
    public static JsonWriterOptions Options { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
}
