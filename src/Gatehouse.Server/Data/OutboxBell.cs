namespace Gatehouse.Server.Data;

/// <summary>Rings when something was put into the outbox.</summary>
internal sealed class OutboxBell : Bell;
