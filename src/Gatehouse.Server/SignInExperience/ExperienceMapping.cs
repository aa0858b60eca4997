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
        builder.ToTable("account_centers").IsConfiguration().HasRowVersion();
        builder.HasKey(settings => new { settings.TenantId, settings.Id });
        builder.Property(settings => settings.TenantId).HasMaxLength(21);
        builder.Property(settings => settings.Id).HasMaxLength(21);
        builder.Property(settings => settings.DeleteAccountUrl).HasMaxLength(2048);
    }
}

internal sealed class CaptchaProviderMapping : IEntityTypeConfiguration<CaptchaProvider>
{
    public void Configure(EntityTypeBuilder<CaptchaProvider> builder)
    {
        builder.ToTable("captcha_providers").IsConfiguration().HasRowVersion();
        builder.HasKey(provider => provider.TenantId);
        builder.Property(provider => provider.TenantId).HasMaxLength(21);
        builder.Property(provider => provider.Id).HasMaxLength(21).IsRequired();
    }
}

internal sealed class CustomPhraseMapping : IEntityTypeConfiguration<CustomPhrase>
{
    public void Configure(EntityTypeBuilder<CustomPhrase> builder)
    {
        builder.ToTable("custom_phrases").IsConfiguration().HasRowVersion();
        builder.HasKey(phrase => new { phrase.TenantId, phrase.Id });
        builder.Property(phrase => phrase.TenantId).HasMaxLength(21);
        builder.Property(phrase => phrase.Id).HasMaxLength(21);
        builder.Property(phrase => phrase.LanguageTag).HasMaxLength(16);
        builder.HasIndex(phrase => new { phrase.TenantId, phrase.LanguageTag }).IsUnique();
    }
}

internal sealed class CustomProfileFieldMapping : IEntityTypeConfiguration<CustomProfileField>
{
    public void Configure(EntityTypeBuilder<CustomProfileField> builder)
    {
        builder.ToTable("custom_profile_fields").IsConfiguration().HasRowVersion();
        builder.HasKey(field => new { field.TenantId, field.Id });
        builder.Property(field => field.TenantId).HasMaxLength(21);
        builder.Property(field => field.Id).HasMaxLength(21);
        builder.Property(field => field.Name).HasMaxLength(128);
        builder.Property(field => field.Type).HasMaxLength(16);
        builder.Property(field => field.Label).HasMaxLength(128);
        builder.Property(field => field.Description).HasMaxLength(256);
        builder.HasIndex(field => new { field.TenantId, field.Name }).IsUniqueOr("custom_profile_fields.name_exists");
    }
}

internal static class ExperienceSets
{
    extension(GatehouseDb db)
    {
        public DbSet<Experience> SignInExperiences => db.Set<Experience>();

        public DbSet<AccountCenterSettings> AccountCenters => db.Set<AccountCenterSettings>();

        public DbSet<CaptchaProvider> CaptchaProviders => db.Set<CaptchaProvider>();

        public DbSet<CustomPhrase> CustomPhrases => db.Set<CustomPhrase>();

        public DbSet<CustomProfileField> CustomProfileFields => db.Set<CustomProfileField>();
    }

    /// <summary>The order in which people are asked; fields at one place stand by age.</summary>
    public static IQueryable<CustomProfileField> InOrder(this IQueryable<CustomProfileField> fields) =>
        fields.OrderBy(field => field.SieOrder).ThenBy(field => field.CreatedAt).ThenBy(field => field.Id);
}
