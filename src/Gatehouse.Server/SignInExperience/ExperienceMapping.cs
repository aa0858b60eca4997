using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.SignInExperience;

internal sealed class ExperienceMapping : IEntityTypeConfiguration<Experience>
{
    public void Configure(EntityTypeBuilder<Experience> builder)
    {
        builder.ToTable("sign_in_experiences").IsConfiguration().HasRowVersion();
        builder.HasKey(experience => new { experience.TenantId, experience.Id });
        builder.Property(experience => experience.TenantId).HasMaxLength(21);
        builder.Property(experience => experience.Id).HasMaxLength(21);
        builder.Property(experience => experience.TermsOfUseUrl).HasMaxLength(2048);
        builder.Property(experience => experience.PrivacyPolicyUrl).HasMaxLength(2048);
        builder.Property(experience => experience.AgreeToTermsPolicy).HasMaxLength(32);
        builder.Property(experience => experience.SignInMode).HasMaxLength(32);
        builder.Property(experience => experience.SupportEmail).HasMaxLength(256);
        builder.Property(experience => experience.SupportWebsiteUrl).HasMaxLength(2048);
        builder.Property(experience => experience.UnknownSessionRedirectUrl).HasMaxLength(2048);
        builder.Ignore(experience => experience.UsernamesAreCaseSensitive);
    }
}

internal sealed class AccountCenterSettingsMapping : IEntityTypeConfiguration<AccountCenterSettings>
{
    public void Configure(EntityTypeBuilder<AccountCenterSettings> builder)
    {
        builder.ToTable("account_centers").IsConfiguration();
        builder.HasKey(settings => new { settings.TenantId, settings.Id });
        builder.Property(settings => settings.TenantId).HasMaxLength(21);
        builder.Property(settings => settings.Id).HasMaxLength(21);
        builder.Property(settings => settings.DeleteAccountUrl).HasMaxLength(2048);
    }
}

internal static class ExperienceSets
{
    extension(GatehouseDb db)
    {
        public DbSet<Experience> SignInExperiences => db.Set<Experience>();

        public DbSet<AccountCenterSettings> AccountCenters => db.Set<AccountCenterSettings>();
    }
}
