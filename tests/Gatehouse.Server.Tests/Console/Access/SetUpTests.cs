using System.Text.RegularExpressions;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Roles;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tests.Seeding;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Console.Access;

/// <summary>docs/adr/0013 and 0020: the first owner is whoever reads the log, and nobody else can claim the console.</summary>
public sealed partial class SetUpTests(FreshServer fresh) : IClassFixture<FreshServer>
{
    private const string Password = "plover-Quartz-71";

    private static async Task<string> LinkAsync(TestServer server)
    {
        await GatehouseApp.OfferSetUpAsync(server.Services, TestContext.Current.CancellationToken);
        var line = server.Log.Lines.Last(line => line.Contains("/console/set-up?token=", StringComparison.Ordinal));
        return Link().Match(line).Value[TestServer.AdminEndpoint.Length..];
    }

    private static Task<int> OwnersAsync(TestServer server) => server.InDatabaseAsync(db =>
    {
        var roles = db.Roles;
        return db.UserRoles.CountAsync(grant => roles.Any(role => role.Id == grant.RoleId && role.Name == "default:admin"));
    }, "admin");

    [Fact]
    public async Task The_link_makes_an_owner_who_is_signed_in()
    {
        await using var server = await TestServer.StartAsync();
        var browser = server.NewConsoleBrowser();
        var page = await Page.OpenAsync(browser, await LinkAsync(server));
        Assert.Equal(("Set up your installation", "username,password"), (page.Heading, string.Join(',', page.Fields.Where(field => field != "again"))));
        var done = (await page.PostAsync(("username", "ann"), ("password", Password), ("again", Password))).Expect(303);
        Assert.Equal("/console", done.Header("Location"));
        Assert.Null(browser.Cookie("_set_up"));
        var landed = await Page.OpenAsync(browser, ConsoleCalls.AnyPage);
        Assert.Equal("You are signed in", landed.Heading);

        var user = Assert.Single(await server.InDatabaseAsync(db => db.Users.ToListAsync(), "admin"));
        Assert.Equal("ann", user.Username);
        Assert.Equal(1, await OwnersAsync(server));
        Assert.Equal("SignIn", (await server.InDatabaseAsync(db => db.SignInExperiences.SingleAsync(), "admin")).SignInMode);
        Assert.Equal(["Change.User.AdministratorRoleChanged", "Change.User.Created"], (await server.InDatabaseAsync(
            db => db.Audit.Where(row => row.UserId == user.Id && row.Key.StartsWith("Change.")).Select(row => row.Key).ToListAsync(), "admin")).Order(StringComparer.Ordinal));
        // The link is used up, and the next start offers none.
        Assert.Empty(await server.InDatabaseAsync(db => db.SetUpLinks.ToListAsync(), "admin"));
        var lines = server.Log.Lines.Count(line => line.Contains("/console/set-up", StringComparison.Ordinal));
        await GatehouseApp.OfferSetUpAsync(server.Services, TestContext.Current.CancellationToken);
        Assert.Equal(lines, server.Log.Lines.Count(line => line.Contains("/console/set-up", StringComparison.Ordinal)));
        // And with the password the owner gets in elsewhere.
        Assert.Equal("You are signed in", (await server.NewConsoleBrowser().EnterConsoleAsync("ann", password: Password)).Heading);
    }

    [Fact]
    public async Task Of_fifty_who_use_the_link_at_once_one_becomes_the_owner()
    {
        await using var server = await TestServer.StartAsync();
        var link = await LinkAsync(server);
        var first = await Page.OpenAsync(server.NewConsoleBrowser(), link);
        var token = first.Document.QuerySelector("input[name=xsrf]")!.GetAttribute("value")!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => first.Browser.SendAsync(HttpMethod.Post, "/console/set-up", new FormUrlEncodedContent(
        [
            KeyValuePair.Create("xsrf", token), KeyValuePair.Create("username", "ann" + number), KeyValuePair.Create("password", Password),
        ]))));
        Assert.Single(answers, answer => (int)answer.Status == 303);
        Assert.All(answers.Where(answer => (int)answer.Status != 303), answer => Assert.Contains((int)answer.Status, (int[])[404, 503]));
        Assert.Equal(1, await OwnersAsync(server));
        Assert.Single(await server.InDatabaseAsync(db => db.Users.ToListAsync(), "admin"));
    }

    [Fact]
    public async Task Each_start_offers_a_link_of_its_own_and_the_first_used_ends_all()
    {
        await using var server = await TestServer.StartAsync();
        var (one, other) = (await LinkAsync(server), await LinkAsync(server));
        Assert.NotEqual(one, other);
        var waiting = await Page.OpenAsync(server.NewConsoleBrowser(), other);
        (await (await Page.OpenAsync(server.NewConsoleBrowser(), one)).PostAsync(("username", "ann"), ("password", Password), ("again", Password))).Expect(303);
        (await waiting.PostAsync(("username", "eve"), ("password", Password), ("again", Password))).Expect(404);
        (await Page.OpenAsync(server.NewConsoleBrowser(), other)).Answer.Expect(404);
        Assert.Equal(1, await OwnersAsync(server));
    }

    [Fact]
    public async Task A_link_is_good_for_a_day()
    {
        await using var server = await TestServer.StartAsync();
        var link = await LinkAsync(server);
        server.Clock.Advance(TimeSpan.FromHours(23.9));
        Assert.Equal("Set up your installation", (await Page.OpenAsync(server.NewConsoleBrowser(), link)).Heading);
        server.Clock.Advance(TimeSpan.FromHours(0.2));
        var over = await Page.OpenAsync(server.NewConsoleBrowser(), link);
        over.Answer.Expect(404);
        Assert.Equal("This link is not valid", over.Heading);
        // The next offer cleans up behind it.
        await LinkAsync(server);
        Assert.Single(await server.InDatabaseAsync(db => db.SetUpLinks.ToListAsync(), "admin"));
    }

    [Fact]
    public async Task An_owner_who_came_another_way_ends_the_link()
    {
        await using var server = await TestServer.StartAsync();
        var page = await Page.OpenAsync(server.NewConsoleBrowser(), await LinkAsync(server));
        await server.NewAdministratorAsync();
        (await page.PostAsync(("username", "eve"), ("password", Password), ("again", Password))).Expect(404);
        Assert.Equal(1, await OwnersAsync(server));
    }

    [Theory]
    [InlineData("", Password, "username")]
    [InlineData("1ann", Password, "username")]
    [InlineData("ann smith", Password, "username")]
    [InlineData("ann", "", "password")]
    [InlineData("ann", "short", "password")]
    [InlineData("ann", "password", "password")]
    [InlineData("annabelle", "annabelle", "password")]
    public async Task What_the_rules_of_the_tenant_are_against_is_said_beside_the_field(string username, string password, string field)
    {
        var page = await Page.OpenAsync(fresh.Server.NewConsoleBrowser(), await LinkAsync(fresh.Server));
        var again = await page.SendAsync(("username", username), ("password", password), ("again", password));
        again.Answer.Expect(422);
        Assert.NotEmpty(again.Text($"#{field}-error")!);
        Assert.Equal(username, again.Field("username").Value);
        if (password.Length > 0) Assert.DoesNotContain($"value=\"{password}\"", again.Answer.Text.Replace($"value=\"{username}\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(0, await OwnersAsync(fresh.Server));
    }

    [Fact]
    public async Task The_token_leaves_the_address_at_once_and_is_stored_as_a_digest()
    {
        var link = await LinkAsync(fresh.Server);
        var token = link.Split('=')[1];
        var browser = fresh.Server.NewConsoleBrowser();
        var first = (await browser.GetAsync(link)).Expect(303);
        Assert.Equal(("/console/set-up", "no-referrer", "no-store"), (first.Header("Location"), first.Header("Referrer-Policy"), first.Header("Cache-Control")));
        Assert.DoesNotContain(token, (await browser.GetAsync("/console/set-up")).Expect(200).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await fresh.Server.InDatabaseAsync(db => db.SetUpLinks.Select(row => row.Digest).ToListAsync(), "admin"), digest => digest.Contains(token, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/console/set-up")]
    [InlineData("/console/set-up?token=abcdefghijklmnopqrstuvwxyz012345")]
    [InlineData("/console/set-up?token=%3Cscript%3E")]
    public async Task Without_the_link_there_is_no_page(string path)
    {
        var page = await Page.OpenAsync(fresh.Server.NewConsoleBrowser(), path);
        page.Answer.Expect(404);
        Assert.Equal("This link is not valid", page.Heading);
    }

    [Fact]
    public async Task A_form_from_elsewhere_makes_no_owner()
    {
        var (link, browser) = (await LinkAsync(fresh.Server), fresh.Server.NewConsoleBrowser());
        var page = await Page.OpenAsync(browser, link);
        var token = page.Document.QuerySelector("input[name=xsrf]")!.GetAttribute("value")!;
        FormUrlEncodedContent Form(string xsrf) => new([KeyValuePair.Create("xsrf", xsrf), KeyValuePair.Create("username", "eve"), KeyValuePair.Create("password", Password)]);
        (await browser.SendAsync(HttpMethod.Post, "/console/set-up", Form(token), ("Sec-Fetch-Site", "cross-site"))).Expect(403);
        (await browser.SendAsync(HttpMethod.Post, "/console/set-up", Form(token), ("Origin", "https://elsewhere.test"))).Expect(403);
        (await browser.SendAsync(HttpMethod.Post, "/console/set-up", Form("00"))).Expect(403);
        (await fresh.Server.NewConsoleBrowser().SendAsync(HttpMethod.Post, "/console/set-up", Form(token))).Expect(404);
        Assert.Equal(0, await OwnersAsync(fresh.Server));
    }

    [Fact]
    public async Task The_page_speaks_Korean()
    {
        var page = await Page.OpenAsync(fresh.Server.NewConsoleBrowser(), await LinkAsync(fresh.Server), ("Accept-Language", "ko"));
        Assert.Equal(("ko", "설치를 마무리해요"), (page.Language, page.Heading));
    }

    [GeneratedRegex(@"http\S+/console/set-up\?token=[0-9A-Za-z]+")]
    private static partial Regex Link();
}
