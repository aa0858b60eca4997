using System.Text;
using System.Text.Json;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Webhooks;

/// <summary>What a test delivery carries (contract/management-webhooks.md 3): the shape of the event with made-up content, <c>hookId</c> second.</summary>
internal static class SyntheticPayload
{
    private const string UserAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
    private const string UserId = "fakeuserid01";

    public static byte[] Of(string eventName, string hookId, DateTime now) => Encoding.UTF8.GetBytes(JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("event", eventName);
        json.WriteString("hookId", hookId);
        json.WriteString("createdAt", now.ToIsoText());
        json.WriteString("userAgent", UserAgent);
        if (HookEvents.Interaction.Contains(eventName)) WriteInteraction(json, now);
        else WriteCall(json);
        json.WriteEndObject();
    }).Text);

    private static void WriteInteraction(Utf8JsonWriter json, DateTime now)
    {
        json.WriteString("sessionId", "fake-session-id");
        json.WriteString("userIp", "192.0.2.1");
        json.WriteString("userId", UserId);
        json.WriteStartObject("user");
        json.WriteString("id", UserId);
        json.WriteString("username", "foo");
        json.WriteString("primaryEmail", "foo@example.com");
        json.WriteString("primaryPhone", "15550100");
        json.WriteString("name", "Foo Bar");
        json.WriteString("avatar", "https://example.com/avatar.png");
        json.WriteStartObject("customData");
        json.WriteString("theme", "light");
        json.WriteEndObject();
        json.WriteStartObject("identities");
        json.WriteStartObject("google");
        json.WriteString("userId", "fake-google-user-id");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteNumber("lastSignInAt", now.ToEpochMilliseconds());
        json.WriteNumber("createdAt", now.ToEpochMilliseconds());
        json.WriteNumber("updatedAt", now.ToEpochMilliseconds());
        json.WriteStartObject("profile");
        json.WriteEndObject();
        json.WriteString("applicationId", "fake-application-id");
        json.WriteBoolean("isSuspended", false);
        json.WriteEndObject();
        json.WriteStartObject("application");
        json.WriteString("id", "fake-application-id");
        json.WriteString("type", "SPA");
        json.WriteString("name", "Fake application");
        json.WriteString("description", "An application made up for this test");
        json.WriteEndObject();
        json.WriteStartObject("data");
        json.WriteString("userId", UserId);
        json.WriteString("id", UserId);
        json.WriteString("username", "foo");
        json.WriteString("primaryEmail", "foo@example.com");
        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json)
    {
        json.WriteString("path", "/fake-path/:id");
        json.WriteString("method", "POST");
        json.WriteNumber("status", 200);
        json.WriteStartObject("params");
        json.WriteString("id", "fake-id");
        json.WriteEndObject();
        json.WriteStartObject("data");
        json.WriteString("result", "success");
        json.WriteEndObject();
    }
}
