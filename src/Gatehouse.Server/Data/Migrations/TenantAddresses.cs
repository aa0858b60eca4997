using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>Where tenants answer that somebody made besides the two of an installation.</summary>
[Migration("20261128000500_TenantAddresses")]
internal sealed class TenantAddresses : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("endpoint", "tenants", maxLength: 256, nullable: true);
        migrationBuilder.CreateIndex("ix_tenants_endpoint", "tenants", "endpoint", unique: true);
    }
}
