using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Data;

/// <summary>One entry of the audit log (contract/management-misc.md 1): what happened, when, and the facts as JSON.</summary>
internal sealed class AuditRow
{
    private readonly string _key = "";

    /// <summary>What the keys of the entries begin with that <c>GET /api/logs</c> shows.</summary>
    public static IReadOnlyList<string> ListedPrefixes { get; } =
        ["ExchangeTokenBy", "RevokeToken", "RevokeGrants", "Interaction", "JwtCustomizer", "SamlApplication", "Action", "Unknown"];

    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public required string Key
    {
        get => _key;
        init => (_key, IsListed) = (value, IsListedKey(value));
    }

    /// <summary>Follows from the key; a column, so that an index can leave out the others.</summary>
    public bool IsListed { get; private init; }

    public required JsonText Payload { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>The user that the entry is about.</summary>
    public string? UserId { get; init; }

    /// <summary>The id of what a change was made to: the <c>subject</c> of the entry, as a column; null in entries of other things.</summary>
    public string? Subject { get; init; }

    /// <summary>The application that took part.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>The webhook that a delivery entry is about.</summary>
    public string? HookId { get; init; }

    /// <summary>How a delivery went, beside its entry's <c>result</c>, to be counted without reading JSON; null in other entries.</summary>
    public bool? Succeeded { get; init; }

    /// <summary>The columns that follow from the entry say what the entry says: none was altered to hide it from a list.</summary>
    public bool IsConsistent => IsListed == IsListedKey(Key) && Subject == (Key.StartsWith("Change.", StringComparison.Ordinal)
        && Payload.ToElement() is { ValueKind: JsonValueKind.Object } payload && payload.TryGetProperty("subject", out var subject) ? subject.GetString() : null);

    private static bool IsListedKey(string key) => ListedPrefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal));
}

internal sealed class AuditMapping : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit_logs").IsSilentInAudit();
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.Property(row => row.TenantId).HasMaxLength(21);
        builder.Property(row => row.Id).HasMaxLength(21);
        builder.Property(row => row.Key).HasMaxLength(128);
        builder.Property(row => row.UserId).HasMaxLength(12);
        builder.Property(row => row.Subject).HasMaxLength(128);
        builder.Property(row => row.ApplicationId).HasMaxLength(21);
        builder.Property(row => row.HookId).HasMaxLength(21);
        builder.HasIndex(row => new { row.TenantId, row.CreatedAt }).HasFilter("is_listed");
        // Most rows belong to no user and nearly all to no hook: those cost the index nothing.
        builder.HasIndex(row => new { row.TenantId, row.UserId, row.CreatedAt }).HasFilter("user_id IS NOT NULL");
        builder.HasIndex(row => new { row.TenantId, row.Subject, row.Id }).HasFilter("subject IS NOT NULL");
        builder.HasIndex(row => new { row.TenantId, row.HookId, row.CreatedAt, row.Succeeded }).HasFilter("hook_id IS NOT NULL");
    }
}
