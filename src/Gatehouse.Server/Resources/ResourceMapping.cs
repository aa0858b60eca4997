using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Resources;

internal sealed class ApiResourceMapping : IEntityTypeConfiguration<ApiResource>
{
    public void Configure(EntityTypeBuilder<ApiResource> builder)
    {
        builder.ToTable("resources").IsConfiguration().HasRowVersion();
        builder.HasKey(resource => new { resource.TenantId, resource.Id });
        builder.Property(resource => resource.TenantId).HasMaxLength(21);
        builder.Property(resource => resource.Id).HasMaxLength(21);
        builder.HasIndex(resource => new { resource.TenantId, resource.Indicator }).IsUniqueOr("resource.resource_identifier_in_use");
    }
}

internal sealed class ResourceScopeMapping : IEntityTypeConfiguration<ResourceScope>
{
    public void Configure(EntityTypeBuilder<ResourceScope> builder)
    {
        builder.ToTable("scopes").IsConfiguration();
        builder.HasKey(scope => new { scope.TenantId, scope.Id });
        builder.Property(scope => scope.TenantId).HasMaxLength(21);
        builder.Property(scope => scope.Id).HasMaxLength(21);
        builder.Property(scope => scope.ResourceId).HasMaxLength(21);
        builder.Property(scope => scope.Name).HasMaxLength(256);
        builder.HasIndex(scope => new { scope.TenantId, scope.ResourceId, scope.Name }).IsUniqueOr("scope.name_exists");
        builder.HasOne<ApiResource>().WithMany().HasForeignKey(scope => new { scope.TenantId, scope.ResourceId });
    }
}

internal static class ResourceSets
{
    extension(GatehouseDb db)
    {
        public DbSet<ApiResource> Resources => db.Set<ApiResource>();

        public DbSet<ResourceScope> Scopes => db.Set<ResourceScope>();
    }
}
