using Gatehouse.Server.Data;

namespace Gatehouse.Server.Jobs;

/// <summary>Rings when a job was queued or its cancellation asked for.</summary>
internal sealed class JobBell : Bell;
