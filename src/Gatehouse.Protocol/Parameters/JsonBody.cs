using System.Text.Json;
using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Parameters;

/// <summary>
/// Reads <c>application/json</c> as if the same keys had been form-encoded: contract oidc.md section 2. What is no JSON object counts as
/// an empty body. A key given twice stays twice, so that <see cref="ProtocolParameters"/> sees it.
/// </summary>
public static class JsonBody
{
    public static Checked<List<KeyValuePair<string, string>>> Parse(string body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return new List<KeyValuePair<string, string>>();
        }
        // How JsonDocument says that the text holds an unpaired surrogate.
        catch (ArgumentException)
        {
            return OAuthError.InvalidRequest("The body is not valid Unicode.");
        }

        using (document)
        {
            List<KeyValuePair<string, string>> pairs = [];
            if (document.RootElement.ValueKind != JsonValueKind.Object) return pairs;
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (!TryAdd(pairs, member))
                    return OAuthError.InvalidRequest("Members of the body must be texts, numbers, booleans or lists of these.");
            }

            return pairs;
        }
    }

    private static bool TryAdd(List<KeyValuePair<string, string>> pairs, JsonProperty member)
    {
        try
        {
            if (member.Value.ValueKind != JsonValueKind.Array) return TryAdd(pairs, member.Name, member.Value);
            foreach (var item in member.Value.EnumerateArray())
            {
                if (!TryAdd(pairs, member.Name, item)) return false;
            }

            return true;
        }
        // An escaped lone surrogate (RFC 8259 section 8.2): the reader has no other way to say so.
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool TryAdd(List<KeyValuePair<string, string>> pairs, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return true;
            case JsonValueKind.String:
                pairs.Add(new(name, value.GetString()!));
                return true;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                pairs.Add(new(name, value.GetRawText()));
                return true;
            default:
                return false;
        }
    }
}
