using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Data;

/// <summary>What a mapping tells the unit of work about its table, beyond what EF knows.</summary>
internal static class TableNotes
{
    public const string AcrossTenants = "Gatehouse:AcrossTenants";
    public const string Configuration = "Gatehouse:Configuration";
    public const string KeptByTriggers = "Gatehouse:KeptByTriggers";
    public const string MissingRelation = "Gatehouse:MissingRelation";
    public const string Secret = "Gatehouse:Secret";
    public const string Silent = "Gatehouse:Silent";
    public const string Taken = "Gatehouse:Taken";

    /// <summary>The rows carry a tenant id but are read for all tenants at once.</summary>
    public static EntityTypeBuilder<T> IsSeenAcrossTenants<T>(this EntityTypeBuilder<T> entity) where T : class =>
        (EntityTypeBuilder<T>)entity.HasAnnotation(AcrossTenants, true);

    /// <summary>The rows belong to the snapshot: a change makes every node read it anew.</summary>
    public static EntityTypeBuilder<T> IsConfiguration<T>(this EntityTypeBuilder<T> entity) where T : class =>
        (EntityTypeBuilder<T>)entity.HasAnnotation(Configuration, true);

    /// <summary>Triggers of another table make and change the rows.</summary>
    public static EntityTypeBuilder<T> IsKeptByTriggers<T>(this EntityTypeBuilder<T> entity) where T : class =>
        (EntityTypeBuilder<T>)entity.HasAnnotation(KeptByTriggers, true);

    /// <summary>The status of <c>entity.relation_foreign_key_not_found</c> when a row points to nothing; 404 unless said (contract 1.4).</summary>
    public static EntityTypeBuilder<T> ReportsMissingRelationsAs<T>(this EntityTypeBuilder<T> entity, int status) where T : class =>
        (EntityTypeBuilder<T>)entity.HasAnnotation(MissingRelation, status);

    /// <summary>Changes of the rows are not written into the audit entry's list of changes.</summary>
    public static EntityTypeBuilder<T> IsSilentInAudit<T>(this EntityTypeBuilder<T> entity) where T : class =>
        (EntityTypeBuilder<T>)entity.HasAnnotation(Silent, true);

    /// <summary>The audit entry says that the value changed, never the value.</summary>
    public static PropertyBuilder<T> IsSecret<T>(this PropertyBuilder<T> property) => property.HasAnnotation(Secret, true);

    /// <summary>The error code (status 422) when another row has these values already.</summary>
    public static IndexBuilder<T> IsUniqueOr<T>(this IndexBuilder<T> index, string code) =>
        (IndexBuilder<T>)index.IsUnique().HasAnnotation(Taken, code);

    /// <inheritdoc cref="IsUniqueOr{T}(IndexBuilder{T}, string)"/>
    public static KeyBuilder OrTaken(this KeyBuilder key, string code) => key.HasAnnotation(Taken, code);
}
