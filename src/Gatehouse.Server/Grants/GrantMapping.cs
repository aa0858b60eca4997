using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Grants;

internal sealed class GrantMapping : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> builder)
    {
        builder.ToTable("grants").IsSilentInAudit().HasRowVersion();
        builder.HasKey(grant => new { grant.TenantId, grant.Id });
        builder.Property(grant => grant.TenantId).HasMaxLength(21);
        builder.Property(grant => grant.Id).HasMaxLength(21);
        builder.Property(grant => grant.UserId).HasMaxLength(12);
        builder.Property(grant => grant.ApplicationId).HasMaxLength(21);
        builder.Ignore(grant => grant.OidcScopes);
        builder.Ignore(grant => grant.Granted);
        builder.Ignore(grant => grant.Rejected);
        builder.Ignore(grant => grant.Facts);
        builder.HasIndex(grant => new { grant.TenantId, grant.UserId, grant.ApplicationId, grant.CreatedAt });
        builder.HasIndex(grant => new { grant.TenantId, grant.ExpiresAt });
        builder.HasOne<User>().WithMany().HasForeignKey(grant => new { grant.TenantId, grant.UserId });
    }
}

internal sealed class IssuedTokenMapping : IEntityTypeConfiguration<IssuedToken>
{
    public void Configure(EntityTypeBuilder<IssuedToken> builder)
    {
        builder.ToTable("issued_tokens").IsSilentInAudit().HasRowVersion();
        builder.HasKey(token => new { token.TenantId, token.Digest });
        builder.Property(token => token.TenantId).HasMaxLength(21);
        builder.Property(token => token.Digest).HasMaxLength(43);
        builder.Property(token => token.GrantId).HasMaxLength(21);
        builder.Property(token => token.ApplicationId).HasMaxLength(21);
        builder.Property(token => token.UserId).HasMaxLength(12);
        builder.Property(token => token.SessionId).HasMaxLength(21);
        builder.HasIndex(token => new { token.TenantId, token.GrantId });
        builder.HasIndex(token => new { token.TenantId, token.ExpiresAt });
        builder.HasOne<Grant>().WithMany().HasForeignKey(token => new { token.TenantId, token.GrantId });
    }
}

internal sealed class DeviceCodeMapping : IEntityTypeConfiguration<DeviceCode>
{
    public void Configure(EntityTypeBuilder<DeviceCode> builder)
    {
        builder.ToTable("device_codes").IsSilentInAudit().HasRowVersion();
        builder.HasKey(code => new { code.TenantId, code.Digest });
        builder.Property(code => code.TenantId).HasMaxLength(21);
        builder.Property(code => code.Digest).HasMaxLength(43);
        builder.Property(code => code.UserCode).HasMaxLength(16);
        builder.Property(code => code.ApplicationId).HasMaxLength(21);
        builder.Property(code => code.GrantId).HasMaxLength(21);
        builder.Property(code => code.UserId).HasMaxLength(12);
        builder.Property(code => code.SessionId).HasMaxLength(21);
        builder.Ignore(code => code.EndsWithSession);
        builder.HasIndex(code => new { code.TenantId, code.UserCode }).IsUnique();
        builder.HasIndex(code => new { code.TenantId, code.ExpiresAt });
    }
}

internal sealed class PushedRequestMapping : IEntityTypeConfiguration<PushedRequest>
{
    public void Configure(EntityTypeBuilder<PushedRequest> builder)
    {
        builder.ToTable("pushed_requests").IsSilentInAudit().HasRowVersion();
        builder.HasKey(request => new { request.TenantId, request.Digest });
        builder.Property(request => request.TenantId).HasMaxLength(21);
        builder.Property(request => request.Digest).HasMaxLength(43);
        builder.Property(request => request.ApplicationId).HasMaxLength(21);
        builder.HasIndex(request => new { request.TenantId, request.ExpiresAt });
    }
}

internal sealed class SubjectTokenMapping : IEntityTypeConfiguration<SubjectToken>
{
    public void Configure(EntityTypeBuilder<SubjectToken> builder)
    {
        builder.ToTable("subject_tokens").HasRowVersion();
        builder.HasKey(token => new { token.TenantId, token.Digest });
        builder.Property(token => token.TenantId).HasMaxLength(21);
        builder.Property(token => token.Digest).HasMaxLength(43).IsSecret();
        builder.Property(token => token.UserId).HasMaxLength(12);
        builder.Property(token => token.CreatorId).HasMaxLength(32);
        builder.HasIndex(token => new { token.TenantId, token.ExpiresAt });
        builder.HasOne<User>().WithMany().HasForeignKey(token => new { token.TenantId, token.UserId });
    }
}

internal sealed class UsedIdentifierMapping : IEntityTypeConfiguration<UsedIdentifier>
{
    public void Configure(EntityTypeBuilder<UsedIdentifier> builder)
    {
        builder.ToTable("used_identifiers").IsSilentInAudit();
        builder.HasKey(used => new { used.TenantId, used.Purpose, used.Digest });
        builder.Property(used => used.TenantId).HasMaxLength(21);
        builder.Property(used => used.Purpose).HasMaxLength(32);
        builder.Property(used => used.Digest).HasMaxLength(43);
        builder.HasIndex(used => new { used.TenantId, used.ExpiresAt });
    }
}

internal sealed class ConsentedOrganizationMapping : IEntityTypeConfiguration<ConsentedOrganization>
{
    public void Configure(EntityTypeBuilder<ConsentedOrganization> builder)
    {
        builder.ToTable("consented_organizations");
        builder.HasKey(consent => new { consent.TenantId, consent.ApplicationId, consent.UserId, consent.OrganizationId });
        builder.Property(consent => consent.TenantId).HasMaxLength(21);
        builder.Property(consent => consent.ApplicationId).HasMaxLength(21);
        builder.Property(consent => consent.UserId).HasMaxLength(12);
        builder.Property(consent => consent.OrganizationId).HasMaxLength(21);
        builder.HasOne<Application>().WithMany().HasForeignKey(consent => new { consent.TenantId, consent.ApplicationId });
        // Whoever leaves the organization takes the consent along.
        builder.HasOne<OrganizationUser>().WithMany().HasForeignKey(consent => new { consent.TenantId, consent.OrganizationId, consent.UserId });
    }
}

internal sealed class AccessRuleMapping : IEntityTypeConfiguration<AccessRule>
{
    public void Configure(EntityTypeBuilder<AccessRule> builder)
    {
        builder.ToTable("application_access_rules");
        builder.HasKey(rule => new { rule.TenantId, rule.ApplicationId, rule.Kind, rule.TargetId, rule.OrganizationRoleId });
        builder.Property(rule => rule.TenantId).HasMaxLength(21);
        builder.Property(rule => rule.ApplicationId).HasMaxLength(21);
        builder.Property(rule => rule.Kind).HasConversion<string>().HasMaxLength(32);
        builder.Property(rule => rule.TargetId).HasMaxLength(21);
        builder.Property(rule => rule.OrganizationRoleId).HasMaxLength(21);
        builder.HasOne<Application>().WithMany().HasForeignKey(rule => new { rule.TenantId, rule.ApplicationId });
    }
}

internal sealed class EnabledScopeMapping : IEntityTypeConfiguration<EnabledScope>
{
    public void Configure(EntityTypeBuilder<EnabledScope> builder)
    {
        builder.ToTable("application_enabled_scopes").IsConfiguration();
        builder.HasKey(scope => new { scope.TenantId, scope.ApplicationId, scope.Kind, scope.Scope });
        builder.Property(scope => scope.TenantId).HasMaxLength(21);
        builder.Property(scope => scope.ApplicationId).HasMaxLength(21);
        builder.Property(scope => scope.Kind).HasConversion<string>().HasMaxLength(32);
        builder.Property(scope => scope.Scope).HasMaxLength(64);
        builder.HasOne<Application>().WithMany().HasForeignKey(scope => new { scope.TenantId, scope.ApplicationId });
    }
}

internal static class GrantSets
{
    extension(GatehouseDb db)
    {
        public DbSet<Grant> Grants => db.Set<Grant>();

        public DbSet<IssuedToken> IssuedTokens => db.Set<IssuedToken>();

        public DbSet<DeviceCode> DeviceCodes => db.Set<DeviceCode>();

        public DbSet<PushedRequest> PushedRequests => db.Set<PushedRequest>();

        public DbSet<SubjectToken> SubjectTokens => db.Set<SubjectToken>();

        public DbSet<UsedIdentifier> UsedIdentifiers => db.Set<UsedIdentifier>();

        public DbSet<ConsentedOrganization> ConsentedOrganizations => db.Set<ConsentedOrganization>();

        public DbSet<AccessRule> AccessRules => db.Set<AccessRule>();

        public DbSet<EnabledScope> EnabledScopes => db.Set<EnabledScope>();
    }
}
