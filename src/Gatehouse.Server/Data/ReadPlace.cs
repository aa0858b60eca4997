namespace Gatehouse.Server.Data;

/// <summary>
/// Where a scope reads: from the primary, unless its edge says that the answer may be some moments old
/// (docs/adr/0022). Said before the scope's context is made; later it has no effect.
/// </summary>
internal sealed class ReadPlace
{
    public bool MayBeStale { get; set; }
}
