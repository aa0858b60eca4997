using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Seeding;

/// <summary>docs/adr/0020: installations from before get the roles of administrators that they lack.</summary>
public sealed class AdministratorRoleTests
{
    private static readonly string[] Added = ["auditor", "read-only", "user-manager"];

    [Fact]
    public async Task An_installation_from_before_gets_the_roles_and_keeps_its_own()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var before = await TestServer.StartAsync(database: database))
        {
            await before.InDatabaseAsync(async db =>
            {
                await db.Roles.Where(role => Added.Contains(role.Id)).ExecuteDeleteAsync();
                db.Roles.Add(new Role { TenantId = "admin", Id = "of-their-own", Name = "default:auditor", Description = "Made by hand", Type = RoleType.User });
                await db.SaveChangesAsync();
                await db.Database.ExecuteSqlRawAsync("DROP TABLE set_up_links");
                return await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = '20261126000600_Administrators'");
            }, "admin");
        }

        await using var after = await TestServer.StartAsync(database: database);
        var roles = await after.InDatabaseAsync(db => db.Roles.Where(role => role.Name.StartsWith("default:") && role.Name != "default:admin").OrderBy(role => role.Name).ToListAsync(), "admin");
        Assert.Equal(["of-their-own", "read-only", "user-manager"], roles.Select(role => role.Id));
        Assert.All(roles, role => Assert.Equal((RoleType.User, false), (role.Type, role.IsDefault)));
    }
}
