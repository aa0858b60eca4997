using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>Which enterprise connectors lead into which organizations.</summary>
[Migration("20261124000550_OrganizationSsoConnectors")]
internal sealed class OrganizationSsoConnectors : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("organization_jit_sso_connectors", table => new
        {
            tenant_id = table.Column<string>(maxLength: 21),
            organization_id = table.Column<string>(maxLength: 21),
            sso_connector_id = table.Column<string>(maxLength: 128),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_organization_jit_sso_connectors", row => new { row.tenant_id, row.organization_id, row.sso_connector_id });
            table.ForeignKey("fk_organization_jit_sso_connectors_organization_id", row => new { row.tenant_id, row.organization_id }, "organizations", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_organization_jit_sso_connectors_sso_connector_id", row => new { row.tenant_id, row.sso_connector_id }, "sso_connectors", ["tenant_id", "id"], onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("ix_organization_jit_sso_connectors_sso_connector_id", "organization_jit_sso_connectors", ["tenant_id", "sso_connector_id"]);
    }
}
