using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Parameters;

/// <summary>
/// Reads <c>application/x-www-form-urlencoded</c>: RFC 6749 appendix B, contract oidc.md section 2. A percent sign that begins no
/// escape stays an ordinary character, as the WHATWG URL standard reads it and as browsers and Node.js do; octets that are not UTF-8
/// are refused, because replacing them would make two different values equal.
/// </summary>
public static class FormBody
{
    /// <summary>
    /// The pairs in the order sent. Empty pieces (<c>a=1&amp;&amp;b=2</c>) are skipped; a name without <c>=</c> has an empty value.
    /// </summary>
    public static Checked<List<KeyValuePair<string, string>>> Parse(ReadOnlySpan<char> body)
    {
        List<KeyValuePair<string, string>> pairs = [];
        foreach (var range in body.Split('&'))
        {
            var piece = body[range];
            if (piece.IsEmpty) continue;
            var equals = piece.IndexOf('=');
            var name = FormEncoding.Decode(equals < 0 ? piece : piece[..equals], MalformedEscape.Literal);
            var value = equals < 0 ? "" : FormEncoding.Decode(piece[(equals + 1)..], MalformedEscape.Literal);
            if (name is null || value is null) return OAuthError.InvalidRequest("The body is not valid UTF-8.");
            pairs.Add(new(name, value));
        }

        return pairs;
    }
}
