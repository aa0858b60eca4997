using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Administrators;

internal sealed class SetUpLinkMapping : IEntityTypeConfiguration<SetUpLink>
{
    public void Configure(EntityTypeBuilder<SetUpLink> builder)
    {
        builder.ToTable("set_up_links").IsSilentInAudit();
        builder.HasKey(link => new { link.TenantId, link.Digest });
        builder.Property(link => link.TenantId).HasMaxLength(21);
        builder.Property(link => link.Digest).HasMaxLength(43);
    }
}

internal static class AdministratorSets
{
    extension(GatehouseDb db)
    {
        public DbSet<SetUpLink> SetUpLinks => db.Set<SetUpLink>();
    }
}
