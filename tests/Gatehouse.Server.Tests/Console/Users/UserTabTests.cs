using System.Text.Json;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console.Users;

/// <summary>What belongs to a user beside their own values.</summary>
public sealed class UserTabTests(ConsoleServer own) : IClassFixture<ConsoleServer>
{
    private TestServer Server => own.Server;

    private async Task<(Page Page, string Path)> OpenAsync(string tab, AdministratorRole role = AdministratorRole.Owner, Func<string, Task>? prepare = null)
    {
        var id = (await Server.Api.NewUserAsync(new { username = TestServer.Unique() })).Id;
        if (prepare is not null) await prepare("/api/users/" + id);
        var browser = await Server.AtConsoleAsync((await Server.NewAdministratorAsync(role)).Username);
        return (await Page.OpenAsync(browser, $"/console/default/users/{id}{tab}"), "/api/users/" + id);
    }

    private async Task<JsonElement> ReadAsync(string path) => (await Server.Api.GetAnswerAsync(path)).Expect(200).Json;

    [Fact]
    public async Task A_role_is_given_and_taken()
    {
        var (name, other) = (TestServer.Unique("role"), TestServer.Unique("role"));
        var (id, _) = (await Server.NewRoleAsync(name: name), await Server.NewRoleAsync(name: other));
        var (page, path) = await OpenAsync("/roles");
        Assert.Contains("This user has no role.", page.Text("main")!, StringComparison.Ordinal);
        page = await page.SubmitWithAsync("roleId", ("roleId", id));
        Assert.Equal(("The role was assigned.", name), (page.Said, page.Text(".row h3")));
        Assert.Equal(id, (await ReadAsync(path + "/roles"))[0].GetProperty("id").GetString());
        page = await page.SubmitAsync("take");
        Assert.Equal("The role was removed.", page.Said);
        Assert.Equal(0, (await ReadAsync(path + "/roles")).GetArrayLength());
        var refused = await page.SubmitWithAsync("roleId", ("roleId", "unknown"));
        Assert.NotNull(refused.ProblemOf("roleId"));
    }

    [Fact]
    public async Task An_enterprise_account_is_unlinked_after_a_question()
    {
        var (page, path) = await OpenAsync("/identities");
        var userId = path.Split('/')[^1];
        var connector = await Server.NewSsoIdentityAsync(userId);
        page = await Page.OpenAsync(page.Browser, page.Url("/identities"));
        Assert.Contains("https://idp.test", page.Body, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("dialog form input[name=ssoConnectorId]") ?? page.Document.QuerySelector("dialog input[name=ssoConnectorId]"));
        page = await page.SubmitAsync("sso");
        Assert.Contains("https://idp.test", page.Said, StringComparison.Ordinal);
        (await Server.Api.GetAnswerAsync($"{path}/sso-identities/{connector}")).Expect(404, "user.enterprise_sso_identity_not_exists");
        (await Server.Api.DeleteAnswerAsync($"{path}/sso-identities/{connector}")).Expect(404, "user.enterprise_sso_identity_not_exists");
        var log = (await Server.Api.GetAnswerAsync($"/api/logs?includeAll=true&page=1&page_size=20&logKey=Change.User.SsoIdentityUnlinked")).Expect(200).Text;
        Assert.Contains(userId, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_whoever_may_change_users_unlinks_enterprise_accounts()
    {
        var (page, path) = await OpenAsync("/identities", AdministratorRole.ReadOnly);
        await Server.NewSsoIdentityAsync(path.Split('/')[^1]);
        Assert.False((await Page.OpenAsync(page.Browser, page.Url("/identities"))).HasForm("sso"));
    }

    [Fact]
    public async Task Roles_and_organizations_are_found_by_a_search_however_many_there_are()
    {
        var many = TestServer.Unique("many");
        foreach (var number in Enumerable.Range(0, 25))
        {
            await Server.NewRoleAsync(name: $"{many} role {number:00}");
            (await Server.Api.PostAnswerAsync("/api/organizations", new { name = $"{many} organization {number:00}" })).Expect(201);
        }

        var (page, _) = await OpenAsync("/roles");
        Assert.Equal(20, page.OptionsOf("roleId-choices").Count);
        page = await Page.OpenAsync(page.Browser, page.Url("/roles") + "?find-roleId=" + Uri.EscapeDataString(many + " role 24"));
        Assert.Equal([many + " role 24"], page.OptionsOf("roleId-choices"));
        page = await page.SubmitWithAsync("roleId");
        Assert.Equal(("The role was assigned.", many + " role 24"), (page.Said, page.Text(".row h3")));

        page = await Page.OpenAsync(page.Browser, page.Url("/organizations") + "?find-organizationId=" + Uri.EscapeDataString(many + " organization 07"));
        Assert.Equal([many + " organization 07"], page.OptionsOf("organizationId-choices"));
        page = await page.SubmitWithAsync("organizationId");
        Assert.Contains(many + " organization 07", page.Body, StringComparison.Ordinal);

        // The list's filters and the audit log's search as well, and what is chosen has its name, wherever it stands.
        var role = (await Server.Api.GetAnswerAsync("/api/roles?search=" + Uri.EscapeDataString(many + " role 24"))).Expect(200).Json[0].GetProperty("id").GetString();
        var list = await page.Browser.SeeAsync($"/users?roleId={role}&find-organizationId={Uri.EscapeDataString(many + " organization 2")}");
        Assert.Contains(many + " role 24", list.Text(".chips")!, StringComparison.Ordinal);
        Assert.Equal(5, list.OptionsOf("organizationId-choices").Count);
        Assert.Contains(many + " role 24", list.OptionsOf("roleId-choices"));
        var user = (await Server.Api.NewUserAsync(new { username = TestServer.Unique("audited") }));
        var audit = await page.Browser.SeeAsync("/audit-log?find-userId=" + user["username"].GetString());
        Assert.Equal([user["username"].GetString()!], audit.OptionsOf("userId-choices"));
    }

    [Fact]
    public async Task The_palette_finds_organizations_and_roles_as_well()
    {
        var name = TestServer.Unique("found");
        var role = await Server.NewRoleAsync(name: name + " role");
        var organization = (await Server.Api.PostAnswerAsync("/api/organizations", new { name = name + " <b>organization</b>" })).Expect(201).Id;
        var (page, _) = await OpenAsync("");
        var found = await page.Browser.SeeAsync("/find?q=" + name);
        Assert.NotNull(found.LinkTo("/console/default/roles/" + role));
        Assert.NotNull(found.LinkTo("/console/default/organizations/" + organization));
        found.AssertHarmless();
    }

    [Fact]
    public async Task A_membership_begins_gets_roles_and_ends()
    {
        var organization = (await Server.Api.PostAnswerAsync("/api/organizations", new { name = "0 " + TestServer.Unique("org") })).Expect(201).Id;
        var role = (await Server.Api.PostAnswerAsync("/api/organization-roles", new { name = TestServer.Unique("or") })).Expect(201).Id;
        var (page, path) = await OpenAsync("/organizations");
        page = await page.SubmitWithAsync("organizationId", ("organizationId", organization));
        Assert.Equal("The user is a member now.", page.Said);
        page = await page.SubmitAsync("roles", ("roleId", role));
        Assert.Equal("The roles were saved.", page.Said);
        var held = (await ReadAsync(path + "/organizations"))[0];
        Assert.Equal((organization, role), (held.GetProperty("id").GetString(), held.GetProperty("organizationRoles")[0].GetProperty("id").GetString()));
        page = await page.SubmitAsync("leave");
        Assert.Equal("The user is no member any more.", page.Said);
        Assert.Equal(0, (await ReadAsync(path + "/organizations")).GetArrayLength());
        Assert.Equal(422, (int)(await page.SubmitWithAsync("organizationId", ("organizationId", "unknown"))).Answer.Status);
    }

    [Fact]
    public async Task Second_factors_are_made_shown_once_and_taken()
    {
        var (page, path) = await OpenAsync("/mfa");
        var made = await page.SubmitWithAsync("type", ("type", "Totp"));
        Assert.Equal(200, (int)made.Answer.Status);
        Assert.StartsWith("data:image/", made.Document.QuerySelector(".secret img")!.GetAttribute("src"), StringComparison.Ordinal);
        var secret = made.Text(".secret [data-copied]")!;
        made = await made.SubmitWithAsync("type", ("type", "BackupCode"));
        Assert.Equal(10, made.Document.QuerySelectorAll(".codes li").Length);
        Assert.DoesNotContain(secret, made.Answer.Text, StringComparison.Ordinal);
        var again = await Page.OpenAsync(page.Browser, page.Url("/mfa"));
        Assert.Equal((0, 2), (again.Document.QuerySelectorAll(".codes li").Length, again.Document.QuerySelectorAll(".row .who").Length));
        var factors = await ReadAsync(path + "/mfa-verifications");
        var totp = again.Document.QuerySelector($"input[name=id][value='{factors[0].GetProperty("id").GetString()}']")!.Closest("form")!;
        Assert.Equal(303, (int)(await again.PostFormAsync(totp)).Status);
        Assert.Single((await ReadAsync(path + "/mfa-verifications")).EnumerateArray());
    }

    [Fact]
    public async Task A_social_account_is_shown_and_unlinked()
    {
        var (page, path) = await OpenAsync("/identities", prepare: async user =>
            (await Server.Api.PutAnswerAsync(user + "/identities/google", new { userId = TestServer.Unique(), details = new { name = "Kim", email = "kim@example.com" } })).Expect(201));
        Assert.Contains("kim@example.com", page.Text(".row .who")!, StringComparison.Ordinal);
        page = await page.SubmitWithTargetAsync("google");
        Assert.Equal("google was unlinked.", page.Said);
        Assert.Equal(0, (await ReadAsync(path + "/all-identities")).GetProperty("socialIdentities").GetArrayLength());
        Assert.Equal(404, (int)(await page.Browser.SendAsync(HttpMethod.Post, page.Url("/identities"), await page.Browser.FormAsync(("target", "google")))).Status);
    }

    [Fact]
    public async Task A_token_is_shown_once_and_deleted()
    {
        var (page, path) = await OpenAsync("/tokens");
        var name = "ci <b> 100%/x";
        var made = await page.SubmitWithAsync("name", ("name", name), ("days", "30"));
        var token = (await ReadAsync(path + "/personal-access-tokens"))[0];
        Assert.Equal((name, token.GetProperty("value").GetString()), (token.GetProperty("name").GetString(), made.Text(".box [data-copied]")));
        Assert.InRange(token.GetProperty("expiresAt").GetInt64() - token.GetProperty("createdAt").GetInt64(), 29L * 86400_000, 31L * 86400_000);
        var refused = await made.SubmitWithAsync("days", ("name", name), ("days", "7"));
        Assert.Equal((422, name), ((int)refused.Answer.Status, refused.ValueOf("name")));
        Assert.NotNull(refused.ProblemOf("name"));
        Assert.DoesNotContain(token.GetProperty("value").GetString()!, refused.Answer.Text, StringComparison.Ordinal);
        Assert.Equal($"The token {name} was deleted.", (await refused.SubmitAsync("delete")).Said);
        Assert.Equal(0, (await ReadAsync(path + "/personal-access-tokens")).GetArrayLength());
        Assert.NotNull((await page.SubmitWithAsync("name", ("name", " "))).ProblemOf("name"));
    }

    [Fact]
    public async Task Sessions_are_ended_one_or_all()
    {
        var username = TestServer.Unique();
        var id = (await Server.Api.NewUserAsync(new { username, password = ExperienceApi.ExperienceCalls.Password })).Id;
        var application = await Server.NewAppAsync();
        for (var i = 0; i < 3; i++) await (await Page.BeginAsync(Server.NewBrowser(), application)).SignInAsync(username);
        var path = $"/api/users/{id}/sessions";
        Assert.Equal(3, (await ReadAsync(path)).GetProperty("sessions").GetArrayLength());
        var browser = await Server.AtConsoleAsync((await Server.NewAdministratorAsync()).Username);
        var page = await Page.OpenAsync(browser, $"/console/default/users/{id}/sessions");
        var first = page.Document.QuerySelector("input[name=action][value=end]")!.Closest("form")!;
        page = await page.FollowAsync(await page.PostFormAsync(first));
        Assert.Equal(("The session has ended.", 2), (page.Said, (await ReadAsync(path)).GetProperty("sessions").GetArrayLength()));
        page = await page.SubmitAsync("end-all");
        Assert.Equal(("All sessions have ended.", 0), (page.Said, (await ReadAsync(path)).GetProperty("sessions").GetArrayLength()));
        Assert.False(page.HasForm("end-all"));
    }

    [Fact]
    public async Task The_timeline_tells_what_happened_by_whom_and_what_was_different()
    {
        var administrator = await Server.NewAdministratorAsync();
        var id = (await Server.Api.NewUserAsync(new { username = TestServer.Unique(), name = "Before" })).Id;
        var browser = await Server.AtConsoleAsync(administrator.Username);
        var settings = await Page.OpenAsync(browser, "/console/default/users/" + id);
        await settings.SubmitAsync("details", ("name", "After <i>"));
        var page = await Page.OpenAsync(browser, $"/console/default/users/{id}/timeline");
        var entries = page.Document.QuerySelectorAll(".timeline > li");
        Assert.Equal(["Details changed", "User created"], entries.Select(entry => entry.QuerySelector("strong")!.TextContent));
        Assert.Contains("Name of " + administrator.Username, entries[0].QuerySelector(".small")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Before", "After <i>"], entries[0].QuerySelectorAll(".compare td").Select(cell => cell.TextContent));
        Assert.Contains("By application " + TestServer.ApplicationId, entries[1].TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/identities")]
    [InlineData("/roles")]
    [InlineData("/organizations")]
    [InlineData("/mfa")]
    [InlineData("/sessions")]
    [InlineData("/tokens")]
    [InlineData("/timeline")]
    public async Task Nobody_is_not_found_and_readers_see_no_form(string tab)
    {
        await Server.NewRoleAsync();
        var (page, _) = await OpenAsync(tab, AdministratorRole.ReadOnly);
        Assert.Equal(200, (int)page.Answer.Status);
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
        Assert.Equal(404, (int)(await Page.OpenAsync(page.Browser, "/console/default/users/nobody" + tab)).Answer.Status);
        var post = await page.Browser.SendAsync(HttpMethod.Post, page.Url(tab), await page.Browser.FormAsync(("action", "take"), ("target", "x"), ("roleId", "x"), ("id", "x"), ("type", "Totp"), ("name", "x"), ("organizationId", "x")));
        Assert.True((int)post.Status == (tab == "/timeline" ? 200 : 403), $"{tab}: {post.Status}");
    }

    [Fact]
    public async Task An_auditor_sees_no_tokens()
    {
        var (page, _) = await OpenAsync("", AdministratorRole.Auditor);
        Assert.DoesNotContain(page.Document.QuerySelectorAll(".tabs a"), link => link.GetAttribute("href")!.EndsWith("/tokens", StringComparison.Ordinal));
        Assert.Equal(403, (int)(await Page.OpenAsync(page.Browser, page.Url("/tokens"))).Answer.Status);
    }
}

/// <summary>Small ways that only these tests go.</summary>
internal static class UserTabCalls
{
    extension(Page page)
    {
        /// <summary>Of a tab of the user whose page this is.</summary>
        public string Url(string tab) => page.Document.QuerySelector(".tabs a")!.GetAttribute("href") + tab;

        public async Task<Page> SubmitWithTargetAsync(string target) =>
            await page.FollowAsync(await page.PostFormAsync(page.Document.QuerySelector($"input[name=target][value='{target}']")!.Closest("form")!));
    }
}
