using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Grants;

/// <summary>A grant as the APIs show it (contract/management-api.md 2.17).</summary>
internal static class GrantObject
{
    private static readonly Schema<IReadOnlyDictionary<string, string>> Resources = Schemas.MapOf(Schemas.Text);

    public static Schema<JsonText> Shape { get; } = Schemas.ObjectOf(
        Schemas.Text.Required("id"),
        Schemas.ObjectOf(
            Schemas.Integer.Required("exp"),
            Schemas.Integer.Required("iat"),
            Schemas.Text.Required("jti"),
            Schemas.OneOf("Grant").Required("kind"),
            Schemas.Text.Required("clientId"),
            Schemas.Text.Required("accountId"),
            Schemas.ObjectOf(Schemas.Text.Required("scope")).Required("openid"),
            Resources.Optional("resources"),
            Schemas.ObjectOf(Resources.Required("resources")).Optional("rejected")).Required("payload"),
        Schemas.Integer.Required("expiresAt"),
        Schemas.ObjectOf(Schemas.Text.Required("id"), Schemas.Text.Required("name")).Required("application"));

    /// <summary><c>{ grants }</c>.</summary>
    public static Schema<JsonText> ListShape { get; } = Schemas.ObjectOf(Schemas.ListOf(Shape).Required("grants"));

    public static JsonText List(IEnumerable<(Grant Grant, string ApplicationName)> grants) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("grants"u8);
        foreach (var (grant, name) in grants) Write(json, grant, name);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static void Write(Utf8JsonWriter json, Grant grant, string applicationName)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, grant.Id);
        json.WriteStartObject("payload"u8);
        json.WriteNumber("exp"u8, grant.ExpiresAt.ToEpochSeconds());
        json.WriteNumber("iat"u8, grant.CreatedAt.ToEpochSeconds());
        json.WriteString("jti"u8, grant.Id);
        json.WriteString("kind"u8, "Grant"u8);
        json.WriteString("clientId"u8, grant.ApplicationId);
        json.WriteString("accountId"u8, grant.UserId);
        json.WriteStartObject("openid"u8);
        json.WriteString("scope"u8, grant.Scopes);
        json.WriteEndObject();
        if (grant.ResourceScopes != JsonText.EmptyObject) WriteResources(json, grant.ResourceScopes);
        if (grant.RejectedResourceScopes != JsonText.EmptyObject)
        {
            json.WriteStartObject("rejected"u8);
            WriteResources(json, grant.RejectedResourceScopes);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteNumber("expiresAt"u8, grant.ExpiresAt.ToEpochMilliseconds());
        json.WriteStartObject("application"u8);
        json.WriteString("id"u8, grant.ApplicationId);
        json.WriteString("name"u8, applicationName);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResources(Utf8JsonWriter json, JsonText resources)
    {
        json.WritePropertyName("resources"u8);
        resources.WriteTo(json);
    }
}
