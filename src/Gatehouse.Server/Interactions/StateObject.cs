using System.Text.Json;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// The state as callers, the audit log and the session see it (contract/experience-api.md 2): each member is written by name, so that what
/// the server keeps for itself stays here.
/// </summary>
internal static class StateObject
{
    public static JsonText Of(InteractionState state) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("interactionEvent", state.Event.ToString());
        if (state.UserId is { } userId) json.WriteString("userId", userId);
        json.WriteStartObject("profile");
        json.WriteEndObject();
        json.WriteStartArray("verificationRecords");
        foreach (var record in state.VerificationRecords) WriteRecord(json, record);
        json.WriteEndArray();
        json.WriteStartObject("mfa");
        json.WriteEndObject();
        json.WriteStartObject("signInContext");
        json.WriteString("ip", state.SignInContext.Ip);
        if (state.SignInContext.UserAgent is { } agent) json.WriteString("userAgent", agent);
        json.WriteEndObject();
        json.WriteStartObject("captcha");
        json.WriteBoolean("verified", false);
        json.WriteBoolean("skipped", false);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void WriteRecord(Utf8JsonWriter json, VerificationRecord record)
    {
        json.WriteStartObject();
        json.WriteString("id", record.Id);
        switch (record)
        {
            case PasswordVerification password:
                json.WriteString("type", "Password");
                json.WriteStartObject("identifier");
                json.WriteString("type", password.Identifier.Type);
                json.WriteString("value", password.Identifier.Value);
                json.WriteEndObject();
                json.WriteBoolean("verified", true);
                break;
        }

        json.WriteEndObject();
    }
}
