using Gatehouse.Server.Data;
using Gatehouse.Server.Roles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Users;

internal sealed class UserMapping : IEntityTypeConfiguration<User>
{
    /// <summary>On SQLite, the table of trigrams over the searched columns.</summary>
    public const string TextIndex = "users_search";

    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users").HasRowVersion();
        builder.HasKey(user => new { user.TenantId, user.Id });
        builder.Property(user => user.TenantId).HasMaxLength(21);
        builder.Property(user => user.Id).HasMaxLength(12);
        builder.Property(user => user.Username).HasMaxLength(128);
        builder.Property(user => user.UsernameKey).HasMaxLength(256);
        builder.Property(user => user.PrimaryEmail).HasMaxLength(128);
        builder.Property(user => user.PrimaryEmailKey).HasMaxLength(256);
        builder.Property(user => user.PrimaryPhone).HasMaxLength(128);
        builder.Property(user => user.Name).HasMaxLength(128);
        builder.Property(user => user.Avatar).HasMaxLength(2048);
        builder.Property(user => user.ApplicationId).HasMaxLength(21);
        builder.Property(user => user.PasswordDigest).HasMaxLength(256).IsSecret();
        builder.Property(user => user.PasswordAlgorithm).HasMaxLength(16);
        builder.Property(user => user.MfaVerifications).IsSecret();
        builder.Ignore(user => user.DisplayName);
        builder.HasIndex(user => new { user.TenantId, user.Sequence }).IsUnique();
        builder.HasIndex(user => new { user.TenantId, user.UsernameKey }).IsUniqueOr("user.username_already_in_use");
        builder.HasIndex(user => new { user.TenantId, user.PrimaryEmailKey }).IsUniqueOr("user.email_already_in_use");
        builder.HasIndex(user => new { user.TenantId, user.PrimaryPhone }).IsUniqueOr("user.phone_already_in_use");
        builder.HasIndex(user => new { user.TenantId, user.CreatedAt, user.Id });
        builder.HasIndex(user => new { user.TenantId, user.UpdatedAt, user.Id });
        builder.HasIndex(user => new { user.TenantId, user.LastSignInAt, user.Id });
        builder.HasIndex(user => new { user.TenantId, user.Name, user.Id });
        builder.HasIndex(user => new { user.TenantId, user.ApplicationId, user.CreatedAt, user.Id });
        builder.HasIndex(user => new { user.TenantId, user.IsSuspended, user.CreatedAt, user.Id });
        builder.HasIndex(user => new { user.TenantId, user.HasSecondFactor, user.CreatedAt, user.Id }).HasFilter("has_second_factor");
        builder.HasMany(user => user.Identities).WithOne().HasForeignKey(identity => new { identity.TenantId, identity.UserId });
    }
}

internal sealed class UserIdentityMapping : IEntityTypeConfiguration<UserIdentity>
{
    public void Configure(EntityTypeBuilder<UserIdentity> builder)
    {
        builder.ToTable("user_identities");
        builder.HasKey(identity => new { identity.TenantId, identity.UserId, identity.Target });
        builder.Property(identity => identity.TenantId).HasMaxLength(21);
        builder.Property(identity => identity.UserId).HasMaxLength(12);
        builder.Property(identity => identity.Target).HasMaxLength(128);
        builder.Property(identity => identity.IdentityId).HasMaxLength(256);
        builder.HasIndex(identity => new { identity.TenantId, identity.Target, identity.IdentityId }).IsUniqueOr("user.identity_already_in_use");
    }
}

internal sealed class UserSsoIdentityMapping : IEntityTypeConfiguration<UserSsoIdentity>
{
    public void Configure(EntityTypeBuilder<UserSsoIdentity> builder)
    {
        builder.ToTable("user_sso_identities");
        builder.HasKey(identity => new { identity.TenantId, identity.Id });
        builder.Property(identity => identity.TenantId).HasMaxLength(21);
        builder.Property(identity => identity.Id).HasMaxLength(21);
        builder.Property(identity => identity.UserId).HasMaxLength(12);
        builder.Property(identity => identity.Issuer).HasMaxLength(256);
        builder.Property(identity => identity.IdentityId).HasMaxLength(128);
        builder.Property(identity => identity.SsoConnectorId).HasMaxLength(128);
        builder.HasIndex(identity => new { identity.TenantId, identity.Issuer, identity.IdentityId }).IsUniqueOr("user.identity_already_in_use");
        builder.HasIndex(identity => new { identity.TenantId, identity.UserId, identity.SsoConnectorId }).IsUnique();
        builder.HasOne<User>().WithMany().HasForeignKey(identity => new { identity.TenantId, identity.UserId });
    }
}

internal sealed class UserRoleMapping : IEntityTypeConfiguration<UserRole>
{
    public void Configure(EntityTypeBuilder<UserRole> builder)
    {
        builder.ToTable("user_roles");
        builder.HasKey(grant => new { grant.TenantId, grant.UserId, grant.RoleId }).OrTaken("user.role_exists");
        builder.Property(grant => grant.TenantId).HasMaxLength(21);
        builder.Property(grant => grant.UserId).HasMaxLength(12);
        builder.Property(grant => grant.RoleId).HasMaxLength(21);
        builder.HasOne<User>().WithMany().HasForeignKey(grant => new { grant.TenantId, grant.UserId });
        builder.HasOne<Role>().WithMany().HasForeignKey(grant => new { grant.TenantId, grant.RoleId });
    }
}

internal sealed class PersonalAccessTokenMapping : IEntityTypeConfiguration<PersonalAccessToken>
{
    public void Configure(EntityTypeBuilder<PersonalAccessToken> builder)
    {
        builder.ToTable("personal_access_tokens");
        builder.HasKey(token => new { token.TenantId, token.UserId, token.Name }).OrTaken("user.personal_access_token_name_exists");
        builder.Property(token => token.TenantId).HasMaxLength(21);
        builder.Property(token => token.UserId).HasMaxLength(12);
        builder.Property(token => token.Name).HasMaxLength(256);
        builder.Property(token => token.Digest).HasMaxLength(43).IsSecret();
        builder.HasIndex(token => new { token.TenantId, token.Digest }).IsUnique();
        builder.HasOne<User>().WithMany().HasForeignKey(token => new { token.TenantId, token.UserId });
    }
}

internal sealed class UserCountMapping : IEntityTypeConfiguration<UserCount>
{
    public void Configure(EntityTypeBuilder<UserCount> builder)
    {
        builder.ToTable("user_counts").IsKeptByTriggers();
        builder.HasKey(count => new { count.TenantId, count.Slot });
        builder.Property(count => count.TenantId).HasMaxLength(21);
    }
}

internal sealed class UserArrivalsMapping : IEntityTypeConfiguration<UserArrivals>
{
    public void Configure(EntityTypeBuilder<UserArrivals> builder)
    {
        builder.ToTable("user_arrivals").IsKeptByTriggers();
        builder.HasKey(count => new { count.TenantId, count.Quarter, count.Slot });
        builder.Property(count => count.TenantId).HasMaxLength(21);
    }
}

internal sealed class DailyActiveUserMapping : IEntityTypeConfiguration<DailyActiveUser>
{
    public void Configure(EntityTypeBuilder<DailyActiveUser> builder)
    {
        builder.ToTable("daily_active_users").IsSilentInAudit();
        builder.HasKey(row => new { row.TenantId, row.Date, row.UserId });
        builder.Property(row => row.TenantId).HasMaxLength(21);
        builder.Property(row => row.UserId).HasMaxLength(12);
    }
}

internal sealed class UserDeviceMapping : IEntityTypeConfiguration<UserDevice>
{
    public void Configure(EntityTypeBuilder<UserDevice> builder)
    {
        builder.ToTable("user_devices").IsSilentInAudit();
        builder.HasKey(device => new { device.TenantId, device.UserId, device.Digest });
        builder.Property(device => device.TenantId).HasMaxLength(21);
        builder.Property(device => device.UserId).HasMaxLength(12);
        builder.Property(device => device.Digest).HasMaxLength(43);
        builder.HasIndex(device => new { device.TenantId, device.LastSeenAt });
        builder.HasOne<User>().WithMany().HasForeignKey(device => new { device.TenantId, device.UserId });
    }
}

internal sealed class UserLocationMapping : IEntityTypeConfiguration<UserLocation>
{
    public void Configure(EntityTypeBuilder<UserLocation> builder)
    {
        builder.ToTable("user_locations").IsSilentInAudit();
        builder.HasKey(location => new { location.TenantId, location.UserId, location.Country });
        builder.Property(location => location.TenantId).HasMaxLength(21);
        builder.Property(location => location.UserId).HasMaxLength(12);
        builder.Property(location => location.Country).HasMaxLength(64);
        builder.Property(location => location.City).HasMaxLength(128);
        builder.HasIndex(location => new { location.TenantId, location.SeenAt });
        builder.HasOne<User>().WithMany().HasForeignKey(location => new { location.TenantId, location.UserId });
    }
}

internal sealed class TokenSecretMapping : IEntityTypeConfiguration<TokenSecret>
{
    public void Configure(EntityTypeBuilder<TokenSecret> builder)
    {
        builder.ToTable("token_secrets");
        builder.HasKey(secret => new { secret.TenantId, secret.Id });
        builder.Property(secret => secret.TenantId).HasMaxLength(21);
        builder.Property(secret => secret.Id).HasMaxLength(21);
        builder.Property(secret => secret.UserId).HasMaxLength(12);
        builder.Property(secret => secret.Type).HasMaxLength(32);
        builder.Property(secret => secret.Tokens).IsSecret();
        builder.Property(secret => secret.IdentityId).HasMaxLength(256);
        builder.Property(secret => secret.ConnectorId).HasMaxLength(128);
        builder.Property(secret => secret.Target).HasMaxLength(128);
        builder.Property(secret => secret.SsoConnectorId).HasMaxLength(128);
        builder.Property(secret => secret.Issuer).HasMaxLength(256);
        builder.HasIndex(secret => new { secret.TenantId, secret.UserId, secret.Target }).IsUnique();
        builder.HasIndex(secret => new { secret.TenantId, secret.UserId, secret.SsoConnectorId }).IsUnique();
        builder.HasOne<User>().WithMany().HasForeignKey(secret => new { secret.TenantId, secret.UserId });
    }
}

internal static class UserSets
{
    extension(GatehouseDb db)
    {
        public DbSet<User> Users => db.Set<User>();

        public DbSet<UserRole> UserRoles => db.Set<UserRole>();

        public DbSet<UserIdentity> UserIdentities => db.Set<UserIdentity>();

        public DbSet<PersonalAccessToken> PersonalAccessTokens => db.Set<PersonalAccessToken>();

        public DbSet<UserDevice> UserDevices => db.Set<UserDevice>();

        public DbSet<UserLocation> UserLocations => db.Set<UserLocation>();

        public DbSet<TokenSecret> TokenSecrets => db.Set<TokenSecret>();

        public DbSet<DailyActiveUser> DailyActiveUsers => db.Set<DailyActiveUser>();

        public DbSet<UserSsoIdentity> UserSsoIdentities => db.Set<UserSsoIdentity>();
    }
}
