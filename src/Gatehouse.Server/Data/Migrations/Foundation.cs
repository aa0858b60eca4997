using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>The first schema: tenants, keys, applications, resources, roles, organizations, users, hooks, outbox, audit log.</summary>
[Migration("20261122000000_Foundation")]
internal sealed class Foundation : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var json = migrationBuilder.IsNpgsql() ? "json" : "TEXT";
        AddTables(migrationBuilder, json);
        AddIndexes(migrationBuilder);
        if (migrationBuilder.IsNpgsql()) AddPostgresSearch(migrationBuilder);
        else AddSqliteSearch(migrationBuilder);
    }

    private static void AddTables(MigrationBuilder migration, string json)
    {
        migration.CreateTable("account_centers", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            enabled = table.Column<bool>(),
            fields = table.Column<string>(json),
            webauthn_related_origins = table.Column<string>(json),
            delete_account_url = table.Column<string>(maxLength: 2048, nullable: true),
            custom_css = table.Column<string>(nullable: true),
            profile_fields = table.Column<string>(json, nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_account_centers", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("applications", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            name = table.Column<string>(maxLength: 256),
            legacy_secret = table.Column<string>(nullable: true),
            description = table.Column<string>(nullable: true),
            type = table.Column<string>(maxLength: 32),
            oidc_client_metadata = table.Column<string>(json),
            custom_client_metadata = table.Column<string>(json),
            protected_app_metadata = table.Column<string>(json, nullable: true),
            custom_data = table.Column<string>(json),
            is_third_party = table.Column<bool>(),
            app_level_access_control_enabled = table.Column<bool>(),
            created_at = table.Column<DateTime>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_applications", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("audit_logs", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            key = table.Column<string>(maxLength: 128),
            payload = table.Column<string>(json),
            created_at = table.Column<DateTime>(),
            user_id = table.Column<string>(maxLength: 12, nullable: true),
            application_id = table.Column<string>(maxLength: 21, nullable: true),
            hook_id = table.Column<string>(maxLength: 21, nullable: true),
            succeeded = table.Column<bool>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_audit_logs", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("cookie_keys", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            value = table.Column<string>(),
            created_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_cookie_keys", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("hooks", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            name = table.Column<string>(maxLength: 256),
            @event = table.Column<string>(maxLength: 64, nullable: true),
            events = table.Column<string>(json),
            config = table.Column<string>(json),
            signing_key = table.Column<string>(),
            enabled = table.Column<bool>(),
            created_at = table.Column<DateTime>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_hooks", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("key_ring", table => new
        {
            id = table.Column<string>(maxLength: 128),
            xml = table.Column<string>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_key_ring", row => row.id);
        });
        migration.CreateTable("organization_roles", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            name = table.Column<string>(maxLength: 128),
            description = table.Column<string>(maxLength: 256, nullable: true),
            type = table.Column<string>(maxLength: 32),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_organization_roles", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("organization_scopes", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            name = table.Column<string>(maxLength: 128),
            description = table.Column<string>(maxLength: 256, nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_organization_scopes", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("organizations", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            name = table.Column<string>(maxLength: 128),
            description = table.Column<string>(maxLength: 256, nullable: true),
            custom_data = table.Column<string>(json),
            is_mfa_required = table.Column<bool>(),
            color = table.Column<string>(json),
            branding = table.Column<string>(json),
            custom_css = table.Column<string>(nullable: true),
            created_at = table.Column<DateTime>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_organizations", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("outbox", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            sequence = table.Column<long>(),
            hook_id = table.Column<string>(maxLength: 21),
            @event = table.Column<string>(maxLength: 64),
            subject = table.Column<string>(maxLength: 128),
            payload = table.Column<string>(json),
            created_at = table.Column<DateTime>(),
            state = table.Column<int>(),
            attempts = table.Column<int>(),
            due_at = table.Column<DateTime>(),
            leased_by = table.Column<string>(maxLength: 21, nullable: true),
            finished_at = table.Column<DateTime>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_outbox", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("resources", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            name = table.Column<string>(),
            indicator = table.Column<string>(),
            is_default = table.Column<bool>(),
            access_token_ttl = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_resources", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("roles", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            name = table.Column<string>(maxLength: 128),
            description = table.Column<string>(maxLength: 128),
            type = table.Column<string>(maxLength: 32),
            is_default = table.Column<bool>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_roles", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("sign_in_experiences", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            color = table.Column<string>(json),
            branding = table.Column<string>(json),
            hide_logto_branding = table.Column<bool>(),
            language_info = table.Column<string>(json),
            terms_of_use_url = table.Column<string>(maxLength: 2048, nullable: true),
            privacy_policy_url = table.Column<string>(maxLength: 2048, nullable: true),
            agree_to_terms_policy = table.Column<string>(maxLength: 32),
            sign_in = table.Column<string>(json),
            sign_up = table.Column<string>(json),
            social_sign_in = table.Column<string>(json),
            social_sign_in_connector_targets = table.Column<string>(json),
            sign_in_mode = table.Column<string>(maxLength: 32),
            custom_css = table.Column<string>(nullable: true),
            custom_content = table.Column<string>(json),
            custom_ui_assets = table.Column<string>(json, nullable: true),
            custom_ui_csp = table.Column<string>(json),
            password_policy = table.Column<string>(json),
            mfa = table.Column<string>(json),
            adaptive_mfa = table.Column<string>(json),
            single_sign_on_enabled = table.Column<bool>(),
            support_email = table.Column<string>(maxLength: 256, nullable: true),
            support_website_url = table.Column<string>(maxLength: 2048, nullable: true),
            unknown_session_redirect_url = table.Column<string>(maxLength: 2048, nullable: true),
            captcha_policy = table.Column<string>(json),
            sentinel_policy = table.Column<string>(json),
            email_blocklist_policy = table.Column<string>(json),
            verification_code_policy = table.Column<string>(json),
            forgot_password_methods = table.Column<string>(json),
            passkey_sign_in = table.Column<string>(json),
            sign_up_profile_fields = table.Column<string>(json, nullable: true),
            password_expiration = table.Column<string>(json),
            username_policy = table.Column<string>(json),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_sign_in_experiences", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("signing_keys", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            algorithm = table.Column<string>(maxLength: 16),
            private_key = table.Column<string>(),
            status = table.Column<string>(maxLength: 16),
            created_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_signing_keys", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("tenants", table => new
        {
            id = table.Column<string>(maxLength: 21),
            name = table.Column<string>(maxLength: 128),
            created_at = table.Column<DateTime>(),
            snapshot_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_tenants", row => row.id);
        });
        migration.CreateTable("users", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 12),
            sequence = table.Column<long>(),
            username = table.Column<string>(maxLength: 128, nullable: true),
            username_key = table.Column<string>(maxLength: 256, nullable: true),
            primary_email = table.Column<string>(maxLength: 128, nullable: true),
            primary_email_key = table.Column<string>(maxLength: 256, nullable: true),
            primary_phone = table.Column<string>(maxLength: 128, nullable: true),
            name = table.Column<string>(maxLength: 128, nullable: true),
            avatar = table.Column<string>(maxLength: 2048, nullable: true),
            custom_data = table.Column<string>(json),
            profile = table.Column<string>(json),
            application_id = table.Column<string>(maxLength: 21, nullable: true),
            is_suspended = table.Column<bool>(),
            last_sign_in_at = table.Column<DateTime>(nullable: true),
            created_at = table.Column<DateTime>(),
            updated_at = table.Column<DateTime>(),
            password_digest = table.Column<string>(maxLength: 256, nullable: true),
            password_algorithm = table.Column<string>(maxLength: 16, nullable: true),
            password_updated_at = table.Column<DateTime>(nullable: true),
            is_password_expired = table.Column<bool>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_users", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("application_secrets", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            application_id = table.Column<string>(maxLength: 21),
            name = table.Column<string>(maxLength: 256),
            value = table.Column<string>(),
            created_at = table.Column<DateTime>(),
            expires_at = table.Column<DateTime>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_application_secrets", row => new { row.tenant_id, row.application_id, row.name });
            table.ForeignKey("fk_application_secrets_application_id", row => new { row.tenant_id, row.application_id }, "applications", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("organization_role_scopes", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            organization_role_id = table.Column<string>(maxLength: 21),
            organization_scope_id = table.Column<string>(maxLength: 21),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_organization_role_scopes", row => new { row.tenant_id, row.organization_role_id, row.organization_scope_id });
            table.ForeignKey("fk_organization_role_scopes_organization_role_id", row => new { row.tenant_id, row.organization_role_id }, "organization_roles", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_organization_role_scopes_organization_scope_id", row => new { row.tenant_id, row.organization_scope_id }, "organization_scopes", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("scopes", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            resource_id = table.Column<string>(maxLength: 21),
            name = table.Column<string>(maxLength: 256),
            description = table.Column<string>(nullable: true),
            created_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_scopes", row => new { row.tenant_id, row.id });
            table.ForeignKey("fk_scopes_resource_id", row => new { row.tenant_id, row.resource_id }, "resources", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("application_roles", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            application_id = table.Column<string>(maxLength: 21),
            role_id = table.Column<string>(maxLength: 21),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_application_roles", row => new { row.tenant_id, row.application_id, row.role_id });
            table.ForeignKey("fk_application_roles_application_id", row => new { row.tenant_id, row.application_id }, "applications", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_application_roles_role_id", row => new { row.tenant_id, row.role_id }, "roles", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("tenant_settings", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            key = table.Column<string>(maxLength: 128),
            value = table.Column<string>(json),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_tenant_settings", row => new { row.tenant_id, row.key });
            table.ForeignKey("fk_tenant_settings_", row => row.tenant_id, "tenants", "id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("organization_users", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            organization_id = table.Column<string>(maxLength: 21),
            user_id = table.Column<string>(maxLength: 12),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_organization_users", row => new { row.tenant_id, row.organization_id, row.user_id });
            table.ForeignKey("fk_organization_users_organization_id", row => new { row.tenant_id, row.organization_id }, "organizations", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_organization_users_user_id", row => new { row.tenant_id, row.user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("user_identities", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            user_id = table.Column<string>(maxLength: 12),
            target = table.Column<string>(maxLength: 128),
            identity_id = table.Column<string>(maxLength: 256),
            details = table.Column<string>(json, nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_user_identities", row => new { row.tenant_id, row.user_id, row.target });
            table.ForeignKey("fk_user_identities_user_id", row => new { row.tenant_id, row.user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("user_roles", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            user_id = table.Column<string>(maxLength: 12),
            role_id = table.Column<string>(maxLength: 21),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_user_roles", row => new { row.tenant_id, row.user_id, row.role_id });
            table.ForeignKey("fk_user_roles_role_id", row => new { row.tenant_id, row.role_id }, "roles", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_user_roles_user_id", row => new { row.tenant_id, row.user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("user_sso_identities", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            user_id = table.Column<string>(maxLength: 12),
            issuer = table.Column<string>(maxLength: 256),
            identity_id = table.Column<string>(maxLength: 128),
            detail = table.Column<string>(json),
            created_at = table.Column<DateTime>(),
            updated_at = table.Column<DateTime>(),
            sso_connector_id = table.Column<string>(maxLength: 128),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_user_sso_identities", row => new { row.tenant_id, row.id });
            table.ForeignKey("fk_user_sso_identities_user_id", row => new { row.tenant_id, row.user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("role_scopes", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            role_id = table.Column<string>(maxLength: 21),
            scope_id = table.Column<string>(maxLength: 21),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_role_scopes", row => new { row.tenant_id, row.role_id, row.scope_id });
            table.ForeignKey("fk_role_scopes_role_id", row => new { row.tenant_id, row.role_id }, "roles", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_role_scopes_scope_id", row => new { row.tenant_id, row.scope_id }, "scopes", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("organization_user_roles", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            organization_id = table.Column<string>(maxLength: 21),
            user_id = table.Column<string>(maxLength: 12),
            organization_role_id = table.Column<string>(maxLength: 21),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_organization_user_roles", row => new { row.tenant_id, row.organization_id, row.user_id, row.organization_role_id });
            table.ForeignKey("fk_organization_user_roles_organization_id_user_id", row => new { row.tenant_id, row.organization_id, row.user_id }, "organization_users", ["tenant_id", "organization_id", "user_id"], onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_organization_user_roles_organization_role_id", row => new { row.tenant_id, row.organization_role_id }, "organization_roles", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
    }

    private static void AddIndexes(MigrationBuilder migration)
    {
        migration.CreateIndex("ix_application_roles_role_id", "application_roles", ["tenant_id", "role_id"]);
        migration.CreateIndex("ix_applications_created_at_id", "applications", ["tenant_id", "created_at", "id"]);
        migration.CreateIndex("ix_audit_logs_created_at", "audit_logs", ["tenant_id", "created_at"]);
        migration.CreateIndex("ix_audit_logs_hook_id_created_at_succeeded", "audit_logs", ["tenant_id", "hook_id", "created_at", "succeeded"]);
        migration.CreateIndex("ix_audit_logs_user_id_created_at", "audit_logs", ["tenant_id", "user_id", "created_at"]);
        migration.CreateIndex("ix_organization_role_scopes_organization_scope_id", "organization_role_scopes", ["tenant_id", "organization_scope_id"]);
        migration.CreateIndex("ix_organization_roles_name", "organization_roles", ["tenant_id", "name"], unique: true);
        migration.CreateIndex("ix_organization_scopes_name", "organization_scopes", ["tenant_id", "name"], unique: true);
        migration.CreateIndex("ix_organization_user_roles_organization_role_id", "organization_user_roles", ["tenant_id", "organization_role_id"]);
        migration.CreateIndex("ix_organization_users_user_id", "organization_users", ["tenant_id", "user_id"]);
        migration.CreateIndex("ix_outbox_hook_id_subject_state_sequence", "outbox", ["tenant_id", "hook_id", "subject", "state", "sequence"]);
        migration.CreateIndex("ix_outbox_state_due_at", "outbox", ["state", "due_at"]);
        migration.CreateIndex("ix_outbox_state_hook_id_due_at", "outbox", ["state", "tenant_id", "hook_id", "due_at"]);
        migration.CreateIndex("ix_resources_indicator", "resources", ["tenant_id", "indicator"], unique: true);
        migration.CreateIndex("ix_role_scopes_scope_id", "role_scopes", ["tenant_id", "scope_id"]);
        migration.CreateIndex("ix_roles_name", "roles", ["tenant_id", "name"], unique: true);
        migration.CreateIndex("ix_scopes_resource_id_name", "scopes", ["tenant_id", "resource_id", "name"], unique: true);
        migration.CreateIndex("ix_signing_keys_status", "signing_keys", ["tenant_id", "status"], unique: true);
        migration.CreateIndex("ix_user_identities_target_identity_id", "user_identities", ["tenant_id", "target", "identity_id"], unique: true);
        migration.CreateIndex("ix_user_roles_role_id", "user_roles", ["tenant_id", "role_id"]);
        migration.CreateIndex("ix_user_sso_identities_issuer_identity_id", "user_sso_identities", ["tenant_id", "issuer", "identity_id"], unique: true);
        migration.CreateIndex("ix_user_sso_identities_user_id_sso_connector_id", "user_sso_identities", ["tenant_id", "user_id", "sso_connector_id"], unique: true);
        migration.CreateIndex("ix_users_created_at_id", "users", ["tenant_id", "created_at", "id"]);
        migration.CreateIndex("ix_users_primary_email_key", "users", ["tenant_id", "primary_email_key"], unique: true);
        migration.CreateIndex("ix_users_primary_phone", "users", ["tenant_id", "primary_phone"], unique: true);
        migration.CreateIndex("ix_users_sequence", "users", ["tenant_id", "sequence"], unique: true);
        migration.CreateIndex("ix_users_username_key", "users", ["tenant_id", "username_key"], unique: true);
    }

    /// <summary>One index of trigrams over all searched columns; PostgreSQL combines their parts for a search over several.</summary>
    private static void AddPostgresSearch(MigrationBuilder migration)
    {
        migration.Sql("CREATE EXTENSION IF NOT EXISTS pg_trgm");
        migration.Sql("CREATE INDEX ix_users_trigrams ON users USING gin (id gin_trgm_ops, primary_email gin_trgm_ops, primary_phone gin_trgm_ops, username gin_trgm_ops, name gin_trgm_ops)");
    }

    /// <summary>
    /// A full-text table of trigrams without a copy of the texts, kept by triggers. The row number is <c>sequence</c>: SQLite's own row
    /// numbers may change when the file is compacted.
    /// </summary>
    private static void AddSqliteSearch(MigrationBuilder migration)
    {
        const string columns = "id, primary_email, primary_phone, username, name";
        const string added = "INSERT INTO users_search (rowid, id, primary_email, primary_phone, username, name) VALUES (new.sequence, new.id, new.primary_email, new.primary_phone, new.username, new.name);";
        const string removed = "INSERT INTO users_search (users_search, rowid, id, primary_email, primary_phone, username, name) VALUES ('delete', old.sequence, old.id, old.primary_email, old.primary_phone, old.username, old.name);";
        migration.Sql($"CREATE VIRTUAL TABLE users_search USING fts5({columns}, content='users', content_rowid='sequence', tokenize='trigram')");
        migration.Sql($"CREATE TRIGGER users_search_insert AFTER INSERT ON users BEGIN {added} END");
        migration.Sql($"CREATE TRIGGER users_search_delete AFTER DELETE ON users BEGIN {removed} END");
        migration.Sql($"CREATE TRIGGER users_search_update AFTER UPDATE OF id, primary_email, primary_phone, username, name ON users BEGIN {removed} {added} END");
    }
}
