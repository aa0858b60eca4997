using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Dashboard;

/// <summary>A number of users, and how it differs from the same span of time before (contract/management-misc.md 2).</summary>
internal static class CountObject
{
    public static Schema<JsonText> Shape { get; } = Schemas.ObjectOf(Schemas.Integer.Required("count"), Schemas.Integer.Required("delta"));

    public static void Write(Utf8JsonWriter json, string name, long count, long before)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count"u8, count);
        json.WriteNumber("delta"u8, count - before);
        json.WriteEndObject();
    }
}
