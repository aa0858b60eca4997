using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Webhooks;

/// <summary>The log entry of one delivery attempt (contract/management-webhooks.md 2).</summary>
internal static class DeliveryLog
{
    /// <summary>How much of an answer is kept, in characters.</summary>
    public const int LongestBody = 4096;

    /// <summary>How long a body that was sent may be to be kept, in characters; beyond it only its place is kept.</summary>
    public const int LongestRequest = 64 * 1024;

    private const string TooLong = "(too long to be kept)";

    public static AuditRow Entry(ClaimedDelivery delivery, string body, DeliveryOutcome outcome, DateTime now)
    {
        var key = "TriggerHook." + delivery.Event;
        return new AuditRow
        {
            TenantId = delivery.Hook.TenantId,
            Id = Identifier.Ordered(now),
            Key = key,
            CreatedAt = now,
            HookId = delivery.Hook.HookId,
            Succeeded = outcome.IsSuccess,
            Payload = JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("key", key);
                json.WriteString("result", outcome.IsSuccess ? "Success" : "Error");
                json.WriteString("hookId", delivery.Hook.HookId);
                json.WriteStartObject("hookRequest");
                json.WritePropertyName("body");
                if (body.Length > LongestRequest) json.WriteStringValue(TooLong);
                else (SensitiveJson.TryMask(body) ?? throw new InvalidOperationException($"The payload of event {delivery.EventId} is no JSON")).WriteTo(json);
                json.WriteEndObject();
                if (outcome is DeliveryOutcome.Answered answer) WriteResponse(json, answer);
                if (ErrorOf(outcome) is { } error) json.WriteString("error", SensitiveJson.Clean(error));
                // Ours: by it the event can be sent again.
                json.WriteString("eventId", delivery.EventId);
                json.WriteEndObject();
            }),
        };
    }

    /// <summary>Why the delivery did not arrive, to be shown beside what is owed.</summary>
    public static string? ShortErrorOf(DeliveryOutcome outcome)
    {
        var text = outcome switch
        {
            DeliveryOutcome.Answered answer => $"HTTPError: status {answer.StatusCode}",
            DeliveryOutcome.Failed failure => $"{failure.Kind}: {failure.Message}",
            DeliveryOutcome.Dropped dropped => dropped.Reason,
            _ => null,
        };
        return text is null || text.Length <= OutboxMapping.LongestError ? text : text[..OutboxMapping.LongestError];
    }

    private static void WriteResponse(Utf8JsonWriter json, DeliveryOutcome.Answered answer)
    {
        json.WriteStartObject("response");
        json.WriteNumber("statusCode", answer.StatusCode);
        json.WritePropertyName("body");
        if (answer.IsCut && answer.Body.TrimStart() is ['{' or '[', ..]) json.WriteStringValue(TooLong); // Its secrets can't be told from the rest.
        else if (SensitiveJson.TryMask(answer.Body) is not { } parsed) json.WriteStringValue(Cut(SensitiveJson.Clean(answer.Body)));
        else if (parsed.Text.Length > LongestBody) json.WriteStringValue(Cut(parsed.Text));
        else parsed.WriteTo(json);
        json.WriteEndObject();
    }

    private static string? ErrorOf(DeliveryOutcome outcome) => outcome switch
    {
        { IsSuccess: true } => null,
        DeliveryOutcome.Answered answer => Error("HTTPError", $"Request failed with status code {answer.StatusCode}"),
        DeliveryOutcome.Failed failure => Error(failure.Kind, failure.Message),
        DeliveryOutcome.Dropped dropped => Error("Dropped", dropped.Reason),
        var other => throw new InvalidOperationException(other.ToString()),
    };

    private static string Error(string name, string message) => $"{name}: " + JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("message", message);
        json.WriteEndObject();
    });

    private static string Cut(string text) =>
        text.Length <= LongestBody ? text : text[..(char.IsHighSurrogate(text[LongestBody - 1]) ? LongestBody - 1 : LongestBody)];
}
