using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>
/// The OpenID provider: sessions, interactions, grants and what is issued from them; organizations of applications; what third-party
/// applications may ask for; second factors of users.
/// </summary>
[Migration("20261123000000_OpenIdProvider")]
internal sealed class OpenIdProvider : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var json = migrationBuilder.IsNpgsql() ? "json" : "TEXT";
        migrationBuilder.AddColumn<string>("mfa_verifications", "users", json, defaultValue: "[]");
        AddTables(migrationBuilder, json);
        AddIndexes(migrationBuilder);
    }

    private static void AddTables(MigrationBuilder migration, string json)
    {
        migration.CreateTable("device_codes", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            digest = table.Column<string>(maxLength: 43),
            user_code = table.Column<string>(maxLength: 16),
            application_id = table.Column<string>(maxLength: 21),
            @params = table.Column<string>(json),
            state = table.Column<int>(),
            grant_id = table.Column<string>(maxLength: 21, nullable: true),
            user_id = table.Column<string>(maxLength: 12, nullable: true),
            session_id = table.Column<string>(maxLength: 21, nullable: true),
            details = table.Column<string>(json, nullable: true),
            scope = table.Column<string>(nullable: true),
            created_at = table.Column<DateTime>(),
            expires_at = table.Column<DateTime>(),
            consumed_at = table.Column<DateTime>(nullable: true),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_device_codes", row => new { row.tenant_id, row.digest });
        });
        migration.CreateTable("interactions", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            application_id = table.Column<string>(maxLength: 21),
            @params = table.Column<string>(json),
            prompt = table.Column<string>(maxLength: 16),
            reasons = table.Column<string>(json),
            details = table.Column<string>(json),
            session_id = table.Column<string>(maxLength: 21, nullable: true),
            user_id = table.Column<string>(maxLength: 12, nullable: true),
            grant_id = table.Column<string>(maxLength: 21, nullable: true),
            pushed_digest = table.Column<string>(maxLength: 43, nullable: true),
            device_digest = table.Column<string>(maxLength: 43, nullable: true),
            result = table.Column<string>(json, nullable: true),
            state = table.Column<string>(json, nullable: true),
            created_at = table.Column<DateTime>(),
            expires_at = table.Column<DateTime>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_interactions", row => new { row.tenant_id, row.id });
        });
        migration.CreateTable("pushed_requests", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            digest = table.Column<string>(maxLength: 43),
            application_id = table.Column<string>(maxLength: 21),
            @params = table.Column<string>(json),
            created_at = table.Column<DateTime>(),
            expires_at = table.Column<DateTime>(),
            consumed_at = table.Column<DateTime>(nullable: true),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_pushed_requests", row => new { row.tenant_id, row.digest });
        });
        migration.CreateTable("used_identifiers", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            purpose = table.Column<string>(maxLength: 32),
            digest = table.Column<string>(maxLength: 43),
            expires_at = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_used_identifiers", row => new { row.tenant_id, row.purpose, row.digest });
        });
        migration.CreateTable("application_access_rules", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            application_id = table.Column<string>(maxLength: 21),
            kind = table.Column<string>(maxLength: 32),
            target_id = table.Column<string>(maxLength: 21),
            organization_role_id = table.Column<string>(maxLength: 21),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_application_access_rules", row => new { row.tenant_id, row.application_id, row.kind, row.target_id, row.organization_role_id });
            table.ForeignKey("fk_application_access_rules_application_id", row => new { row.tenant_id, row.application_id }, "applications", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("application_enabled_scopes", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            application_id = table.Column<string>(maxLength: 21),
            kind = table.Column<string>(maxLength: 32),
            scope = table.Column<string>(maxLength: 64),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_application_enabled_scopes", row => new { row.tenant_id, row.application_id, row.kind, row.scope });
            table.ForeignKey("fk_application_enabled_scopes_application_id", row => new { row.tenant_id, row.application_id }, "applications", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("organization_applications", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            organization_id = table.Column<string>(maxLength: 21),
            application_id = table.Column<string>(maxLength: 21),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_organization_applications", row => new { row.tenant_id, row.organization_id, row.application_id });
            table.ForeignKey("fk_organization_applications_application_id", row => new { row.tenant_id, row.application_id }, "applications", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_organization_applications_organization_id", row => new { row.tenant_id, row.organization_id }, "organizations", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("grants", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            user_id = table.Column<string>(maxLength: 12),
            application_id = table.Column<string>(maxLength: 21),
            scopes = table.Column<string>(),
            resource_scopes = table.Column<string>(json),
            rejected_resource_scopes = table.Column<string>(json),
            created_at = table.Column<DateTime>(),
            expires_at = table.Column<DateTime>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_grants", row => new { row.tenant_id, row.id });
            table.ForeignKey("fk_grants_user_id", row => new { row.tenant_id, row.user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("personal_access_tokens", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            user_id = table.Column<string>(maxLength: 12),
            name = table.Column<string>(maxLength: 256),
            value = table.Column<string>(),
            digest = table.Column<string>(maxLength: 43),
            created_at = table.Column<DateTime>(),
            expires_at = table.Column<DateTime>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_personal_access_tokens", row => new { row.tenant_id, row.user_id, row.name });
            table.ForeignKey("fk_personal_access_tokens_user_id", row => new { row.tenant_id, row.user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("sessions", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            digest = table.Column<string>(maxLength: 43),
            user_id = table.Column<string>(maxLength: 12),
            login_at = table.Column<DateTime>(),
            amr = table.Column<string>(json),
            acr = table.Column<string>(maxLength: 128),
            created_at = table.Column<DateTime>(),
            expires_at = table.Column<DateTime>(),
            last_submission = table.Column<string>(json, nullable: true),
            last_application_id = table.Column<string>(maxLength: 21, nullable: true),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_sessions", row => new { row.tenant_id, row.id });
            table.ForeignKey("fk_sessions_user_id", row => new { row.tenant_id, row.user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("subject_tokens", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            digest = table.Column<string>(maxLength: 43),
            user_id = table.Column<string>(maxLength: 12),
            context = table.Column<string>(json),
            creator_id = table.Column<string>(maxLength: 32),
            created_at = table.Column<DateTime>(),
            expires_at = table.Column<DateTime>(),
            consumed_at = table.Column<DateTime>(nullable: true),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_subject_tokens", row => new { row.tenant_id, row.digest });
            table.ForeignKey("fk_subject_tokens_user_id", row => new { row.tenant_id, row.user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("organization_application_roles", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            organization_id = table.Column<string>(maxLength: 21),
            application_id = table.Column<string>(maxLength: 21),
            organization_role_id = table.Column<string>(maxLength: 21),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_organization_application_roles", row => new { row.tenant_id, row.organization_id, row.application_id, row.organization_role_id });
            table.ForeignKey("fk_organization_application_roles_organization_id_application_id", row => new { row.tenant_id, row.organization_id, row.application_id }, "organization_applications", ["tenant_id", "organization_id", "application_id"], onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_organization_application_roles_organization_role_id", row => new { row.tenant_id, row.organization_role_id }, "organization_roles", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("organization_role_resource_scopes", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            organization_role_id = table.Column<string>(maxLength: 21),
            scope_id = table.Column<string>(maxLength: 21),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_organization_role_resource_scopes", row => new { row.tenant_id, row.organization_role_id, row.scope_id });
            table.ForeignKey("fk_organization_role_resource_scopes_organization_role_id", row => new { row.tenant_id, row.organization_role_id }, "organization_roles", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_organization_role_resource_scopes_scope_id", row => new { row.tenant_id, row.scope_id }, "scopes", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("issued_tokens", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            digest = table.Column<string>(maxLength: 43),
            kind = table.Column<int>(),
            grant_id = table.Column<string>(maxLength: 21),
            application_id = table.Column<string>(maxLength: 21),
            user_id = table.Column<string>(maxLength: 12),
            session_id = table.Column<string>(maxLength: 21, nullable: true),
            expires_with_session = table.Column<bool>(),
            scope = table.Column<string>(),
            created_at = table.Column<DateTime>(),
            expires_at = table.Column<DateTime>(),
            consumed_at = table.Column<DateTime>(nullable: true),
            details = table.Column<string>(json),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_issued_tokens", row => new { row.tenant_id, row.digest });
            table.ForeignKey("fk_issued_tokens_grant_id", row => new { row.tenant_id, row.grant_id }, "grants", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("consented_organizations", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            application_id = table.Column<string>(maxLength: 21),
            user_id = table.Column<string>(maxLength: 12),
            organization_id = table.Column<string>(maxLength: 21),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_consented_organizations", row => new { row.tenant_id, row.application_id, row.user_id, row.organization_id });
            table.ForeignKey("fk_consented_organizations_application_id", row => new { row.tenant_id, row.application_id }, "applications", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_consented_organizations_organization_id_user_id", row => new { row.tenant_id, row.organization_id, row.user_id }, "organization_users", ["tenant_id", "organization_id", "user_id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("session_applications", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            session_id = table.Column<string>(maxLength: 21),
            application_id = table.Column<string>(maxLength: 21),
            sid = table.Column<string>(maxLength: 21),
            grant_id = table.Column<string>(maxLength: 21, nullable: true),
            persists_logout = table.Column<bool>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_session_applications", row => new { row.tenant_id, row.session_id, row.application_id });
            table.ForeignKey("fk_session_applications_session_id", row => new { row.tenant_id, row.session_id }, "sessions", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
    }

    private static void AddIndexes(MigrationBuilder migration)
    {
        migration.CreateIndex("ix_consented_organizations_organization_id_user_id", "consented_organizations", ["tenant_id", "organization_id", "user_id"]);
        migration.CreateIndex("ix_device_codes_expires_at", "device_codes", ["tenant_id", "expires_at"]);
        migration.CreateIndex("ix_device_codes_user_code", "device_codes", ["tenant_id", "user_code"], unique: true);
        migration.CreateIndex("ix_grants_expires_at", "grants", ["tenant_id", "expires_at"]);
        migration.CreateIndex("ix_grants_user_id_application_id_created_at", "grants", ["tenant_id", "user_id", "application_id", "created_at"]);
        migration.CreateIndex("ix_interactions_expires_at", "interactions", ["tenant_id", "expires_at"]);
        migration.CreateIndex("ix_issued_tokens_expires_at", "issued_tokens", ["tenant_id", "expires_at"]);
        migration.CreateIndex("ix_issued_tokens_grant_id", "issued_tokens", ["tenant_id", "grant_id"]);
        migration.CreateIndex("ix_organization_application_roles_organization_role_id", "organization_application_roles", ["tenant_id", "organization_role_id"]);
        migration.CreateIndex("ix_organization_applications_application_id", "organization_applications", ["tenant_id", "application_id"]);
        migration.CreateIndex("ix_organization_role_resource_scopes_scope_id", "organization_role_resource_scopes", ["tenant_id", "scope_id"]);
        migration.CreateIndex("ix_personal_access_tokens_digest", "personal_access_tokens", ["tenant_id", "digest"], unique: true);
        migration.CreateIndex("ix_pushed_requests_expires_at", "pushed_requests", ["tenant_id", "expires_at"]);
        migration.CreateIndex("ix_sessions_digest", "sessions", ["tenant_id", "digest"], unique: true);
        migration.CreateIndex("ix_sessions_expires_at", "sessions", ["tenant_id", "expires_at"]);
        migration.CreateIndex("ix_sessions_user_id", "sessions", ["tenant_id", "user_id"]);
        migration.CreateIndex("ix_subject_tokens_expires_at", "subject_tokens", ["tenant_id", "expires_at"]);
        migration.CreateIndex("ix_subject_tokens_user_id", "subject_tokens", ["tenant_id", "user_id"]);
        migration.CreateIndex("ix_used_identifiers_expires_at", "used_identifiers", ["tenant_id", "expires_at"]);
    }
}
