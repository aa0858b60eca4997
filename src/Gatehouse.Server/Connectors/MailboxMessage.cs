using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.Connectors;

/// <summary>A message that stayed in the development mailbox: nothing of it left the server (contract/test-mode.md, a mailbox for people).</summary>
internal sealed class MailboxMessage
{
    public required string TenantId { get; init; }

    /// <summary>Grows with the order of arrival.</summary>
    public required long Id { get; init; }

    public required ConnectorType Type { get; init; }

    public required string Recipient { get; init; }

    /// <summary>The template's usage type, for example <c>SignIn</c>.</summary>
    public required string UsageType { get; init; }

    /// <summary>A JSON object with <c>subject</c>, <c>content</c>, <c>contentType</c>, <c>payload</c>: codes and links work like passwords.</summary>
    public required SealedText Content { get; init; }

    public required DateTime CreatedAt { get; init; }
}
