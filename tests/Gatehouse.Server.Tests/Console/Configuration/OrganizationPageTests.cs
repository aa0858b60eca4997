using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console.Configuration;

/// <summary>The console's pages of organizations and of the template (contract/management-organizations.md).</summary>
public sealed class OrganizationPageTests(ConsoleServer own) : IClassFixture<ConsoleServer>
{
    private TestServer Server => own.Server;

    private async Task<string> NewAsync() => (await Server.Api.PostAnswerAsync("/api/organizations", new { name = TestServer.Unique("org") })).Expect(201).Id;

    private async Task<string> NewRoleAsync(string type = "User") => (await Server.Api.PostAnswerAsync("/api/organization-roles", new { name = TestServer.Unique("r"), type })).Expect(201).Id;

    [Fact]
    public async Task An_organization_is_made_found_changed_and_deleted()
    {
        var browser = await Server.SignedInAsync();
        var form = await browser.SeeAsync("/organizations/create");
        var empty = await form.ClickThroughAsync("Create organization", ("name", ""), ("description", "kept"));
        Assert.NotNull(empty.ProblemOf("name"));
        Assert.Equal("kept", empty.ValueOf("description"));
        var name = TestServer.Unique("org");
        var made = await form.ClickThroughAsync("Create organization", ("name", name), ("description", "Customers"));
        Assert.Equal(name, made.Heading);
        Assert.Contains("No members yet", made.Body, StringComparison.Ordinal);
        Assert.StartsWith(name, Assert.Single((await browser.SeeAsync("/organizations?search=" + name)).Rows), StringComparison.Ordinal);

        var settings = await browser.SeeAsync(made.Document.QuerySelector(".tabs a")!.GetAttribute("href")!["/console/default".Length..]);
        var saved = await settings.ClickThroughAsync(
            "Save changes", ("isMfaRequired", "true"), ("logoUrl", "https://a.test/l.png"), ("primaryColor", "#0a0"), ("customData", """{"plan": "gold"}"""));
        Assert.Equal("Changes saved.", saved.Said);
        var id = settings.Text(".thing [data-copied]")!;
        var row = (await Server.Api.GetAnswerAsync("/api/organizations/" + id)).Json;
        Assert.Equal(("https://a.test/l.png", "#0a0", "gold", true), (
            row.GetProperty("branding").GetProperty("logoUrl").GetString(), row.GetProperty("color").GetProperty("primaryColor").GetString(),
            row.GetProperty("customData").GetProperty("plan").GetString(), row.GetProperty("isMfaRequired").GetBoolean()));
        foreach (var (field, typed) in ((string, string)[])[("customData", "{ broken"), ("logoUrl", "no address"), ("primaryColor", "green")])
        {
            var refused = await saved.ClickThroughAsync("Save changes", (field, typed), ("description", "typed"));
            Assert.NotNull(refused.ProblemOf(field));
            Assert.Equal((typed, "typed"), (refused.ValueOf(field), refused.ValueOf("description")));
        }

        (await settings.ClickAsync("Save changes", ("name", "Old form"))).Expect(409);
        Assert.Contains("was deleted", (await saved.ClickThroughAsync("Delete organization", ("typed", name))).Said, StringComparison.Ordinal);
        (await Server.Api.GetAnswerAsync("/api/organizations/" + id)).Expect(404);
    }

    [Fact]
    public async Task Members_come_with_roles_which_change_and_they_leave()
    {
        var (id, first, second, browser) = (await NewAsync(), await NewRoleAsync(), await NewRoleAsync(), await Server.SignedInAsync());
        var username = TestServer.Unique("member");
        var userId = (await Server.Api.PostAnswerAsync("/api/users", new { username })).Expect(200).Id;
        var add = await browser.SeeAsync($"/organizations/{id}/members/add?search={username}");
        var added = await add.ClickThroughAsync("Add members", ("id", userId), ("organizationRoleIds", first));
        Assert.Contains(username, Assert.Single(added.Rows), StringComparison.Ordinal);
        var roles = await browser.SeeAsync($"/organizations/{id}/members/{userId}");
        Assert.Equal(first, Assert.Single(roles.Ticked("organizationRoleIds")));
        Assert.Equal("Changes saved.", (await roles.ClickThroughAsync("Save changes", ("organizationRoleIds", second))).Said);
        Assert.Equal(second, (await Server.Api.GetAnswerAsync($"/api/organizations/{id}/users/{userId}/roles")).Json[0].GetProperty("id").GetString());
        Assert.Empty((await (await browser.SeeAsync($"/organizations/{id}/members?search={username}")).ClickThroughAsync("Remove", ("id", userId))).Rows);
        (await browser.SeeAsync($"/organizations/{id}/members/{userId}")).Answer.Expect(422);
    }

    [Fact]
    public async Task Machines_act_in_it_with_roles_of_their_own()
    {
        var (id, roleId, browser) = (await NewAsync(), await NewRoleAsync("MachineToMachine"), await Server.SignedInAsync());
        var name = TestServer.Unique("machine");
        var applicationId = (await Server.Api.PostAnswerAsync("/api/applications", new { name, type = "MachineToMachine" })).Expect(200).Id;
        var add = await browser.SeeAsync($"/organizations/{id}/applications/add?search={name}");
        Assert.Single((await add.ClickThroughAsync("Add applications", ("id", applicationId))).Rows);
        var roles = await browser.SeeAsync($"/organizations/{id}/applications/{applicationId}");
        Assert.Equal("Changes saved.", (await roles.ClickThroughAsync("Save changes", ("organizationRoleIds", roleId))).Said);
        Assert.Single((await browser.SeeAsync($"/applications/{applicationId}/organizations")).Rows);
        var none = await (await browser.SeeAsync($"/organizations/{id}/applications/{applicationId}")).ClickThroughAsync("Save changes", ("organizationRoleIds", null));
        Assert.Equal("Changes saved.", none.Said);
        Assert.Equal(0, (await Server.Api.GetAnswerAsync($"/api/organizations/{id}/applications/{applicationId}/roles?page=1&page_size=5")).Json.GetArrayLength());
    }

    [Fact]
    public async Task People_are_invited_and_invitations_revoked_and_deleted()
    {
        var (id, roleId, browser) = (await NewAsync(), await NewRoleAsync(), await Server.SignedInAsync());
        var page = await browser.SeeAsync($"/organizations/{id}/invitations");
        var email = TestServer.Unique() + "@example.com";
        var wrong = await page.ClickThroughAsync("Invite", ("invitee", "nobody"), ("lifetime", "30"), ("organizationRoleIds", roleId), ("sendsMail", null));
        Assert.NotNull(wrong.ProblemOf("invitee"));
        Assert.Equal(("nobody", "30", roleId), (wrong.ValueOf("invitee"), wrong.ValueOf("lifetime"), Assert.Single(wrong.Ticked("organizationRoleIds"))));
        var invited = await page.ClickThroughAsync("Invite", ("invitee", email), ("lifetime", "14"), ("organizationRoleIds", roleId), ("sendsMail", null));
        Assert.Equal(email, Assert.Single(invited.Rows));
        Assert.Contains("Pending", invited.Body, StringComparison.Ordinal);
        Assert.NotNull((await page.ClickThroughAsync("Invite", ("invitee", email), ("sendsMail", null))).ProblemOf("invitee"));
        // Nothing sends mail here: the API says so, and nobody was invited.
        Assert.Equal(501, (int)(await page.ClickThroughAsync("Invite", ("invitee", TestServer.Unique() + "@example.com"), ("sendsMail", "true"))).Answer.Status);
        var revoked = await invited.ClickThroughAsync("Revoke");
        Assert.Contains("Revoked", revoked.Body, StringComparison.Ordinal);
        Assert.Empty((await revoked.ClickThroughAsync("Delete")).Rows);
    }

    [Fact]
    public async Task Who_joins_by_themselves_is_settled()
    {
        var (id, roleId, browser) = (await NewAsync(), await NewRoleAsync(), await Server.SignedInAsync());
        var page = await browser.SeeAsync($"/organizations/{id}/provisioning");
        var (one, two) = (TestServer.Unique() + ".test", TestServer.Unique() + ".test");
        var saved = await page.ClickThroughAsync("Save changes", ("emailDomains", $"{two}\r\n{one}\r\n{one}"), ("organizationRoleIds", roleId));
        Assert.Equal("Changes saved.", saved.Said);
        Assert.Equal(roleId, Assert.Single(saved.Ticked("organizationRoleIds")));
        Assert.Equal(2, (await Server.Api.GetAnswerAsync($"/api/organizations/{id}/jit/email-domains")).Json.GetArrayLength());
        var refused = await saved.ClickThroughAsync("Save changes", ("emailDomains", new string('a', 200)));
        Assert.NotNull(refused.ProblemOf("emailDomains"));
        Assert.Equal(new string('a', 200), refused.ValueOf("emailDomains"));
        Assert.Equal("", (await saved.ClickThroughAsync("Save changes", ("emailDomains", ""), ("organizationRoleIds", null))).ValueOf("emailDomains"));
        Assert.Equal(0, (await Server.Api.GetAnswerAsync($"/api/organizations/{id}/jit/roles")).Json.GetArrayLength());
    }

    [Fact]
    public async Task The_template_has_permissions_and_roles_that_gather_them()
    {
        var browser = await Server.SignedInAsync();
        var (scope, role) = (TestServer.Unique("do:"), TestServer.Unique("role"));
        var permissions = await browser.SeeAsync("/organizations/template/permissions?search=" + scope);
        var made = await permissions.ClickThroughAsync("Create permission", ("name", scope), ("description", "Does"));
        Assert.Contains(scope, made.Said, StringComparison.Ordinal);
        var taken = await permissions.ClickThroughAsync("Create permission", ("name", scope), ("description", "typed"));
        Assert.NotNull(taken.ProblemOf("name"));
        Assert.Equal("typed", taken.ValueOf("description"));
        var listed = await browser.SeeAsync("/organizations/template/permissions?search=" + scope);
        var edit = await browser.SeeAsync(listed.Document.QuerySelectorAll("tbody a.button").Single().GetAttribute("href")!["/console/default".Length..]);
        Assert.Equal("Changes saved.", (await edit.ClickThroughAsync("Save changes", ("description", "Does it"))).Said);

        var scopeId = (await Server.Api.GetAnswerAsync("/api/organization-scopes?q=" + scope)).Json[0].GetProperty("id").GetString()!;
        var form = await browser.SeeAsync("/organizations/template/create");
        var withRole = await form.ClickThroughAsync("Create organization role", ("name", role), ("organizationScopeIds", scopeId));
        Assert.Contains(role, withRole.Said, StringComparison.Ordinal);
        Assert.NotNull((await form.ClickThroughAsync("Create organization role", ("name", role))).ProblemOf("name"));
        var roleId = (await Server.Api.GetAnswerAsync($"/api/organization-roles?page=1&page_size=5&q={role}")).Json[0].GetProperty("id").GetString()!;
        var page = await browser.SeeAsync("/organizations/template/" + roleId);
        Assert.Equal(scopeId, Assert.Single(page.Ticked("organizationScopeIds")));
        var saved = await page.ClickThroughAsync("Save changes", ("description", "New"), ("organizationScopeIds", null));
        Assert.Equal(("New", 0), (saved.ValueOf("description"), saved.Ticked("organizationScopeIds").Count));
        (await page.ClickAsync("Save changes", ("description", "Old form"))).Expect(409);
        Assert.Contains("was deleted", (await saved.ClickThroughAsync("Delete role", ("typed", role))).Said, StringComparison.Ordinal);
        Assert.Contains("was deleted", (await listed.ClickThroughAsync("Delete")).Said, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(StoredTexts))]
    public async Task Stored_values_are_never_executed(string name)
    {
        var id = (await Server.Api.PostAnswerAsync("/api/organizations", new { name, description = name, customData = new { name }, customCss = name })).Expect(201).Id;
        var roleId = (await Server.Api.PostAnswerAsync("/api/organization-roles", new { name = name + TestServer.Unique(), description = name })).Expect(201).Id;
        (await Server.Api.PostAnswerAsync("/api/organization-scopes", new { name = name + TestServer.Unique(), description = name })).Expect(201);
        var browser = await Server.SignedInAsync();
        foreach (var path in (string[])["", "/" + id, $"/{id}/members", $"/{id}/members/add", $"/{id}/invitations", $"/{id}/provisioning", "/template", "/template/" + roleId, "/template/permissions", "/template/create"])
        {
            var page = await browser.SeeAsync("/organizations" + path);
            page.Answer.Expect(200);
            page.AssertHarmless();
        }

        Assert.Equal(name, (await browser.SeeAsync("/organizations/" + id)).Heading);
    }
}
