using Gatehouse.Server.Administrators;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Console;

/// <summary>docs/adr/0020: owners say who may use the console; one of them always stays.</summary>
public sealed class AdministratorPageTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private const string List = "/console/default/settings/administrators";

    private TestServer Server => console.Server;

    private async Task<Browser> OwnerAsync() => await Server.AtConsoleAsync((await Server.NewAdministratorAsync()).Username);

    private static async Task<Answer> PostAsync(Browser browser, string userId, string action, params (string Name, string Value)[] fields) =>
        await browser.SendAsync(HttpMethod.Post, $"{List}/{userId}", await browser.FormAsync([("action", action), .. fields]));

    private Task<List<string>> RolesOfAsync(string userId) => RolesOfAsync(Server, userId);

    private static Task<List<string>> RolesOfAsync(TestServer server, string userId) => server.InDatabaseAsync(
        db => db.UserRoles.Where(grant => grant.UserId == userId).Join(db.Roles, grant => grant.RoleId, role => role.Id, (grant, role) => role.Name).OrderBy(name => name).ToListAsync(), "admin");

    [Fact]
    public async Task Owners_see_everybody_with_role_and_state()
    {
        var (owner, auditor) = (await OwnerAsync(), await Server.NewAdministratorAsync(AdministratorRole.Auditor));
        var page = await Page.OpenAsync(owner, List);
        var row = page.Document.QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains(auditor.Username, StringComparison.Ordinal));
        Assert.Contains("Auditor", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Active", row.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(AdministratorRole.UserManager))]
    [InlineData(nameof(AdministratorRole.ReadOnly))]
    [InlineData(nameof(AdministratorRole.Auditor))]
    public async Task Nobody_else_gets_there_by_any_url(string role)
    {
        var (id, username) = await Server.NewAdministratorAsync(Enum.Parse<AdministratorRole>(role));
        var browser = await Server.AtConsoleAsync(username);
        foreach (var path in (string[])[List, List + "/add", $"{List}/{id}"])
            (await browser.GetAsync(path)).Expect(403);
        (await PostAsync(browser, id, "role", ("role", nameof(AdministratorRole.Owner)))).Expect(403);
        (await browser.SendAsync(HttpMethod.Post, List + "/add", await browser.FormAsync(("username", TestServer.Unique()), ("role", nameof(AdministratorRole.Owner))))).Expect(403);
        Assert.Equal([AdministratorRoles.NameOf(Enum.Parse<AdministratorRole>(role))], await RolesOfAsync(id));
    }

    [Fact]
    public async Task One_more_gets_a_temporary_password_that_is_shown_once_and_must_be_changed()
    {
        var (browser, username) = (await OwnerAsync(), TestServer.Unique());
        var answer = (await browser.SendAsync(HttpMethod.Post, List + "/add", await browser.FormAsync(("username", username), ("name", "Bo"), ("role", nameof(AdministratorRole.UserManager)), ("start", "password")))).Expect(200);
        var page = await (await Page.OpenAsync(browser, List)).FollowAsync(answer);
        var password = page.Document.QuerySelectorAll("dd code").Select(code => code.TextContent).Single(text => text.Length == 20);
        Assert.DoesNotContain(password, (await Page.OpenAsync(browser, List)).Answer.Text, StringComparison.Ordinal);
        var user = await Server.InDatabaseAsync(db => db.Users.SingleAsync(user => user.Username == username), "admin");
        Assert.Equal(["default:user-manager"], await RolesOfAsync(user.Id));

        var added = Server.NewConsoleBrowser();
        var change = await added.EnterConsoleAsync(username, password: password);
        Assert.Contains("password", change.Fields);
        Assert.False(await added.IsInAsync());
        var done = await change.SendAsync(("password", ExperienceCalls.FreshPassword), ("again", ExperienceCalls.FreshPassword));
        Assert.Equal("You are signed in", done.Heading);
    }

    [Fact]
    public async Task One_more_gets_a_link_to_choose_a_password()
    {
        var (browser, username) = (await OwnerAsync(), TestServer.Unique());
        var answer = (await browser.SendAsync(HttpMethod.Post, List + "/add", await browser.FormAsync(("username", username), ("role", nameof(AdministratorRole.ReadOnly)), ("start", "invitation")))).Expect(200);
        var page = await (await Page.OpenAsync(browser, List)).FollowAsync(answer);
        var link = page.Document.QuerySelectorAll("dd code").Select(code => code.TextContent).Single(text => text.StartsWith(TestServer.AdminEndpoint, StringComparison.Ordinal));
        var added = Server.NewConsoleBrowser();
        var chosen = await (await Page.OpenAsync(added, link)).SendAsync(("password", ExperienceCalls.FreshPassword), ("again", ExperienceCalls.FreshPassword));
        chosen.Answer.Expect(200);
        Assert.Equal("You are signed in", (await Server.NewConsoleBrowser().EnterConsoleAsync(username, password: ExperienceCalls.FreshPassword)).Heading);
    }

    [Theory]
    [InlineData("username", "", "1abc", "Auditor")]
    [InlineData("username", "", "", "Auditor")]
    [InlineData("primaryEmail", "no address", "good", "Auditor")]
    [InlineData(null, "", "good", "")]
    [InlineData(null, "", "good", "7")]
    public async Task A_form_that_is_refused_keeps_what_was_typed_and_says_why(string? field, string email, string username, string role)
    {
        var browser = await OwnerAsync();
        username = username == "good" ? TestServer.Unique() : username;
        var answer = (await browser.SendAsync(HttpMethod.Post, List + "/add", await browser.FormAsync(("username", username), ("primaryEmail", email), ("name", "<b>Bo</b>"), ("role", role)))).Expect(422);
        var page = await (await Page.OpenAsync(browser, List)).FollowAsync(answer);
        Assert.Equal((username, email, "<b>Bo</b>"), (page.Field("username").Value, page.Field("primaryEmail").Value, page.Field("name").Value));
        if (field is not null) Assert.NotEmpty(page.Text($"#{field}-problem")!);
        Assert.NotEmpty(page.Text(".notice.error p")!);
        Assert.False(await Server.InDatabaseAsync(db => db.Users.AnyAsync(user => user.Username == username), "admin"));
    }

    [Fact]
    public async Task A_username_that_is_taken_is_told_beside_it()
    {
        var (browser, taken) = (await OwnerAsync(), (await Server.NewAdministratorAsync()).Username);
        var answer = (await browser.SendAsync(HttpMethod.Post, List + "/add", await browser.FormAsync(("username", taken), ("role", nameof(AdministratorRole.Auditor))))).Expect(422);
        Assert.Contains("username-problem", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_role_holds_at_once_and_is_audited_with_the_names()
    {
        var (ownerId, ownerName) = await Server.NewAdministratorAsync();
        var (id, username) = await Server.NewAdministratorAsync(AdministratorRole.Auditor);
        var (owner, other) = (await Server.AtConsoleAsync(ownerName), await Server.AtConsoleAsync(username));
        (await other.GetAsync(List)).Expect(403);
        (await PostAsync(owner, id, "role", ("role", nameof(AdministratorRole.Owner)))).Expect(303);
        Assert.Equal(["default:admin", "user"], await RolesOfAsync(id));
        (await other.GetAsync(List)).Expect(200);
        (await PostAsync(owner, id, "role", ("role", nameof(AdministratorRole.ReadOnly)))).Expect(303);
        Assert.Equal(["default:read-only", "user"], await RolesOfAsync(id));
        (await other.GetAsync(List)).Expect(403);
        var entries = await Server.InDatabaseAsync(db => db.Audit.Where(row => row.UserId == id && row.Key == "Change.User.AdministratorRoleChanged").ToListAsync(), "admin");
        Assert.Equal(2, entries.Count);
        Assert.All(entries, entry =>
        {
            var actor = entry.Payload.ToElement().GetProperty("actor");
            Assert.Equal((ownerId, "Name of " + ownerName), (actor.GetProperty("id").GetString(), actor.GetProperty("name").GetString()));
        });
    }

    [Fact]
    public async Task Suspension_ends_the_session_and_reactivation_lets_in_again()
    {
        var (owner, (id, username)) = (await OwnerAsync(), await Server.NewAdministratorAsync());
        var browser = await Server.AtConsoleAsync(username);
        (await PostAsync(owner, id, "suspend")).Expect(303);
        Assert.False(await browser.IsInAsync());
        (await PostAsync(owner, id, "reactivate")).Expect(303);
        Assert.Equal("You are signed in", (await browser.EnterConsoleAsync(username)).Heading);
    }

    [Fact]
    public async Task Removal_asks_for_the_name_and_deletes_the_account()
    {
        var (owner, (id, username)) = (await OwnerAsync(), await Server.NewAdministratorAsync(AdministratorRole.UserManager));
        var browser = await Server.AtConsoleAsync(username);
        var refused = (await PostAsync(owner, id, "remove", ("typed", "somebody else"))).Expect(422);
        Assert.Contains("typed-problem", refused.Text, StringComparison.Ordinal);
        (await PostAsync(owner, id, "remove", ("typed", "Name of " + username))).Expect(303);
        Assert.False(await browser.IsInAsync());
        Assert.False(await Server.InDatabaseAsync(db => db.Users.AnyAsync(user => user.Id == id), "admin"));
        (await owner.GetAsync($"{List}/{id}")).Expect(404);
    }

    [Fact]
    public async Task Nobody_suspends_or_removes_themselves()
    {
        var (id, username) = await Server.NewAdministratorAsync();
        await Server.NewAdministratorAsync();
        var browser = await Server.AtConsoleAsync(username);
        (await PostAsync(browser, id, "suspend")).Expect(422);
        (await PostAsync(browser, id, "remove", ("typed", "Name of " + username))).Expect(422);
        Assert.True(await browser.IsInAsync());
    }

    [Fact]
    public async Task A_user_without_a_role_is_no_administrator_to_be_changed()
    {
        var (owner, (id, _)) = (await OwnerAsync(), await Server.NewAdministratorAsync(role: null));
        (await PostAsync(owner, id, "role", ("role", nameof(AdministratorRole.Owner)))).Expect(404);
        Assert.Empty(await RolesOfAsync(id));
    }

    [Fact]
    public async Task The_last_owner_who_can_sign_in_stays()
    {
        var own = new ConsoleServer();
        await own.InitializeAsync();
        await using var server = own.Server;
        var (otherId, other) = await server.NewAdministratorAsync();
        var firstId = await server.InDatabaseAsync(db => db.Users.Where(user => user.Username == ConsoleServer.Owner).Select(user => user.Id).SingleAsync(), "admin");
        var browser = await server.AtConsoleAsync(other);
        (await PostAsync(browser, firstId, "suspend")).Expect(303);
        // A suspended owner is none.
        var refused = (await PostAsync(browser, otherId, "role", ("role", nameof(AdministratorRole.Auditor)))).Expect(422);
        Assert.Contains("This is the last owner who can sign in", refused.Text, StringComparison.Ordinal);
        Assert.Equal(["default:admin"], await RolesOfAsync(server, otherId));
        // And can be demoted as somebody else's affair.
        (await PostAsync(browser, firstId, "role", ("role", nameof(AdministratorRole.Auditor)))).Expect(303);
    }

    [Fact]
    public async Task Of_owners_who_demote_each_other_at_once_one_stays()
    {
        var own = new ConsoleServer();
        await own.InitializeAsync();
        await using var server = own.Server;
        var owners = new List<(string Id, Browser Browser)>();
        for (var number = 0; number < 3; number++)
        {
            var (id, username) = await server.NewAdministratorAsync();
            owners.Add((id, await server.AtConsoleAsync(username)));
        }

        var firstId = await server.InDatabaseAsync(db => db.Users.Where(user => user.Username == ConsoleServer.Owner).Select(user => user.Id).SingleAsync(), "admin");
        (await PostAsync(owners[0].Browser, firstId, "role", ("role", nameof(AdministratorRole.Auditor)))).Expect(303);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => PostAsync(owners[number % 3].Browser, owners[(number + 1) % 3].Id, "role", ("role", nameof(AdministratorRole.Auditor)))));
        var left = await server.InDatabaseAsync(db => db.UserRoles.Join(db.Roles, grant => grant.RoleId, role => role.Id, (grant, role) => role.Name).CountAsync(name => name == "default:admin"), "admin");
        Assert.Equal(1, left);
    }
}
