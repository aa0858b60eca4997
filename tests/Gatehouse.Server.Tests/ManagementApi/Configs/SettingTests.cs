using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Configs;

/// <summary>contract/management-misc.md 3, the settings of a tenant: each test has a server, for they hold for everybody.</summary>
public sealed class SettingTests
{
    private const string AdminConsole = "/api/configs/admin-console";
    private const string Session = "/api/configs/oidc/session";
    private const string IdToken = "/api/configs/id-token";

    [Fact]
    public async Task The_console_remembers()
    {
        await using var server = await TestServer.StartAsync();
        const string seeded = """{"signInExperienceCustomized":false,"organizationCreated":false}""";
        Assert.Equal(seeded, (await server.Api.GetAnswerAsync(AdminConsole)).Expect(200).Text);
        Assert.Equal(seeded, (await server.Api.PatchAnswerAsync(AdminConsole, """{"other":1}""")).Expect(200).Text);
        (await server.Api.PatchAnswerAsync(AdminConsole, """{"organizationCreated":true,"checkedChargeNotification":{"token":true,"other":1}}""")).Expect(200);
        var changed = (await server.Api.PatchAnswerAsync(AdminConsole, """{"checkedChargeNotification":{"tenantMember":true},"developmentTenantMigrationNotification":{"isPaidTenant":false,"tag":"t","readAt":1}}""")).Expect(200);
        Assert.Equal((false, true), (changed["signInExperienceCustomized"].GetBoolean(), changed["organizationCreated"].GetBoolean()));
        Assert.Equal("""{"tenantMember":true}""", changed["checkedChargeNotification"].GetRawText());
        Assert.Equal("""{"isPaidTenant":false,"tag":"t","readAt":1}""", changed["developmentTenantMigrationNotification"].GetRawText());
        foreach (var bad in (string[])["""{"organizationCreated":null}""", """{"organizationCreated":"yes"}""", """{"checkedChargeNotification":{"token":1}}""", """{"developmentTenantMigrationNotification":{"tag":"t"}}"""])
            (await server.Api.PatchAnswerAsync(AdminConsole, bad)).Expect(400, "guard.invalid_input");
        Assert.Equal(changed.Text, (await server.Api.GetAnswerAsync(AdminConsole)).Text);
        await server.InDatabaseAsync(db => db.TenantSettings.Where(setting => setting.Key == TenantSetting.AdminConsole || setting.Key == TenantSetting.IdToken).ExecuteDeleteAsync());
        (await server.Api.GetAnswerAsync(AdminConsole)).Expect(404, "entity.not_found");
        (await server.Api.PatchAnswerAsync(AdminConsole, "{}")).Expect(404, "entity.not_found");
        (await server.Api.GetAnswerAsync(IdToken)).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task Sessions_that_begin_after_it_live_as_long_as_is_set()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal("""{"ttl":1209600}""", (await server.Api.GetAnswerAsync(Session)).Expect(200).Text);
        Assert.Equal("""{"ttl":1209600}""", (await server.Api.PatchAnswerAsync(Session, "{}")).Expect(200).Text);
        Assert.Equal("""{"ttl":600}""", (await server.Api.PatchAnswerAsync(Session, """{"ttl":600.0}""")).Expect(200).Text);
        foreach (var bad in (string[])["""{"ttl":null}""", """{"ttl":0}""", """{"ttl":1.5}""", """{"ttl":31536001}""", """{"ttl":"600"}"""])
            (await server.Api.PatchAnswerAsync(Session, bad)).Expect(400, "guard.invalid_input");
        Assert.Equal("""{"ttl":600}""", (await server.Api.GetAnswerAsync(Session)).Text);

        var username = TestServer.Unique();
        var user = await server.Api.NewUserAsync(new { username, password = ExperienceCalls.Password });
        await server.NewBrowser().CodeAsync(SignInFlow.AuthUrl(await server.NewAppAsync()), username);
        var session = await server.InDatabaseAsync(db => db.Sessions.AsNoTracking().SingleAsync(row => row.UserId == user.Id));
        Assert.InRange(session.ExpiresAt - session.CreatedAt, TimeSpan.FromSeconds(595), TimeSpan.FromSeconds(605));
        Assert.Equal("""{"ttl":31536000}""", (await server.Api.PatchAnswerAsync(Session, """{"ttl":31536000}""")).Expect(200).Text);
    }

    [Fact]
    public async Task ID_tokens_carry_the_extended_claims_that_are_set()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal("""{"enabledExtendedClaims":["roles","organizations","organization_roles"]}""", (await server.Api.GetAnswerAsync(IdToken)).Expect(200).Text);
        var app = await Authorized.CreateAsync(server, scope: Authorized.Everything + " custom_data roles");
        Assert.Equal((false, true), await ClaimsAsync());
        const string wanted = """{"enabledExtendedClaims":["custom_data","identities","sso_identities","organizations","organization_data","organization_roles"]}""";
        Assert.Equal(wanted, (await server.Api.PutAnswerAsync(IdToken, wanted)).Expect(200).Text);
        Assert.Equal((true, false), await ClaimsAsync());
        foreach (var bad in (string[])["""{"enabledExtendedClaims":["email"]}""", """{"enabledExtendedClaims":null}""", """{"enabledExtendedClaims":"roles"}"""])
            (await server.Api.PutAnswerAsync(IdToken, bad)).Expect(400, "guard.invalid_input");
        Assert.Equal(wanted, (await server.Api.GetAnswerAsync(IdToken)).Text);
        Assert.Equal("{}", (await server.Api.PutAnswerAsync(IdToken, "{}")).Expect(200).Text);
        Assert.Equal("{}", (await server.Api.GetAnswerAsync(IdToken)).Text);
        Assert.Equal((false, false), await ClaimsAsync());
        await server.InDatabaseAsync(db => db.TenantSettings.Where(setting => setting.Key == TenantSetting.IdToken).ExecuteDeleteAsync());
        (await server.Api.PutAnswerAsync(IdToken, wanted)).Expect(200);

        async Task<(bool HasCustomData, bool HasRoles)> ClaimsAsync()
        {
            var claims = Authorized.Claims(await app.TokensAsync());
            return (claims.TryGetProperty("custom_data", out _), claims.TryGetProperty("roles", out _));
        }
    }
}
