using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Webhooks;

/// <summary>A webhook: where events go, which ones, and the key that signs them (contract/management-webhooks.md 1).</summary>
internal sealed class Hook
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public string Name { get; set; } = "";

    /// <summary>The single event of hooks made the old way; it counts only while <see cref="Events"/> is empty.</summary>
    public string? Event { get; set; }

    /// <summary>A JSON array of event names.</summary>
    public JsonText Events { get; set; } = JsonText.EmptyArray;

    /// <summary><c>url</c>, <c>headers</c>, <c>retries</c>, <c>format</c>, as sent.</summary>
    public required JsonText Config { get; set; }

    public required SealedText SigningKey { get; set; }

    /// <summary>The key before, which signs along until <see cref="PreviousKeyEndsAt"/>.</summary>
    public SealedText? PreviousSigningKey { get; set; }

    public DateTime? PreviousKeyEndsAt { get; set; }

    public bool Enabled { get; set; } = true;

    public required DateTime CreatedAt { get; init; }

    /// <summary>The events that count.</summary>
    public IReadOnlyList<string> AskedEvents()
    {
        var names = Events.ToElement().EnumerateArray().Select(name => name.GetString()!).ToList();
        return names.Count > 0 || Event is null ? names : [Event];
    }
}

internal sealed class HookMapping : IEntityTypeConfiguration<Hook>
{
    public void Configure(EntityTypeBuilder<Hook> builder)
    {
        builder.ToTable("hooks").IsConfiguration().HasRowVersion();
        builder.HasKey(hook => new { hook.TenantId, hook.Id });
        builder.Property(hook => hook.TenantId).HasMaxLength(21);
        builder.Property(hook => hook.Id).HasMaxLength(21);
        builder.Property(hook => hook.Name).HasMaxLength(256);
        builder.Property(hook => hook.Event).HasMaxLength(64);
        // Headers may carry the receiver's credentials.
        builder.Property(hook => hook.Config).IsSecret();
    }
}

internal static class HookSets
{
    extension(GatehouseDb db)
    {
        public DbSet<Hook> Hooks => db.Set<Hook>();
    }
}
