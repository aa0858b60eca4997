using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.BrowserTests.Console;

/// <summary>The article's section 4.1, manage users in the console, in Chromium.</summary>
public sealed class ConsoleUserTests(ConsoleBrowserServer server) : ConsoleTest(server)
{
    private const string Chosen = "Lantern-under-7-bridges";

    [Theory(DisplayName = "A user is created with a temporary password, found by mail, name and id, looked at, suspended, reactivated and deleted")]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task TheArticle(string language)
    {
        var unique = TestServer.Unique();
        var (email, name) = (unique + "@example.com", "Mina " + unique);
        var page = await AtConsoleAsync(language);
        await page.FollowAsync(Say(language, "nav.users"));
        await page.GetByRole(AriaRole.Link, new() { Name = Say(language, "users.create"), Exact = true }).First.ClickAsync();
        await page.PressAsync(Say(language, "users.create"));
        await Assertions.Expect(page.Locator("#primaryEmail-problem")).ToHaveTextAsync(Say(language, "create_user.identifier_needed"));
        await page.FillInAsync(Say(language, "field.primaryEmail"), email);
        await page.FillInAsync(Say(language, "field.username"), unique);
        await page.Locator("input[name=name]").FillAsync(name);
        await page.PressAsync(Say(language, "users.create"));
        await page.TitledAsync(Say(language, "create_user.created_title"));
        var temporary = (await page.Locator(".copy code").Last.TextContentAsync())!;
        Assert.Equal(20, temporary.Length);

        // The first sign-in asks for a password that only the user knows.
        var user = await NewPageAsync(locale: language);
        await SignInAsync(user, language, unique, temporary);
        await user.Locator("input[type=password]").First.WaitForAsync();
        foreach (var field in await user.Locator("input[type=password]").AllAsync()) await field.FillAsync(Chosen);
        await user.Keyboard.PressAsync("Enter");
        await SignedInAsync(user);

        await page.FollowAsync(Say(language, "create_user.open"));
        await page.TitledAsync(name);
        var id = page.Url.Split('/')[^1];
        foreach (var term in new[] { email, name, id })
        {
            await page.GotoAsync(Console + "/default/users");
            await page.Locator(".search input[type=search]").FillAsync(term);
            await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
            await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync(name);
            Assert.Equal(2, await page.Locator("tbody time").CountAsync());
        }

        await page.Locator("tbody tr a.who").ClickAsync();
        await page.TitledAsync(name);
        foreach (var section in new[] { "user.basic", "user.contact", "user.profile", "user.custom_data", "user.danger" })
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = Say(language, section), Exact = true })).ToBeVisibleAsync();
        foreach (var tab in new[] { "identities", "roles", "organizations", "mfa", "sessions", "tokens", "timeline", "settings" })
        {
            await page.Locator(".tabs").GetByRole(AriaRole.Link, new() { Name = Say(language, "user.tab_" + tab), Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator(".tabs a[aria-current]")).ToHaveTextAsync(Say(language, "user.tab_" + tab));
        }

        // Broken JSON is refused with its place, and nothing of it is lost.
        await page.Locator("textarea[data-json]").FillAsync("{\n  \"plan\": gold\n}");
        await page.Locator("form:has(textarea[data-json])").GetByRole(AriaRole.Button, new() { Name = Say(language, "action.save"), Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#customData-problem")).ToContainTextAsync("2");
        await Assertions.Expect(page.Locator("textarea[data-json]")).ToHaveValueAsync("{\n  \"plan\": gold\n}");
        await page.Locator("textarea[data-json]").FillAsync("{ \"plan\": \"gold\" }");
        await page.Locator("form:has(textarea[data-json])").GetByRole(AriaRole.Button, new() { Name = Say(language, "action.save"), Exact = true }).ClickAsync();
        await ToldDoneAsync(page, Say(language, "done.user_saved", ("name", name)));

        await ConfirmAsync(page, Say(language, "user.suspend"));
        await ToldDoneAsync(page, Say(language, "done.user_suspended", ("name", name)));
        var refused = await NewPageAsync(locale: language);
        await SignInAsync(refused, language, unique, Chosen);
        await refused.ToldAsync(Server.Services.GetRequiredService<Phrases>().Say(language, "experience.error.account_suspended"));
        await page.PressAsync(Say(language, "user.reactivate"));
        await ToldDoneAsync(page, Say(language, "done.user_reactivated", ("name", name)));

        await ConfirmAsync(page, Say(language, "user.delete"), typed: name);
        await ToldDoneAsync(page, Say(language, "done.user_deleted", ("name", name)));
        (await Server.Api.GetAnswerAsync("/api/users/" + id)).Expect(404);
    }

    [Theory(DisplayName = "A user is invited by mail, finds the link in the mailbox, and chooses a password")]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task Invited(string language)
    {
        var email = TestServer.Unique() + "@example.com";
        var page = await AtConsoleAsync(language);
        await page.GotoAsync(Console + "/default/users/create");
        await page.FillInAsync(Say(language, "field.primaryEmail"), email);
        await page.Locator("input[name=start][value=invitation]").CheckAsync();
        await page.PressAsync(Say(language, "users.create"));
        await ToldDoneAsync(page, Say(language, "done.user_invited", ("name", email)));

        await page.FollowAsync(Say(language, "nav.connectors"));
        await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = Say(language, "mailbox.title"), Exact = true }).First.ClickAsync();
        await page.TitledAsync(Say(language, "mailbox.title"));
        await page.Locator("input[name=recipient]").FillAsync(email);
        await page.PressAsync(Say(language, "action.search"));
        var letter = page.Locator("article");
        await Assertions.Expect(letter).ToHaveCountAsync(1);
        await Assertions.Expect(letter).ToContainTextAsync(email);
        var link = await letter.GetByRole(AriaRole.Link, new() { Name = Say(language, "mailbox.link"), Exact = true }).GetAttributeAsync("href");
        var user = await NewPageAsync(locale: language);
        await user.GotoAsync(link!);
        foreach (var field in await user.Locator("input[type=password]").AllAsync()) await field.FillAsync(Chosen);
        await user.Keyboard.PressAsync("Enter");
        await user.TitledAsync(Server.Services.GetRequiredService<Phrases>().Say(language, "experience.description.invitation_done"));
    }

    [Theory(DisplayName = "A thousand users that a search finds are suspended at once, and the page of the job tells how far it is")]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task Thousand(string language)
    {
        var unique = TestServer.Unique();
        var rows = string.Join('\n', Enumerable.Range(0, 1000).Select(number => $$"""{"username":"{{unique}}_{{number}}","name":"{{unique}} {{number}}"}"""));
        var page = await AtConsoleAsync(language);
        await page.GotoAsync(Console + "/default/users/import");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "users.ndjson", MimeType = "application/x-ndjson", Buffer = System.Text.Encoding.UTF8.GetBytes(rows) });
        await page.Locator("input[type=radio]").Last.CheckAsync();
        await page.Locator("main form button").Last.ClickAsync();
        await Assertions.Expect(page.Locator("main .status").First).ToHaveTextAsync(Say(language, "jobs.state_completed"), new() { Timeout = 60_000 });

        await page.GotoAsync(Console + "/default/users?search=" + unique);
        await Assertions.Expect(page.Locator(".count")).ToContainTextAsync("1,000");
        await page.Locator("thead .tick input").CheckAsync();
        await page.GetByLabel(Say(language, "list.all_matching", ("n", "1,000"))).CheckAsync();
        await page.PressAsync(Say(language, "bulk.suspend"));
        await Assertions.Expect(page.Locator("main .status").First).ToHaveTextAsync(Say(language, "jobs.state_completed"), new() { Timeout = 60_000 });
        var suspended = await Server.Api.GetAnswerAsync($"/api/users?isSuspended=true&search=%25{unique}%25");
        Assert.Equal("1000", suspended.Expect(200).Header("Total-Number"));
    }

    [Fact(DisplayName = "By keyboard: a search, the next row, its selection, the palette")]
    public async Task Keyboard()
    {
        var unique = TestServer.Unique();
        await Server.Api.NewUserAsync(new { username = unique + "_a" });
        await Server.Api.NewUserAsync(new { username = unique + "_b" });
        var page = await AtConsoleAsync("en");
        await page.GotoAsync(Console + "/default/users");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(unique);
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        Assert.EndsWith("search=" + unique, page.Url, StringComparison.Ordinal);
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        var ticks = await page.Locator("tbody .tick input").EvaluateAllAsync<bool[]>("ticks => ticks.map(tick => tick.checked)");
        Assert.Equal([false, true], ticks);
        await Assertions.Expect(page.Locator("[data-bulk]")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync(unique + "_b");
        await Assertions.Expect(page.Locator("#palette li a").First).ToContainTextAsync(unique + "_b");
        await page.Keyboard.PressAsync("Enter");
        await page.TitledAsync(unique + "_b");
    }

    [Fact(DisplayName = "The names of buttons and fields that everybody knows them by")]
    public async Task Names()
    {
        var user = (await Server.Api.NewUserAsync(new { username = TestServer.Unique() })).Id;
        var page = await AtConsoleAsync("en");
        await HasAsync("/default/users", [(AriaRole.Link, "Create user"), (AriaRole.Searchbox, "Search")]);
        await HasAsync("/default/users/create", [(AriaRole.Button, "Create user"), (AriaRole.Textbox, "Email"), (AriaRole.Textbox, "Phone number"), (AriaRole.Textbox, "Username")]);
        await HasAsync("/default/users/" + user,
            [(AriaRole.Button, "Suspend user"), (AriaRole.Button, "Delete user"), (AriaRole.Button, "Reset password"), (AriaRole.Button, "Save changes"), (AriaRole.Textbox, "Name")]);
        (await Server.Api.PatchAnswerAsync($"/api/users/{user}/is-suspended", new { isSuspended = true })).Expect(200);
        await HasAsync("/default/users/" + user, [(AriaRole.Button, "Reactivate user")]);
        await HasAsync("/default/applications/create", [(AriaRole.Button, "Create application"), (AriaRole.Textbox, "Name")]);
        await HasAsync("/default/webhooks/create", [(AriaRole.Button, "Create webhook"), (AriaRole.Textbox, "Name")]);

        async Task HasAsync(string path, (AriaRole Role, string Name)[] controls)
        {
            await page.GotoAsync(Console + path);
            foreach (var (role, name) in controls) await Assertions.Expect(page.GetByRole(role, new() { Name = name, Exact = true }).First).ToBeVisibleAsync();
        }
    }

    private async Task SignInAsync(IPage page, string language, string username, string password)
    {
        await StartAsync(page);
        await page.Locator("input[name=identifier]").FillAsync(username);
        await page.Locator("input[type=password]").FillAsync(password);
        await page.PressAsync(Server.Services.GetRequiredService<Phrases>().Say(language, "experience.action.sign_in"));
    }
}
