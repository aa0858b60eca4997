using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.CustomProfileFields;

/// <summary>A custom profile field as a full row (contract/management-misc.md 5).</summary>
internal static class ProfileFieldObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("id"),
        Schemas.Text.Required("name"),
        Schemas.OneOf([.. CustomProfileField.Types]).Required("type"),
        Schemas.Text.Required("label"),
        Schemas.Text.OrNull().Required("description"),
        Schemas.Flag.Required("required"),
        ProfileFieldShapes.AnyConfig.Required("config"),
        Schemas.Integer.Required("createdAt"),
        Schemas.Integer.Required("sieOrder"));

    public static JsonText Text(CustomProfileField field) => JsonText.Write(json => Write(json, field));

    public static JsonText Text(IEnumerable<CustomProfileField> fields) => JsonText.Write(json => Write(json, fields));

    public static void Write(Utf8JsonWriter json, IEnumerable<CustomProfileField> fields)
    {
        json.WriteStartArray();
        foreach (var field in fields) Write(json, field);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, CustomProfileField field)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, field.TenantId);
        json.WriteString("id"u8, field.Id);
        json.WriteString("name"u8, field.Name);
        json.WriteString("type"u8, field.Type);
        json.WriteString("label"u8, field.Label);
        json.WriteString("description"u8, field.Description);
        json.WriteBoolean("required"u8, field.Required);
        json.WritePropertyName("config"u8);
        field.Config.WriteTo(json);
        json.WriteNumber("createdAt"u8, field.CreatedAt.ToEpochMilliseconds());
        json.WriteNumber("sieOrder"u8, field.SieOrder);
        json.WriteEndObject();
    }
}
