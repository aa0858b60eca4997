using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Applications;

internal sealed class ApplicationMapping : IEntityTypeConfiguration<Application>
{
    public void Configure(EntityTypeBuilder<Application> builder)
    {
        builder.ToTable("applications").IsConfiguration().HasRowVersion();
        builder.HasKey(application => new { application.TenantId, application.Id });
        builder.Property(application => application.TenantId).HasMaxLength(21);
        builder.Property(application => application.Id).HasMaxLength(21);
        builder.Property(application => application.Name).HasMaxLength(256);
        builder.Property(application => application.Type).HasConversion<string>().HasMaxLength(32);
        builder.HasIndex(application => new { application.TenantId, application.CreatedAt, application.Id });
        builder.HasMany(application => application.Secrets).WithOne().HasForeignKey(secret => new { secret.TenantId, secret.ApplicationId });
    }
}

internal sealed class ApplicationSecretMapping : IEntityTypeConfiguration<ApplicationSecret>
{
    public void Configure(EntityTypeBuilder<ApplicationSecret> builder)
    {
        builder.ToTable("application_secrets").IsConfiguration();
        builder.HasKey(secret => new { secret.TenantId, secret.ApplicationId, secret.Name }).OrTaken("application.secret_name_exists");
        builder.Property(secret => secret.TenantId).HasMaxLength(21);
        builder.Property(secret => secret.ApplicationId).HasMaxLength(21);
        builder.Property(secret => secret.Name).HasMaxLength(256);
    }
}

internal static class ApplicationSets
{
    extension(GatehouseDb db)
    {
        public DbSet<Application> Applications => db.Set<Application>();

        public DbSet<ApplicationSecret> ApplicationSecrets => db.Set<ApplicationSecret>();
    }
}
