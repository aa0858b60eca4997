using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.ManagementApi.Resources;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Roles;

/// <summary>contract/management-apps-resources-roles.md 3, the roles themselves.</summary>
public sealed class RoleTests : ServerTest
{
    [Fact]
    public async Task A_new_role_has_the_members_of_the_contract()
    {
        var name = TestServer.Unique("role");
        var made = (await Api.PostAnswerAsync("/api/roles", new { name, description = "d", id = "mine" })).Expect(200);
        Assert.Equal($$"""{"tenantId":"default","id":"{{made.Id}}","name":"{{name}}","description":"d","type":"User","isDefault":false}""", made.Text);
        Assert.Equal(made.Text, (await Api.GetAnswerAsync($"/api/roles/{made.Id}")).Expect(200).Text);
        Assert.Equal("MachineToMachine", (await Api.NewRoleOfAsync("MachineToMachine"))["type"].GetString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":"n"}""")]
    [InlineData("""{"name":"","description":"d"}""")]
    [InlineData("""{"name":"n","description":""}""")]
    [InlineData("""{"name":"n","description":null}""")]
    [InlineData("""{"name":"n","description":"d","type":"Robot"}""")]
    [InlineData("""{"name":"n","description":"d","isDefault":1}""")]
    [InlineData("""{"name":"n","description":"d","scopeIds":"x"}""")]
    [InlineData("""{"name":"n","description":"d","scopeIds":[""]}""")]
    public async Task A_body_of_another_shape_is_refused(string body) => (await Api.PostAnswerAsync("/api/roles", body)).Expect(400, "guard.invalid_input");

    [Fact]
    public async Task Over_long_texts_are_refused()
    {
        (await Api.PostAnswerAsync("/api/roles", new { name = new string('n', 129), description = "d" })).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync("/api/roles", new { name = "n", description = new string('d', 129) })).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task A_role_is_made_with_all_its_scopes_or_not_at_all()
    {
        var scope = await Api.NewScopeAsync((await Api.NewResourceAsync()).Id);
        var name = TestServer.Unique("role");
        (await Api.PostAnswerAsync("/api/roles", new { name, description = "d", scopeIds = (string[])[] })).Expect(422, "entity.invalid_input");
        (await Api.PostAnswerAsync("/api/roles", new { name, description = "d", scopeIds = (string[])[scope.Id, "unknown"] })).Expect(404, "entity.not_exists_with_id");
        (await Api.PostAnswerAsync("/api/roles", new { name, description = "d", scopeIds = (string[])[scope.Id, ResourceCalls.ManagementScope] }))
            .Expect(400, "role.management_api_scopes_not_assignable_to_user_role");
        Assert.Empty((await Api.GetAnswerAsync($"/api/roles?search={name}")).Ids());
        var made = (await Api.PostAnswerAsync("/api/roles", new { name, description = "d", scopeIds = (string[])[scope.Id, scope.Id] })).Expect(200);
        Assert.Equal([scope.Id], (await Api.GetAnswerAsync($"/api/roles/{made.Id}/scopes")).Ids());
        await Api.NewRoleOfAsync("MachineToMachine", ResourceCalls.ManagementScope);
    }

    [Fact]
    public async Task A_name_is_given_once_also_by_many_at_once()
    {
        var name = TestServer.Unique("role");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAnswerAsync("/api/roles", new { name, description = "d" })));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(422, "role.name_in_use"));
    }

    [Fact]
    public async Task A_role_changes_but_never_its_type()
    {
        var (role, other) = (await Api.NewRoleOfAsync("User"), await Api.NewRoleOfAsync("User"));
        var path = $"/api/roles/{role.Id}";
        var name = TestServer.Unique("role");
        var changed = (await Api.PatchAnswerAsync(path, new { name, description = "new", type = "MachineToMachine" })).Expect(200);
        Assert.Equal($$"""{"tenantId":"default","id":"{{role.Id}}","name":"{{name}}","description":"new","type":"User","isDefault":false}""", changed.Text);
        (await Api.PatchAnswerAsync(path, new { name })).Expect(200);
        (await Api.PatchAnswerAsync(path, new { name = other["name"].GetString() })).Expect(422, "role.name_in_use");
        (await Api.PatchAnswerAsync(path, """{"type":"User"}""")).Expect(422, "entity.invalid_input");
        (await Api.PatchAnswerAsync(path, """{"description":""}""")).Expect(400, "guard.invalid_input");
        Assert.Equal(changed.Text, (await Api.GetAnswerAsync(path)).Text);
    }

    [Fact]
    public async Task A_deleted_role_is_gone_from_its_holders()
    {
        var role = await Api.NewRoleOfAsync("User");
        var user = await Api.NewUserAsync();
        (await Api.PostAnswerAsync($"/api/roles/{role.Id}/users", new { userIds = (string[])[user.Id] })).Expect(201);
        (await Api.DeleteAnswerAsync($"/api/roles/{role.Id}")).Expect(204);
        Assert.Empty((await Api.GetAnswerAsync($"/api/users/{user.Id}/roles")).Ids());
        (await Api.GetAnswerAsync($"/api/roles/{role.Id}")).Expect(404, "entity.not_exists_with_id");
        (await Api.PatchAnswerAsync($"/api/roles/{role.Id}", "{}")).Expect(404, "entity.not_exists_with_id");
        (await Api.DeleteAnswerAsync($"/api/roles/{role.Id}")).Expect(404, "entity.not_exists_with_id");
    }

    [Fact]
    public async Task The_servers_own_roles_are_hidden_and_nobody_changes_them()
    {
        const string violation = "role.internal_role_violation";
        var before = (await Api.GetAnswerAsync("/api/roles/admin-role")).Expect(200).Text;
        (await Api.PatchAnswerAsync("/api/roles/admin-role", """{"description":"mine"}""")).Expect(403, violation);
        (await Api.DeleteAnswerAsync("/api/roles/admin-role")).Expect(403, violation);
        (await Api.PostAnswerAsync("/api/roles/admin-role/scopes", new { scopeIds = (string[])["any"] })).Expect(403, violation);
        (await Api.DeleteAnswerAsync($"/api/roles/admin-role/scopes/{ResourceCalls.ManagementScope}")).Expect(403, violation);
        (await Api.PostAnswerAsync("/api/roles", new { name = "#internal:mine", description = "d" })).Expect(403, violation);
        var role = await Api.NewRoleOfAsync("User");
        (await Api.PatchAnswerAsync($"/api/roles/{role.Id}", """{"name":"#internal:mine"}""")).Expect(403, violation);
        Assert.Equal(before, (await Api.GetAnswerAsync("/api/roles/admin-role")).Text);
        Assert.Equal(role.Text, (await Api.GetAnswerAsync($"/api/roles/{role.Id}")).Text);
        Assert.Equal([ResourceCalls.ManagementScope], (await Api.GetAnswerAsync("/api/roles/admin-role/scopes")).Ids());
        Assert.Empty((await Api.GetAnswerAsync("/api/roles?search=%23internal%25")).Ids());
    }

    [Fact]
    public async Task The_list_has_some_holders_of_each_role()
    {
        var prefix = TestServer.Unique("List");
        var (one, two) = (await Server.NewRoleAsync(name: prefix + "a"), await Server.NewRoleAsync(RoleType.MachineToMachine, name: prefix + "b"));
        var users = new List<string>();
        for (var number = 0; number < 4; number++) users.Add((await Api.NewUserAsync(new { name = "Ann", avatar = "https://a.test/a.png" })).Id);
        (await Api.PostAnswerAsync($"/api/roles/{one}/users", new { userIds = users })).Expect(201);
        var machine = await Server.NewMachineAsync(two);
        var rows = (await Api.GetAnswerAsync($"/api/roles?search={prefix}%25")).Expect(200).Json.EnumerateArray().ToList();
        Assert.Equal([one, two], rows.Select(row => row.GetProperty("id").GetString()));
        Assert.Equal(
            ["tenantId", "id", "name", "description", "type", "isDefault", "usersCount", "featuredUsers", "applicationsCount", "featuredApplications"],
            rows[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal((4, 0), (rows[0].GetProperty("usersCount").GetInt32(), rows[0].GetProperty("applicationsCount").GetInt32()));
        var featured = rows[0].GetProperty("featuredUsers").EnumerateArray().ToList();
        Assert.Equal(3, featured.Count);
        Assert.All(featured, user => Assert.Contains(user.GetProperty("id").GetString(), users));
        Assert.Equal($$"""{"id":"{{featured[0].GetProperty("id").GetString()}}","avatar":"https://a.test/a.png","name":"Ann"}""", featured[0].GetRawText());
        Assert.Equal("[]", rows[0].GetProperty("featuredApplications").GetRawText());
        Assert.Equal((0, 1), (rows[1].GetProperty("usersCount").GetInt32(), rows[1].GetProperty("applicationsCount").GetInt32()));
        Assert.Equal($$"""[{"id":"{{machine}}","name":"{{machine}}","type":"MachineToMachine"}]""", rows[1].GetProperty("featuredApplications").GetRawText());
    }

    [Fact]
    public async Task The_list_is_a_page_by_type_and_without_what_somebody_has()
    {
        var prefix = TestServer.Unique("Page");
        var (one, two, machines) = (await Server.NewRoleAsync(name: prefix + "a"), await Server.NewRoleAsync(name: prefix + "b"), await Server.NewRoleAsync(RoleType.MachineToMachine, name: prefix + "c"));
        var user = await Api.NewUserAsync();
        (await Api.PostAnswerAsync($"/api/roles/{one}/users", new { userIds = (string[])[user.Id] })).Expect(201);
        var machine = await Server.NewMachineAsync(machines);
        var list = $"/api/roles?search={prefix}%25";
        Assert.Equal([two, machines], (await Api.GetAnswerAsync($"{list}&excludeUserId={user.Id}")).Ids());
        Assert.Equal([one, two], (await Api.GetAnswerAsync($"{list}&excludeApplicationId={machine}")).Ids());
        Assert.Equal([two], (await Api.GetAnswerAsync($"{list}&excludeApplicationId={machine}&excludeUserId={user.Id}")).Ids());
        Assert.Equal([one, two], (await Api.GetAnswerAsync($"{list}&type=User")).Ids());
        Assert.Equal([machines], (await Api.GetAnswerAsync($"{list}&type=MachineToMachine")).Ids());
        Assert.Equal([one, two, machines], (await Api.GetAnswerAsync($"{list}&excludeUserId=&excludeApplicationId=unknown")).Ids());
        var page = await Api.GetAnswerAsync($"{list}&page=3&page_size=1");
        Assert.Equal(("3", machines), (page.Header("Total-Number"), Assert.Single(page.Ids())));
        (await Api.GetAnswerAsync("/api/roles?type=Robot")).Expect(400, "guard.invalid_input");
        (await Api.GetAnswerAsync("/api/roles?search.primaryEmail=x")).Expect(400, "request.invalid_input");
        (await Api.GetAnswerAsync("/api/roles?page_size=101")).Expect(400, "guard.invalid_pagination");
    }

    [Fact]
    public async Task A_default_role_is_given_to_users_that_come_after()
    {
        await using var server = await TestServer.StartAsync();
        var before = await server.Api.NewUserAsync();
        var role = (await server.Api.PostAnswerAsync("/api/roles", new { name = "everybody", description = "d", isDefault = true })).Expect(200);
        (await server.Api.PostAnswerAsync("/api/roles", new { name = "machines", description = "d", type = "MachineToMachine", isDefault = true })).Expect(200);
        var second = await server.Api.NewRoleOfAsync("User");
        Assert.Equal([role.Id], (await server.Api.GetAnswerAsync($"/api/users/{(await server.Api.NewUserAsync()).Id}/roles")).Ids());
        (await server.Api.PatchAnswerAsync($"/api/roles/{second.Id}", """{"isDefault":true}""")).Expect(200);
        Assert.Equal(2, (await server.Api.GetAnswerAsync($"/api/users/{(await server.Api.NewUserAsync()).Id}/roles")).Ids().Count());
        (await server.Api.PatchAnswerAsync($"/api/roles/{role.Id}", """{"isDefault":false}""")).Expect(200);
        Assert.Equal([second.Id], (await server.Api.GetAnswerAsync($"/api/users/{(await server.Api.NewUserAsync()).Id}/roles")).Ids());
        (await server.Api.DeleteAnswerAsync($"/api/roles/{second.Id}")).Expect(204);
        Assert.Empty((await server.Api.GetAnswerAsync($"/api/users/{(await server.Api.NewUserAsync()).Id}/roles")).Ids());
        Assert.Empty((await server.Api.GetAnswerAsync($"/api/users/{before.Id}/roles")).Ids());
    }
}
