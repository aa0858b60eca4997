using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Connectors;

/// <summary>The fields of a connector that administrators set; what is not sent stays as it is (contract/management-misc.md 7).</summary>
internal sealed record ConnectorChange
{
    public Optional<JsonText> Config { get; init; }

    public Optional<JsonText> Metadata { get; init; }

    public Optional<bool> SyncProfile { get; init; }

    public Optional<bool> EnableTokenStorage { get; init; }

    public bool IsEmpty => !(Config.IsSent || Metadata.IsSent || SyncProfile.IsSent || EnableTokenStorage.IsSent);

    /// <summary>Forms send what was left blank as empty: such members are not there, at any depth.</summary>
    public static JsonText WithoutEmpty(JsonText config) => JsonText.Write(json => WriteFilled(json, config.ToElement()));

    private static void WriteFilled(Utf8JsonWriter json, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            json.WriteStartObject();
            foreach (var member in value.EnumerateObject().Where(member => !IsEmptyValue(member.Value)))
            {
                json.WritePropertyName(member.Name);
                WriteFilled(json, member.Value);
            }

            json.WriteEndObject();
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var item in value.EnumerateArray().Where(item => !IsEmptyValue(item))) WriteFilled(json, item);
            json.WriteEndArray();
        }
        else
        {
            value.WriteTo(json);
        }
    }

    private static bool IsEmptyValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Array => value.EnumerateArray().All(IsEmptyValue),
        JsonValueKind.Object => value.EnumerateObject().All(member => IsEmptyValue(member.Value)),
        _ => false,
    };
}
