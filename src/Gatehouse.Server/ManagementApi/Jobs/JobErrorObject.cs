using System.Text.Json;
using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Jobs;

/// <summary>A row that failed: where, and the code, data, details and message that the same thing has as an answer to a single request.</summary>
internal static class JobErrorObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Integer.Required("line"),
        Schemas.Text.OrNull().Required("userId"),
        Schemas.Text.Required("code"),
        Schemas.Anything.Optional("data"),
        Schemas.Text.Optional("details"),
        Schemas.Text.Required("message"));

    public static void Write(Utf8JsonWriter json, JobError error, Phrases phrases, string language)
    {
        json.WriteStartObject();
        json.WriteNumber("line"u8, error.Line);
        json.WriteString("userId"u8, error.Subject);
        json.WriteString("code"u8, error.Code);
        if (error.Data is { } data)
        {
            json.WritePropertyName("data"u8);
            data.WriteTo(json);
        }

        if (error.Details is { } details) json.WriteString("details"u8, details);
        json.WriteString("message"u8, phrases.Say(language, error.Code, error.Values()));
        json.WriteEndObject();
    }
}
