namespace Gatehouse.Server.Connectors;

/// <summary>Recipients and contents of messages are nobody's business who reads logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1401, LogLevel.Information, "A message ({Type}, {UsageType}) was put into the development mailbox; no message leaves the server until a connector is set up")]
    public static partial void MessageStayed(this ILogger log, ConnectorType type, string usageType);

    [LoggerMessage(1402, LogLevel.Warning, "Connector {ConnectorId} could not send a message ({UsageType}): {Code}")]
    public static partial void SendingFailed(this ILogger log, string connectorId, string usageType, string code);

    [LoggerMessage(1403, LogLevel.Error, "A message ({UsageType}) that was to be sent after its request could not be sent")]
    public static partial void SendingLaterFailed(this ILogger log, Exception problem, string usageType);

    [LoggerMessage(1404, LogLevel.Error, "A message ({UsageType}) is not sent: {Waiting} others wait for their provider already")]
    public static partial void TooManyWait(this ILogger log, string usageType, int waiting);

    [LoggerMessage(1411, LogLevel.Error, "Message {Id} was given up after {Attempts} tries: {Code}")]
    public static partial void OwedMessageGivenUp(this ILogger log, string id, string code, int attempts);
}
