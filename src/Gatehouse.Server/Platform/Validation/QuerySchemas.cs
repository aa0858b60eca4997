using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>What stands in a query string as text and is more than a text. An empty value counts as absent and reads as null.</summary>
internal static class QuerySchemas
{
    /// <summary>A filter that asks for yes or no: <c>true</c>, <c>1</c>, <c>yes</c> or <c>false</c>, <c>0</c>, <c>no</c> in any case.</summary>
    public static Schema<bool?> YesOrNo { get; } = new YesOrNoSchema();

    /// <summary>
    /// A time in epoch milliseconds, UTC; fractions are cut off. Times that no calendar holds count as the first or last that it holds.
    /// </summary>
    public static Schema<DateTime?> Time { get; } = new TimeSchema();

    private sealed class YesOrNoSchema : Schema<bool?>
    {
        public override bool TryRead(JsonElement value, Reading reading, out bool? result)
        {
            result = null;
            if (value.ValueKind != JsonValueKind.String) return reading.InvalidType("string", value);
            var text = value.GetString()!.ToLowerInvariant();
            switch (text)
            {
                case "":
                    return true;
                case "true" or "1" or "yes":
                    result = true;
                    return true;
                case "false" or "0" or "no":
                    result = false;
                    return true;
                default:
                    reading.Add(Issue.InvalidEnum(reading.Path, ["true", "false"], text));
                    return false;
            }
        }

        public override JsonObject Describe() => new() { ["type"] = "string", ["enum"] = new JsonArray("true", "false") };
    }

    private sealed class TimeSchema : Schema<DateTime?>
    {
        public override bool TryRead(JsonElement value, Reading reading, out DateTime? result)
        {
            result = null;
            if (value.ValueKind != JsonValueKind.String) return reading.InvalidType("string", value);
            var text = value.GetString()!;
            if (text.Length == 0) return true;
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds) || !double.IsFinite(milliseconds))
            {
                reading.Add(Issue.Custom(reading.Path, "Must be a number of milliseconds"));
                return false;
            }

            var first = (DateTime.MinValue - DateTime.UnixEpoch).TotalMilliseconds;
            var last = (DateTime.MaxValue.AddDays(-1) - DateTime.UnixEpoch).TotalMilliseconds;
            result = DateTime.UnixEpoch.AddMilliseconds(Math.Floor(Math.Clamp(milliseconds, first, last)));
            return true;
        }

        public override JsonObject Describe() => new() { ["type"] = "string", ["description"] = "Epoch milliseconds" };
    }
}
