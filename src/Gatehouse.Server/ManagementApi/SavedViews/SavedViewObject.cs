using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SavedViews;

namespace Gatehouse.Server.ManagementApi.SavedViews;

/// <summary>A state of a list under a name, as answers show it (docs/user-lists.md).</summary>
internal static class SavedViewObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("id"), Schemas.Text.Required("list"), Schemas.Text.Required("name"), Schemas.Text.Required("query"), Schemas.Integer.Required("createdAt"));

    public static void Write(Utf8JsonWriter json, SavedView view)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, view.Id);
        json.WriteString("list"u8, view.List);
        json.WriteString("name"u8, view.Name);
        json.WriteString("query"u8, view.Query);
        json.WriteNumber("createdAt"u8, view.CreatedAt.ToEpochMilliseconds());
        json.WriteEndObject();
    }
}
