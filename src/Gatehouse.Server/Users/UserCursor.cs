using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Users;

/// <summary>A place in a sorted list of users: behind this one. To clients it is opaque.</summary>
/// <param name="Value">Of the column, null when the user lacks it; a time is its ticks.</param>
internal sealed record UserCursor(string? Value, string UserId)
{
    private const int LongestText = 1024;

    public string ToText(UserOrder order) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonText.Write(json =>
    {
        json.WriteStartArray();
        json.WriteStringValue(order.ToString());
        json.WriteStringValue(Value);
        json.WriteStringValue(UserId);
        json.WriteEndArray();
    }).Text));

    /// <summary>Null: not a cursor of this order.</summary>
    public static UserCursor? Parse(string text, UserOrder order)
    {
        if (text.Length > LongestText || !Base64Url.IsValid(text)) return null;
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(text));
            var parts = document.RootElement;
            if (parts.ValueKind != JsonValueKind.Array || parts.GetArrayLength() != 3) return null;
            if (parts[0].ValueKind != JsonValueKind.String || parts[0].GetString() != order.ToString()) return null;
            if (parts[1].ValueKind is not (JsonValueKind.String or JsonValueKind.Null) || parts[2].ValueKind != JsonValueKind.String) return null;
            var cursor = new UserCursor(parts[1].GetString(), parts[2].GetString()!);
            return cursor.Value?.Contains('\0', StringComparison.Ordinal) == true || cursor.UserId.Contains('\0', StringComparison.Ordinal)
                || !order.Column.Takes(cursor) ? null : cursor;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
