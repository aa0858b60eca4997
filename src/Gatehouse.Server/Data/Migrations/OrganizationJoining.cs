using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>How users come into organizations: invitations and just-in-time provisioning; and organizations in the order of their creation.</summary>
[Migration("20261124000300_OrganizationJoining")]
internal sealed class OrganizationJoining : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddJustInTime(migrationBuilder);
        AddInvitations(migrationBuilder);
        migrationBuilder.CreateIndex("ix_organizations_created_at_id", "organizations", ["tenant_id", "created_at", "id"]);
    }

    private static void AddJustInTime(MigrationBuilder migration)
    {
        migration.CreateTable("organization_jit_email_domains", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            organization_id = table.Column<string>(maxLength: 21),
            email_domain = table.Column<string>(maxLength: 128),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_organization_jit_email_domains", row => new { row.tenant_id, row.organization_id, row.email_domain });
            table.ForeignKey("fk_organization_jit_email_domains_organization_id", row => new { row.tenant_id, row.organization_id }, "organizations", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("organization_jit_roles", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            organization_id = table.Column<string>(maxLength: 21),
            organization_role_id = table.Column<string>(maxLength: 21),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_organization_jit_roles", row => new { row.tenant_id, row.organization_id, row.organization_role_id });
            table.ForeignKey("fk_organization_jit_roles_organization_id", row => new { row.tenant_id, row.organization_id }, "organizations", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_organization_jit_roles_organization_role_id", row => new { row.tenant_id, row.organization_role_id }, "organization_roles", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("ix_organization_jit_email_domains_email_domain", "organization_jit_email_domains", ["tenant_id", "email_domain"]);
        migration.CreateIndex("ix_organization_jit_roles_organization_role_id", "organization_jit_roles", ["tenant_id", "organization_role_id"]);
    }

    private static void AddInvitations(MigrationBuilder migration)
    {
        migration.CreateTable("organization_invitations", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            id = table.Column<string>(maxLength: 21),
            inviter_id = table.Column<string>(maxLength: 12, nullable: true),
            invitee = table.Column<string>(maxLength: 256),
            invitee_key = table.Column<string>(maxLength: 512),
            accepted_user_id = table.Column<string>(maxLength: 12, nullable: true),
            organization_id = table.Column<string>(maxLength: 21),
            status = table.Column<string>(maxLength: 32),
            created_at = table.Column<DateTime>(),
            updated_at = table.Column<DateTime>(),
            expires_at = table.Column<DateTime>(),
            row_version = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_organization_invitations", row => new { row.tenant_id, row.id });
            table.ForeignKey("fk_organization_invitations_organization_id", row => new { row.tenant_id, row.organization_id }, "organizations", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_organization_invitations_inviter_id", row => new { row.tenant_id, row.inviter_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_organization_invitations_accepted_user_id", row => new { row.tenant_id, row.accepted_user_id }, "users", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("organization_invitation_roles", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            invitation_id = table.Column<string>(maxLength: 21),
            organization_role_id = table.Column<string>(maxLength: 21),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_organization_invitation_roles", row => new { row.tenant_id, row.invitation_id, row.organization_role_id });
            table.ForeignKey("fk_organization_invitation_roles_invitation_id", row => new { row.tenant_id, row.invitation_id }, "organization_invitations", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_organization_invitation_roles_organization_role_id", row => new { row.tenant_id, row.organization_role_id }, "organization_roles", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("ix_organization_invitations_accepted_user_id", "organization_invitations", ["tenant_id", "accepted_user_id"]);
        migration.CreateIndex("ix_organization_invitations_created_at_id", "organization_invitations", ["tenant_id", "created_at", "id"]);
        migration.CreateIndex("ix_organization_invitations_invitee_key", "organization_invitations", ["tenant_id", "invitee_key"]);
        migration.CreateIndex("ix_organization_invitations_invitee_organization_id", "organization_invitations", ["tenant_id", "invitee", "organization_id"], unique: true, filter: "status = 'Pending'");
        migration.CreateIndex("ix_organization_invitations_inviter_id", "organization_invitations", ["tenant_id", "inviter_id"]);
        migration.CreateIndex("ix_organization_invitations_organization_id", "organization_invitations", ["tenant_id", "organization_id"]);
        migration.CreateIndex("ix_organization_invitation_roles_organization_role_id", "organization_invitation_roles", ["tenant_id", "organization_role_id"]);
    }
}
