using Gatehouse.Server.Applications;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Seeding;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Seeding;

public sealed class BootstrapTests
{
    private static readonly Dictionary<string, string?> Administrator = new() { ["BootstrapAdminUsername"] = "root_admin", ["BootstrapAdminPassword"] = "first-password-1" };

    [Fact]
    public async Task The_application_is_made_once_and_never_changed()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (await TestServer.StartAsync(database: database))
        {
        }

        // Starting asks for a token with the old secret, which still works; the new setting has no effect.
        var changed = TestServer.Build(new Dictionary<string, string?> { ["BootstrapM2mAppSecret"] = "quite-another-secret" }, database);
        await GatehouseApp.PrepareAsync(changed.Services, CancellationToken.None);
        await changed.DisposeAsync();
        await using var again = await TestServer.StartAsync(database: database);
        (await again.TokenAnswerAsync(OidcCalls.GoodForm().Replace(TestServer.ApplicationSecret, "quite-another-secret"))).Expect(401);
        Assert.Equal("Default secret", (await again.InDatabaseAsync(db => db.ApplicationSecrets.SingleAsync())).Name);
        Assert.Single(await again.InDatabaseAsync(db => db.Audit.Where(row => row.Key == "Change.Application.Created").ToListAsync()));
    }

    [Fact]
    public async Task The_application_holds_the_visible_management_role()
    {
        var server = await SharedServer.GetAsync();
        var held = await server.InDatabaseAsync(db => db.ApplicationRoles.SingleAsync(grant => grant.ApplicationId == TestServer.ApplicationId));
        var role = await server.InDatabaseAsync(db => db.Roles.SingleAsync(row => row.Id == held.RoleId));
        Assert.Equal("Logto Management API access", role.Name);
    }

    [Fact]
    public async Task The_administrator_gets_roles_membership_and_closes_registration()
    {
        await using var server = await TestServer.StartAsync(Administrator);
        var user = Assert.Single(await server.InDatabaseAsync(db => db.Users.ToListAsync(), "admin"));
        Assert.Equal("root_admin", user.Username);
        Assert.Equal("Argon2id", user.PasswordAlgorithm);
        var roles = await server.InDatabaseAsync(db => db.Roles.Join(db.UserRoles, role => role.Id, grant => grant.RoleId, (role, grant) => role.Name).ToListAsync(), "admin");
        Assert.Equal(["default:admin", "user"], roles.Order(StringComparer.Ordinal));
        Assert.Equal("t-default", Assert.Single(await server.InDatabaseAsync(db => db.OrganizationUsers.ToListAsync(), "admin")).OrganizationId);
        Assert.Equal("admin", Assert.Single(await server.InDatabaseAsync(db => db.OrganizationUserRoles.ToListAsync(), "admin")).OrganizationRoleId);
        Assert.Equal("SignIn", (await server.InDatabaseAsync(db => db.SignInExperiences.SingleAsync(), "admin")).SignInMode);
        await GatehouseApp.OfferSetUpAsync(server.Services, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains("no administrator"));
    }

    [Fact]
    public async Task An_existing_administrator_is_never_changed_and_registration_opened_again_stays_open()
    {
        await using var database = await TestDatabase.CreateAsync();
        string digest;
        await using (var first = await TestServer.StartAsync(Administrator, database))
        {
            digest = (await first.InDatabaseAsync(db => db.Users.SingleAsync(), "admin")).PasswordDigest!;
            await first.ChangeAsync(db => db.SignInExperiences.ExecuteUpdateAsync(set => set.SetProperty(row => row.SignInMode, "SignInAndRegister")), "admin");
        }

        await using var second = await TestServer.StartAsync(new Dictionary<string, string?>(Administrator) { ["BootstrapAdminPassword"] = "second-password-2" }, database);
        Assert.Equal(digest, (await second.InDatabaseAsync(db => db.Users.SingleAsync(), "admin")).PasswordDigest);
        Assert.True(await second.Services.GetRequiredService<Bootstrap>().AddAdministratorAsync("another_admin", "third-password-3", CancellationToken.None));
        Assert.False(await second.Services.GetRequiredService<Bootstrap>().AddAdministratorAsync("another_admin", "fourth-password", CancellationToken.None));
        Assert.Equal("SignInAndRegister", (await second.InDatabaseAsync(db => db.SignInExperiences.SingleAsync(), "admin")).SignInMode);
    }

    [Fact]
    public async Task Without_an_administrator_the_log_says_how_to_make_one()
    {
        await using var server = await TestServer.StartAsync();
        await GatehouseApp.OfferSetUpAsync(server.Services, TestContext.Current.CancellationToken);
        Assert.Contains(server.Log.Lines, line => line.Contains("no administrator") && line.Contains(TestServer.AdminEndpoint + "/console/set-up?token="));
        Assert.Equal("Register", (await server.InDatabaseAsync(db => db.SignInExperiences.SingleAsync(), "admin")).SignInMode);
    }

    [Fact]
    public async Task A_name_that_is_no_username_is_refused()
    {
        var server = await SharedServer.GetAsync();
        foreach (var name in (string[])["", "1st", "with space", "ümlaut", new string('a', 129)])
        {
            await Assert.ThrowsAsync<SettingsException>(() =>
                server.Services.GetRequiredService<Bootstrap>().AddAdministratorAsync(name, "some-password", CancellationToken.None));
        }
    }

    [Fact]
    public async Task Secrets_of_the_bootstrap_never_reach_the_log()
    {
        await using var server = await TestServer.StartAsync(Administrator);
        await server.TokenAsync();
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains("first-password-1") || line.Contains(TestServer.ApplicationSecret));
    }
}
