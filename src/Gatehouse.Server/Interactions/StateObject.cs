using Gatehouse.Server.Interactions.Mfa;
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
        json.WritePropertyName("profile");
        (state.Profile ?? PendingProfile.Empty).WriteTo(json);
        json.WriteStartArray("verificationRecords");
        foreach (var record in state.VerificationRecords)
        {
            json.WriteStartObject();
            json.WriteString("id", record.Id);
            json.WriteString("type", record.Type);
            record.WriteMembers(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("mfa");
        (state.Mfa ?? PendingMfa.Empty).WriteTo(json);
        json.WritePropertyName("signInContext");
        state.SignInContext.WriteTo(json);
        json.WriteStartObject("captcha");
        json.WriteBoolean("verified", state.Captcha?.Verified ?? false);
        json.WriteBoolean("skipped", state.Captcha?.Skipped ?? false);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
