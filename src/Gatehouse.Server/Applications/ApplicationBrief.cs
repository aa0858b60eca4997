using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Applications;

/// <summary>An application as webhooks see it (contract/management-webhooks.md 6.1).</summary>
internal static class ApplicationBrief
{
    public static JsonText Of(RegisteredApplication application) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", application.Id);
        json.WriteString("type", application.Type.ToString());
        json.WriteString("name", application.Name);
        json.WriteString("description", application.Description);
        json.WriteEndObject();
    });
}
