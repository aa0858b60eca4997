using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console.Configuration;

/// <summary>The console's pages of roles, API resources and permissions (contract/management-apps-resources-roles.md 2 and 3).</summary>
public sealed class RolePageTests(ConsoleServer own) : IClassFixture<ConsoleServer>
{
    private TestServer Server => own.Server;

    private async Task<(string Id, string ScopeId)> NewResourceAsync()
    {
        var id = (await Server.Api.PostAnswerAsync("/api/resources", new { name = TestServer.Unique("api"), indicator = $"https://{TestServer.Unique()}.test" })).Expect(201).Id;
        return (id, (await Server.Api.PostAnswerAsync($"/api/resources/{id}/scopes", new { name = "read:things", description = "Reads things" })).Expect(201).Id);
    }

    private async Task<string> NewRoleAsync(string type = "User") =>
        (await Server.Api.PostAnswerAsync("/api/roles", new { name = TestServer.Unique("role"), description = "A role", type })).Expect(200).Id;

    [Fact]
    public async Task An_API_resource_is_made_with_permissions_changed_made_the_default_and_deleted()
    {
        var browser = await Server.SignedInAsync();
        var (name, indicator) = (TestServer.Unique("api"), $"https://{TestServer.Unique()}.test");
        var form = await browser.SeeAsync("/api-resources/create");
        var made = await form.ClickThroughAsync("Create API resource", ("name", name), ("indicator", indicator));
        Assert.Equal(name, made.Heading);
        Assert.Contains("No permissions yet", made.Body, StringComparison.Ordinal);
        var again = await form.ClickThroughAsync("Create API resource", ("name", "typed"), ("indicator", indicator));
        Assert.Equal((422, "typed"), ((int)again.Answer.Status, again.ValueOf("name")));
        Assert.NotNull(again.ProblemOf("indicator"));

        var withScope = await made.ClickThroughAsync("Create permission", ("name", "write:things"), ("description", "Writes"));
        Assert.Equal("write:things", Assert.Single(withScope.Rows));
        var blank = await made.ClickThroughAsync("Create permission", ("name", "two words"), ("description", "kept"));
        Assert.NotNull(blank.ProblemOf("name"));
        Assert.Equal(("two words", "kept"), (blank.ValueOf("name"), blank.ValueOf("description")));
        var edit = await browser.SeeAsync(withScope.Document.QuerySelectorAll("tbody a.button").Single().GetAttribute("href")!["/console/default".Length..]);
        Assert.Equal("write:things", edit.ValueOf("name"));
        Assert.Equal("write:all", Assert.Single((await edit.ClickThroughAsync("Save changes", ("name", "write:all"))).Rows));
        Assert.Empty((await (await browser.SeeAsync(Path(made))).ClickThroughAsync("Delete")).Rows);

        var settings = await browser.SeeAsync(Path(made)[..^"/permissions".Length]);
        Assert.Contains(indicator, settings.Body, StringComparison.Ordinal);
        var wrong = await settings.ClickThroughAsync("Save changes", ("accessTokenTtl", "soon"));
        Assert.NotNull(wrong.ProblemOf("accessTokenTtl"));
        var saved = await settings.ClickThroughAsync("Save changes", ("accessTokenTtl", "900"), ("isDefault", "true"));
        Assert.Equal("Changes saved.", saved.Said);
        var row = (await Server.Api.GetAnswerAsync("/api/resources?search=" + name)).Json.EnumerateArray().Single();
        Assert.Equal((900, true), (row.GetProperty("accessTokenTtl").GetInt32(), row.GetProperty("isDefault").GetBoolean()));
        Assert.Contains("was deleted", (await saved.ClickThroughAsync("Delete API resource", ("typed", name))).Said, StringComparison.Ordinal);
        (await Server.Api.GetAnswerAsync("/api/resources/" + row.GetProperty("id").GetString())).Expect(404);

        static string Path(Page page) => page.Document.QuerySelector(".tabs a[aria-current]")!.GetAttribute("href")!["/console/default".Length..];
    }

    [Fact]
    public async Task The_servers_own_API_can_be_looked_at_only()
    {
        var browser = await Server.SignedInAsync();
        var page = await browser.SeeAsync("/api-resources/management-api");
        Assert.DoesNotContain("Delete API resource", page.ButtonNames);
        Assert.True(page.Document.GetElementById("name")!.HasAttribute("readonly"));
        var permissions = await browser.SeeAsync("/api-resources/management-api/permissions");
        Assert.Equal("all", Assert.Single(permissions.Rows));
        Assert.DoesNotContain("Create permission", permissions.ButtonNames);
        Assert.DoesNotContain("Delete", permissions.ButtonNames);
    }

    [Fact]
    public async Task API_resources_are_searched_by_name_indicator_and_id()
    {
        var (id, _) = await NewResourceAsync();
        var row = (await Server.Api.GetAnswerAsync("/api/resources/" + id)).Json;
        var browser = await Server.SignedInAsync();
        foreach (var term in (string[])[id, row.GetProperty("name").GetString()!, row.GetProperty("indicator").GetString()!])
            Assert.Contains(id, Assert.Single((await browser.SeeAsync("/api-resources?search=" + Uri.EscapeDataString(term))).Rows), StringComparison.Ordinal);
        Assert.Equal(1, (await Server.Api.GetAnswerAsync($"/api/resources?includeScopes=1&page=1&page_size=5&search=%25{id}%25")).Expect(200).Json[0].GetProperty("scopes").GetArrayLength());
        (await Server.Api.GetAnswerAsync("/api/resources?search.id=a&mode.id=nonsense")).Expect(400);
    }

    [Fact]
    public async Task A_role_is_made_with_permissions_which_are_taken_and_given()
    {
        var (_, scopeId) = await NewResourceAsync();
        var form = await (await Server.SignedInAsync()).SeeAsync("/roles/create");
        var name = TestServer.Unique("role");
        var made = await form.ClickThroughAsync("Create role", ("name", name), ("description", "Edits"), ("scopeIds", scopeId));
        Assert.Equal(name, made.Heading);
        var permissions = await made.Browser.SeeAsync(made.Document.QuerySelectorAll(".tabs a")[1].GetAttribute("href")!["/console/default".Length..]);
        Assert.Equal(scopeId, Assert.Single(permissions.Ticked("scopeIds")));
        var less = await permissions.ClickThroughAsync("Save changes", ("scopeIds", null));
        Assert.Empty(less.Ticked("scopeIds"));
        // The page from before was made from other permissions.
        (await permissions.ClickAsync("Save changes")).Expect(409);
        Assert.Equal(scopeId, Assert.Single((await less.ClickThroughAsync("Save changes", ("scopeIds", scopeId))).Ticked("scopeIds")));
        var taken = await form.ClickThroughAsync("Create role", ("name", name), ("description", "typed"), ("scopeIds", scopeId));
        Assert.Equal((422, "typed", scopeId), ((int)taken.Answer.Status, taken.ValueOf("description"), Assert.Single(taken.Ticked("scopeIds"))));
        Assert.NotNull(taken.ProblemOf("name"));
    }

    [Fact]
    public async Task Only_roles_for_machines_are_offered_the_Management_API()
    {
        var browser = await Server.SignedInAsync();
        await NewResourceAsync();
        Assert.DoesNotContain("https://default.logto.app/api", (await browser.SeeAsync($"/roles/{await NewRoleAsync()}/permissions")).Body, StringComparison.Ordinal);
        Assert.Contains("https://default.logto.app/api", (await browser.SeeAsync($"/roles/{await NewRoleAsync("MachineToMachine")}/permissions")).Body, StringComparison.Ordinal);
        var form = await browser.SeeAsync("/roles/create");
        var refused = await form.ClickThroughAsync("Create role", ("name", TestServer.Unique("r")), ("description", "d"), ("type", "User"), ("scopeIds", "management-api-all"));
        refused.Answer.Expect(400);
        Assert.Contains("roles for machines only", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_are_assigned_searched_and_removed()
    {
        var roleId = await NewRoleAsync();
        var (word, browser) = (TestServer.Unique("who"), await Server.SignedInAsync());
        var ids = new List<string>();
        for (var i = 0; i < 2; i++) ids.Add((await Server.Api.PostAnswerAsync("/api/users", new { username = $"{word}_{i}", name = $"{word} {i}" })).Expect(200).Id);
        Assert.Contains("Nobody holds this role", (await browser.SeeAsync($"/roles/{roleId}/users")).Body, StringComparison.Ordinal);
        var add = await browser.SeeAsync($"/roles/{roleId}/users/add?search={word}");
        Assert.Equal(2, add.Rows.Count);
        var none = await add.ClickThroughAsync("Assign users");
        Assert.Equal(422, (int)none.Answer.Status);
        Assert.Contains("Choose at least one", none.Body, StringComparison.Ordinal);
        var assigned = await add.ClickThroughAsync("Assign users", ("id", ids[0]), ("id", ids[1]));
        Assert.Contains("2", assigned.Said, StringComparison.Ordinal);
        Assert.Equal(2, assigned.Rows.Count);
        Assert.Single((await browser.SeeAsync($"/roles/{roleId}/users?search={word}_1")).Rows);
        Assert.Contains("Nothing matches", (await browser.SeeAsync($"/roles/{roleId}/users/add?search={word}")).Body, StringComparison.Ordinal);
        Assert.Single((await assigned.ClickThroughAsync("Remove", ("id", ids[0]))).Rows);
        Assert.Equal(1, (await Server.Api.GetAnswerAsync($"/api/roles/{roleId}/users?page=1&page_size=9")).Json.GetArrayLength());
    }

    [Fact]
    public async Task Machines_are_assigned_from_the_role_and_from_the_machine()
    {
        var (roleId, browser) = (await NewRoleAsync("MachineToMachine"), await Server.SignedInAsync());
        var name = TestServer.Unique("machine");
        var applicationId = (await Server.Api.PostAnswerAsync("/api/applications", new { name, type = "MachineToMachine" })).Expect(200).Id;
        var add = await browser.SeeAsync($"/roles/{roleId}/applications/add?search={name}");
        var assigned = await add.ClickThroughAsync("Assign applications", ("id", applicationId));
        Assert.StartsWith(name, Assert.Single(assigned.Rows), StringComparison.Ordinal);
        var ofMachine = await browser.SeeAsync($"/applications/{applicationId}/roles");
        Assert.Single(ofMachine.Rows);
        Assert.Empty((await ofMachine.ClickThroughAsync("Remove", ("id", roleId))).Rows);
        Assert.Single((await (await browser.SeeAsync($"/applications/{applicationId}/roles/add?search={roleId}")).ClickThroughAsync("Assign roles", ("id", roleId))).Rows);
    }

    [Fact]
    public async Task A_role_is_changed_and_deleted()
    {
        var (id, browser) = (await NewRoleAsync(), await Server.SignedInAsync());
        var page = await browser.SeeAsync("/roles/" + id);
        var refused = await page.ClickThroughAsync("Save changes", ("name", "#internal:mine"), ("description", "typed"));
        Assert.NotNull(refused.ProblemOf("name"));
        Assert.Equal("typed", refused.ValueOf("description"));
        var saved = await page.ClickThroughAsync("Save changes", ("description", "Another"));
        Assert.Equal("Another", saved.ValueOf("description"));
        (await page.ClickAsync("Save changes", ("description", "Old form"))).Expect(409);
        (await saved.ClickAsync("Delete role", ("typed", "wrong"))).Expect(422);
        Assert.Contains("was deleted", (await saved.ClickThroughAsync("Delete role", ("typed", saved.Heading))).Said, StringComparison.Ordinal);
        (await Server.Api.GetAnswerAsync("/api/roles/" + id)).Expect(404);
    }

    [Theory]
    [ClassData(typeof(StoredTexts))]
    public async Task Stored_values_are_never_executed(string name)
    {
        var unique = name + TestServer.Unique();
        var roleId = (await Server.Api.PostAnswerAsync("/api/roles", new { name = unique, description = name })).Expect(200).Id;
        var resourceId = (await Server.Api.PostAnswerAsync("/api/resources", new { name, indicator = unique })).Expect(201).Id;
        var scope = string.Concat(unique.Where(letter => !char.IsWhiteSpace(letter)));
        (await Server.Api.PostAnswerAsync($"/api/resources/{resourceId}/scopes", new { name = scope, description = name })).Expect(201);
        var browser = await Server.SignedInAsync();
        foreach (var path in (string[])["/roles", "/roles/create", "/roles/" + roleId, $"/roles/{roleId}/permissions", $"/roles/{roleId}/users/add", "/api-resources", "/api-resources/" + resourceId, $"/api-resources/{resourceId}/permissions"])
        {
            var page = await browser.SeeAsync(path);
            page.Answer.Expect(200);
            page.AssertHarmless();
        }
    }
}
