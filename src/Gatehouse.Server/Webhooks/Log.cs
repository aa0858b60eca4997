namespace Gatehouse.Server.Webhooks;

/// <summary>An address may carry its receiver's secrets: the log names the host only.</summary>
internal static partial class Log
{
    [LoggerMessage(1102, LogLevel.Error, "What became of the delivery of event {EventId} to webhook {HookId} could not be stored; it will be made again")]
    public static partial void SettlingFailed(this ILogger log, Exception problem, string eventId, string hookId);

    [LoggerMessage(1103, LogLevel.Information, "The delivery of event {EventId} to webhook {HookId} at {Host} failed at attempt {Attempt}; the next is due at {DueAt:O}")]
    public static partial void DeliveryFailed(this ILogger log, string eventId, string hookId, string host, int attempt, DateTime dueAt);

    [LoggerMessage(1104, LogLevel.Warning, "The delivery of event {EventId} to webhook {HookId} at {Host} was given up after {Attempt} attempts")]
    public static partial void DeliveryGivenUp(this ILogger log, string eventId, string hookId, string? host, int attempt);
}
