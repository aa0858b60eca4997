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
        builder.Property(application => application.ProtectedHost).HasMaxLength(128);
        builder.Property(application => application.CustomDomain).HasMaxLength(256);
        builder.HasIndex(application => new { application.TenantId, application.CreatedAt, application.Id });
        builder.HasIndex(application => new { application.TenantId, application.ProtectedHost }).IsUniqueOr("application.protected_application_subdomain_exists");
        builder.HasIndex(application => new { application.TenantId, application.CustomDomain }).IsUniqueOr("domain.hostname_already_exists");
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

internal sealed class ApplicationExperienceMapping : IEntityTypeConfiguration<ApplicationExperience>
{
    public void Configure(EntityTypeBuilder<ApplicationExperience> builder)
    {
        builder.ToTable("application_sign_in_experiences").IsConfiguration();
        builder.HasKey(experience => new { experience.TenantId, experience.ApplicationId });
        builder.Property(experience => experience.TenantId).HasMaxLength(21);
        builder.Property(experience => experience.ApplicationId).HasMaxLength(21);
        builder.Property(experience => experience.TermsOfUseUrl).HasMaxLength(2048);
        builder.Property(experience => experience.PrivacyPolicyUrl).HasMaxLength(2048);
        builder.Property(experience => experience.DisplayName).HasMaxLength(256);
        builder.HasOne<Application>().WithMany().HasForeignKey(experience => new { experience.TenantId, experience.ApplicationId });
    }
}

internal static class ApplicationSets
{
    extension(GatehouseDb db)
    {
        public DbSet<Application> Applications => db.Set<Application>();

        public DbSet<ApplicationSecret> ApplicationSecrets => db.Set<ApplicationSecret>();

        public DbSet<ApplicationExperience> ApplicationExperiences => db.Set<ApplicationExperience>();
    }
}
