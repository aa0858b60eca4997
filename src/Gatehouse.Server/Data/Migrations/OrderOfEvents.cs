using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Server.Data.Migrations;

/// <summary>On PostgreSQL the database numbers events, above the numbers that nodes made of their clocks before.</summary>
[Migration("20261125000901_OrderOfEvents")]
internal sealed class OrderOfEvents : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (migrationBuilder.IsNpgsql()) migrationBuilder.Sql("CREATE SEQUENCE event_order START WITH 4611686018427387904");
    }
}
