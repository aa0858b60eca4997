using Gatehouse.Server.Data;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Accounts;

internal sealed class AccountDeletionMapping : IEntityTypeConfiguration<AccountDeletion>
{
    public void Configure(EntityTypeBuilder<AccountDeletion> builder)
    {
        builder.ToTable("account_deletions");
        builder.HasKey(deletion => new { deletion.TenantId, deletion.UserId });
        builder.Property(deletion => deletion.TenantId).HasMaxLength(21);
        builder.Property(deletion => deletion.UserId).HasMaxLength(12);
        builder.HasIndex(deletion => new { deletion.TenantId, deletion.DueAt });
        builder.HasOne<User>().WithMany().HasForeignKey(deletion => new { deletion.TenantId, deletion.UserId });
    }
}

internal static class AccountSets
{
    extension(GatehouseDb db)
    {
        public DbSet<AccountDeletion> AccountDeletions => db.Set<AccountDeletion>();
    }
}
