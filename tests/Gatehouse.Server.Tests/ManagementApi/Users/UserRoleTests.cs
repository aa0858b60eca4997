using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>contract/management-api.md 2.12 and the default roles of 2.5.</summary>
public sealed class UserRoleTests : ServerTest
{
    private static object Ids(params string[] roleIds) => new { roleIds };

    private async Task<string[]> HeldAsync(string userId) =>
        [.. (await Api.GetAnswerAsync($"/api/users/{userId}/roles?page_size=100")).Expect(200).Json.EnumerateArray().Select(role => role.GetProperty("id").GetString()!).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Roles_are_added_once_and_the_new_ones_are_told()
    {
        var user = await Api.NewUserAsync();
        var (one, two) = (await Server.NewRoleAsync(), await Server.NewRoleAsync());
        var path = $"/api/users/{user.Id}/roles";
        Assert.Equal($$"""{"roleIds":["{{one}}","{{one}}"],"addedRoleIds":["{{one}}"]}""", (await Api.PostAnswerAsync(path, Ids(one, one))).Expect(201).Text);
        Assert.Equal($$"""{"roleIds":["{{one}}","{{two}}"],"addedRoleIds":["{{two}}"]}""", (await Api.PostAnswerAsync(path, Ids(one, two))).Expect(201).Text);
        Assert.Equal("""{"roleIds":[],"addedRoleIds":[]}""", (await Api.PostAnswerAsync(path, Ids())).Expect(201).Text);
        Assert.Equal(((string[])[one, two]).Order(StringComparer.Ordinal), await HeldAsync(user.Id));
    }

    [Fact]
    public async Task Roles_are_replaced_as_a_whole()
    {
        var user = await Api.NewUserAsync();
        var (one, two) = (await Server.NewRoleAsync(), await Server.NewRoleAsync());
        var path = $"/api/users/{user.Id}/roles";
        Assert.Equal($$"""{"roleIds":["{{one}}"]}""", (await Api.PutAnswerAsync(path, Ids(one, one))).Expect(200).Text);
        Assert.Equal($$"""{"roleIds":["{{two}}"]}""", (await Api.PutAnswerAsync(path, Ids(two))).Expect(200).Text);
        Assert.Equal([two], await HeldAsync(user.Id));
        (await Api.PutAnswerAsync(path, Ids())).Expect(200);
        Assert.Empty(await HeldAsync(user.Id));
    }

    [Fact]
    public async Task A_refused_list_changes_nothing()
    {
        var user = await Api.NewUserAsync();
        var (good, machine) = (await Server.NewRoleAsync(), await Server.NewRoleAsync(RoleType.MachineToMachine));
        var path = $"/api/users/{user.Id}/roles";
        (await Api.PostAnswerAsync(path, Ids(good))).Expect(201);
        (await Api.PostAnswerAsync(path, Ids("unknown", machine))).Expect(422, "user.invalid_role_type");
        (await Api.PostAnswerAsync(path, Ids("unknown"))).Expect(404, "entity.not_exists_with_id");
        (await Api.PutAnswerAsync(path, Ids(machine))).Expect(422, "entity.db_constraint_violated");
        (await Api.PutAnswerAsync(path, Ids("unknown"))).Expect(404, "entity.not_exists_with_id");
        Assert.Equal([good], await HeldAsync(user.Id));
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put])
        {
            (await Api.SendAnswerAsync(method, "/api/users/nobody/roles", Ids(good))).Expect(404, "entity.not_found");
            foreach (var bad in (string[])["{}", """{"roleIds":null}""", """{"roleIds":"x"}""", """{"roleIds":[""]}""", """{"roleIds":[1]}"""])
                (await Api.SendAnswerAsync(method, path, bad)).Expect(400, "guard.invalid_input");
        }
    }

    [Fact]
    public async Task A_role_is_taken_away_once()
    {
        var user = await Api.NewUserAsync();
        var role = await Server.NewRoleAsync();
        (await Api.PostAnswerAsync($"/api/users/{user.Id}/roles", Ids(role))).Expect(201);
        (await Api.DeleteAnswerAsync($"/api/users/{user.Id}/roles/{role}")).Expect(204);
        (await Api.DeleteAnswerAsync($"/api/users/{user.Id}/roles/{role}")).Expect(404, "entity.not_found");
        (await Api.DeleteAnswerAsync($"/api/users/nobody/roles/{role}")).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task The_list_has_full_rows_can_be_searched_and_hides_internal_roles()
    {
        var user = await Api.NewUserAsync();
        var name = TestServer.Unique("Role");
        var shown = await Server.NewRoleAsync(name: name);
        var hidden = await Server.NewRoleAsync(name: Role.InternalPrefix + name);
        (await Api.PostAnswerAsync($"/api/users/{user.Id}/roles", Ids(shown, hidden))).Expect(201);
        var list = (await Api.GetAnswerAsync($"/api/users/{user.Id}/roles")).Expect(200);
        Assert.Equal("1", list.Header("Total-Number"));
        Assert.Equal($$"""[{"tenantId":"default","id":"{{shown}}","name":"{{name}}","description":"of a test","type":"User","isDefault":false}]""", list.Text);
        Assert.Equal(1, (await Api.GetAnswerAsync($"/api/users/{user.Id}/roles?search=%25{name[2..].ToUpperInvariant()}%25")).Json.GetArrayLength());
        Assert.Equal(0, (await Api.GetAnswerAsync($"/api/users/{user.Id}/roles?search.description=nothing")).Json.GetArrayLength());
        (await Api.GetAnswerAsync($"/api/users/{user.Id}/roles?search.username=x")).Expect(400, "request.invalid_input");
        (await Api.GetAnswerAsync("/api/users/nobody/roles?search.username=x")).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task One_role_that_is_added_many_times_at_once_is_new_once()
    {
        var user = await Api.NewUserAsync();
        var role = await Server.NewRoleAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Api.PostAnswerAsync($"/api/users/{user.Id}/roles", Ids(role))));
        Assert.All(answers, answer => answer.Expect(201));
        Assert.Single(answers, answer => answer["addedRoleIds"].GetArrayLength() == 1);
        var replaced = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Api.PutAnswerAsync($"/api/users/{user.Id}/roles", number % 2 == 0 ? Ids() : Ids(role))));
        Assert.All(replaced, answer => answer.Expect(200));
    }

    [Fact]
    public async Task A_new_user_gets_the_default_roles()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.UserDefaultRoleNames)] = "named, other" });
        var refused = (await server.Api.PostAnswerAsync("/api/users", "{}")).Expect(400, "role.default_role_missing");
        Assert.Contains("named, other", refused["message"].GetString(), StringComparison.Ordinal);
        (await server.Api.PostAnswerAsync("/api/users", """{"primaryPhone":"0123"}""")).Expect(422, "user.invalid_phone");
        string[] expected = [await server.NewRoleAsync(name: "named"), await server.NewRoleAsync(name: "other"), await server.NewRoleAsync(isDefault: true)];
        await server.NewRoleAsync(RoleType.MachineToMachine, isDefault: true);
        await server.NewRoleAsync();
        server.Forget();
        var user = await server.Api.NewUserAsync();
        var roles = (await server.Api.GetAnswerAsync($"/api/users/{user.Id}/roles")).Expect(200).Json.EnumerateArray().Select(role => role.GetProperty("id").GetString());
        Assert.Equal(expected.Order(StringComparer.Ordinal), roles.Order(StringComparer.Ordinal));
    }
}
