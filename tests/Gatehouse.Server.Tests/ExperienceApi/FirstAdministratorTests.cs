using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Roles;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Gatehouse.Server.Tests.ExperienceApi.StateRows;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 6 and docs/adr/0013: who comes into the tenant of administrators.</summary>
public sealed class FirstAdministratorTests(OwnServer own) : IClassFixture<OwnServer>
{
    private TestServer Server => own.Server;

    private async Task<Checked<Identification>> RegisterAsync(VerificationRecord record)
    {
        var browser = new Browser(Server);
        var interaction = await browser.EnterInteractionAsync(tenantId: "admin");
        await InAdminAsync(services => services.GetRequiredService<ChooseEvent>().BeginAsync(interaction.Id, InteractionEvent.Register, null, default));
        await Server.PlaceAsync(interaction, record);
        return await InAdminAsync(services => services.GetRequiredService<IdentifyUser>().ExecuteAsync(interaction.Id, record.Id, false, default));
    }

    private async Task<T> InAdminAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        using var scope = Server.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "admin";
        return await act(scope.ServiceProvider);
    }

    [Fact]
    public async Task Nobody_comes_first_without_an_invitation_and_the_door_closes_behind_the_first()
    {
        await Server.InDatabaseAsync(async db =>
        {
            (await db.SignInExperiences.SingleAsync()).SignUp = JsonText.FromStored("""{"identifiers":["email"],"password":false,"verify":true}""");
            return await db.SaveChangesAsync();
        }, "admin");
        Server.Forget();

        Assert.Equal("auth.forbidden", (await RegisterAsync(EmailCode(TestServer.Unique() + "@example.test"))).Refusal?.Code);
        var email = TestServer.Unique() + "@example.test";
        Assert.Null((await RegisterAsync(Token(email))).Refusal);
        var (roles, mode, isMember) = await Server.InDatabaseAsync(async db =>
        {
            var user = await db.Users.SingleAsync(row => row.PrimaryEmail == email);
            var granted = await db.UserRoles.Where(grant => grant.UserId == user.Id).Select(grant => grant.RoleId).ToListAsync();
            return (
                await db.Set<Role>().Where(role => granted.Contains(role.Id)).Select(role => role.Name).Order().ToListAsync(),
                (await db.SignInExperiences.SingleAsync()).SignInMode,
                await db.OrganizationUserRoles.AnyAsync(row => row.OrganizationId == "t-default" && row.UserId == user.Id && row.OrganizationRoleId == "admin"));
        }, "admin");
        Assert.Equal(["default:admin", "user"], roles);
        Assert.Equal(("SignIn", true), (mode, isMember));

        // The next one needs an invitation too, and is nobody special.
        Assert.Equal("auth.forbidden", (await RegisterAsync(EmailCode(TestServer.Unique() + "@example.test"))).Refusal?.Code);
        var second = TestServer.Unique() + "@example.test";
        Assert.Null((await RegisterAsync(Token(second))).Refusal);
        Assert.False(await Server.InDatabaseAsync(async db =>
        {
            var user = await db.Users.SingleAsync(row => row.PrimaryEmail == second);
            return await db.OrganizationUserRoles.AnyAsync(row => row.UserId == user.Id);
        }, "admin"));
    }
}
