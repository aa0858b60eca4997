using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.EmailTemplates;

internal sealed class EmailTemplateMapping : IEntityTypeConfiguration<EmailTemplate>
{
    public void Configure(EntityTypeBuilder<EmailTemplate> builder)
    {
        builder.ToTable("email_templates").HasRowVersion();
        builder.HasKey(template => new { template.TenantId, template.Id });
        builder.Property(template => template.TenantId).HasMaxLength(21);
        builder.Property(template => template.Id).HasMaxLength(21);
        builder.Property(template => template.LanguageTag).HasMaxLength(16);
        builder.Property(template => template.TemplateType).HasMaxLength(32);
        builder.HasIndex(template => new { template.TenantId, template.LanguageTag, template.TemplateType }).IsUnique();
    }
}

internal static class EmailTemplateSets
{
    extension(GatehouseDb db)
    {
        public DbSet<EmailTemplate> EmailTemplates => db.Set<EmailTemplate>();
    }
}
