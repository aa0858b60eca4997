using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.Audit;

/// <summary>
/// A stretch of a tenant's audit log that nobody changes unnoticed any more (docs/audit.md): what its entries were, and the seal before it.
/// </summary>
internal sealed class AuditSeal
{
    public required string TenantId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required long Number { get; init; }

    /// <summary>The id of its last entry; the stretch begins behind the last one of the seal before.</summary>
    public required string LastId { get; init; }

    public required int Count { get; init; }

    /// <summary>A <see cref="RowDigest"/> for each entry, in the order of their ids; empty once they have gone by retention.</summary>
    public required byte[] Rows { get; set; }

    /// <summary>The SHA-256 of <see cref="Rows"/> as they were.</summary>
    public required string RowsDigest { get; init; }

    /// <summary>Over all of the above and the digest of the seal before.</summary>
    public required string Digest { get; init; }

    /// <summary>The digest under the key ring: who has nothing but the database can't make one.</summary>
    public required SealedText Mark { get; init; }

    public required DateTime SealedAt { get; init; }

    /// <summary>That retention took the entries, under the key ring; null while they are to be there.</summary>
    public SealedText? PurgeMark { get; set; }
}
