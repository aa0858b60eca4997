using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Interactions;

/// <summary>The audit entries of the provider's side of an interaction (contract/oidc.md 23): that it began, that it ended and how.</summary>
internal sealed class AuthorizationAudit(CurrentTenant tenant, ChangeOrigin origin, TimeProvider time)
{
    private const int LongestKept = 512;
    private const string Masked = "******";

    /// <summary>A token that opens an account must not lie in a log.</summary>
    private static readonly string[] Secret = ["one_time_token", "google_one_tap_credential"];

    /// <summary>Null where nothing began and nothing ended.</summary>
    public AuditRow? Of(AuthorizationAdvance advance) => advance.Step switch
    {
        AuthorizationStep.Ask ask => Row("Interaction.Create", advance, ask.Interaction.Id, ask.Interaction.SessionId, ask.Interaction.UserId, json => json.WriteString("prompt", ask.Interaction.Prompt)),
        AuthorizationStep.Answer or AuthorizationStep.DeviceApproved => Row("Interaction.End", advance, null, advance.SessionId, advance.UserId, _ => { }),
        AuthorizationStep.Refuse refuse => Row("Interaction.End", advance, null, advance.SessionId, advance.UserId, json =>
        {
            json.WriteStartObject("error");
            json.WriteString("code", "oidc." + refuse.Error.Error);
            if (refuse.Error.Description is { } description) json.WriteString("message", description);
            json.WriteEndObject();
        }),
        _ => null,
    };

    private AuditRow Row(string key, AuthorizationAdvance advance, string? interactionId, string? sessionId, string? userId, Action<Utf8JsonWriter> more) => new()
    {
        TenantId = tenant.Id,
        Id = Identifier.Ordered(time.GetUtcNow().UtcDateTime),
        Key = key,
        CreatedAt = time.GetUtcNow().UtcDateTime,
        UserId = userId,
        ApplicationId = advance.Request?.ClientId,
        Payload = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("result", advance.Step is AuthorizationStep.Refuse ? "Error" : "Success");
            if (origin.Ip is not null) json.WriteString("ip", origin.Ip);
            if (origin.UserAgent is not null) json.WriteString("userAgent", origin.UserAgent);
            if (advance.Request is not null) json.WriteString("applicationId", advance.Request.ClientId);
            if ((interactionId ?? advance.InteractionId) is { } interaction) json.WriteString("interactionId", interaction);
            if (sessionId is not null) json.WriteString("sessionId", sessionId);
            if (userId is not null) json.WriteString("userId", userId);
            more(json);
            if (advance.Request is { } request) WriteParams(json, request.Parameters);
            json.WriteEndObject();
        }),
    };

    private static void WriteParams(Utf8JsonWriter json, Protocol.Parameters.ProtocolParameters parameters)
    {
        json.WriteStartObject("params");
        foreach (var member in StoredParameters.ToStored(parameters).ToElement().EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            if (member.Value.ValueKind != JsonValueKind.String) member.Value.WriteTo(json);
            else json.WriteStringValue(Secret.Contains(member.Name) ? Masked : Kept(member.Value.GetString()!));
        }

        json.WriteEndObject();
    }

    private static string Kept(string text)
    {
        if (text.Length <= LongestKept) return text;
        // Not between the halves of one character: what is left would be no text any more.
        return text[..(char.IsHighSurrogate(text[LongestKept - 1]) ? LongestKept - 1 : LongestKept)];
    }
}
