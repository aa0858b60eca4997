using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.Connectors;

/// <summary>A message that was promised by a change and has not been sent yet: it goes out after the answer, also when the server died in between.</summary>
internal sealed class OwedMessage
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    /// <summary>A JSON object with <c>type</c>, <c>recipient</c>, <c>usageType</c>, <c>payload</c> and <c>locale</c>.</summary>
    public required SealedText Content { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>Not before then; whoever tries moves it on, so that nobody else does.</summary>
    public required DateTime DueAt { get; init; }

    public required DateTime CreatedAt { get; init; }
}
