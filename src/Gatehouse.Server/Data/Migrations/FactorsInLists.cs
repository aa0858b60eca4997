using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>Whether a user has bound a second factor stands in a column of its own: lists are filtered by it.</summary>
[Migration("20261127001000_FactorsInLists")]
internal sealed class FactorsInLists : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("has_second_factor", "users", defaultValue: false);
        migrationBuilder.Sql("UPDATE users SET has_second_factor = true WHERE CAST(mfa_verifications AS TEXT) <> '[]'");
        migrationBuilder.CreateIndex("ix_users_has_second_factor_created_at_id", "users", ["tenant_id", "has_second_factor", "created_at", "id"], filter: "has_second_factor");
    }
}
