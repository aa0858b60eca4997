using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.ManagementApi.Resources;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Roles;

/// <summary>contract/management-apps-resources-roles.md 3, the users and applications of a role.</summary>
public sealed class RoleHolderTests : ServerTest
{
    private static object Users(params string[] userIds) => new { userIds };

    private static object Applications(params string[] applicationIds) => new { applicationIds };

    [Fact]
    public async Task Users_are_added_listed_and_taken_away()
    {
        var role = await Api.NewRoleOfAsync("User");
        var path = $"/api/roles/{role.Id}/users";
        var name = TestServer.Unique();
        var (one, two) = (await Api.NewUserAsync(new { username = name, password = "Secret-123!" }), await Api.NewUserAsync(new { name = "Two" }));
        var added = (await Api.PostAnswerAsync(path, Users(one.Id, two.Id, one.Id))).Expect(201);
        Assert.Equal(("Created", "text/plain; charset=utf-8"), (added.Text, added.Header("Content-Type")));
        var list = (await Api.GetAnswerAsync(path)).Expect(200);
        Assert.Equal(("2", $"[{two.Text},{one.Text}]"), (list.Header("Total-Number"), list.Text));
        Assert.Equal([one.Id], (await Api.GetAnswerAsync($"{path}?search.username={name.ToUpperInvariant()}")).Ids());
        Assert.Equal([one.Id], (await Api.GetAnswerAsync($"{path}?page=2&page_size=1")).Ids());
        (await Api.GetAnswerAsync($"{path}?search.description=x")).Expect(400, "request.invalid_input");
        (await Api.DeleteAnswerAsync($"{path}/{one.Id}")).Expect(204);
        (await Api.DeleteAnswerAsync($"{path}/{one.Id}")).Expect(404, "entity.not_found");
        (await Api.DeleteAnswerAsync($"/api/roles/unknown/users/{two.Id}")).Expect(404, "entity.not_found");
        Assert.Equal([two.Id], (await Api.GetAnswerAsync(path)).Ids());
    }

    [Fact]
    public async Task A_refused_list_of_users_adds_nothing()
    {
        var (role, machines) = (await Api.NewRoleOfAsync("User"), await Api.NewRoleOfAsync("MachineToMachine"));
        var path = $"/api/roles/{role.Id}/users";
        var (held, other) = (await Api.NewUserAsync(), await Api.NewUserAsync());
        (await Api.PostAnswerAsync(path, Users(held.Id))).Expect(201);
        (await Api.PostAnswerAsync(path, Users(other.Id, "unknown", held.Id))).Expect(422, "role.user_exists");
        (await Api.PostAnswerAsync(path, Users(other.Id, "unknown"))).Expect(404, "entity.not_found");
        (await Api.PostAnswerAsync($"/api/roles/{machines.Id}/users", Users(other.Id))).Expect(422, "entity.db_constraint_violated");
        (await Api.PostAnswerAsync("/api/roles/unknown/users", Users(other.Id))).Expect(404, "entity.not_exists_with_id");
        foreach (var bad in (string[])["{}", """{"userIds":[]}""", """{"userIds":"x"}""", """{"userIds":[""]}"""])
            (await Api.PostAnswerAsync(path, bad)).Expect(400, "guard.invalid_input");
        Assert.Equal([held.Id], (await Api.GetAnswerAsync(path)).Ids());
        (await Api.GetAnswerAsync("/api/roles/unknown/users?search.a.b=x")).Expect(404, "entity.not_exists_with_id");
    }

    [Fact]
    public async Task One_user_is_added_once_by_many_at_once()
    {
        var (role, user) = (await Api.NewRoleOfAsync("User"), await Api.NewUserAsync());
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAnswerAsync($"/api/roles/{role.Id}/users", Users(user.Id))));
        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.All(answers.Where(answer => (int)answer.Status != 201), answer => answer.Expect(422, "role.user_exists"));
    }

    [Fact]
    public async Task Applications_are_added_listed_and_taken_away()
    {
        var role = await Api.NewRoleOfAsync("MachineToMachine");
        var path = $"/api/roles/{role.Id}/applications";
        var (machine, spa) = (await Server.AddClientAsync(), await Server.AddClientAsync(ApplicationType.SPA));
        var added = (await Api.PostAnswerAsync(path, Applications(machine, spa, machine))).Expect(201);
        Assert.Equal("Created", added.Text);
        var list = (await Api.GetAnswerAsync(path)).Expect(200);
        Assert.Equal("1", list.Header("Total-Number"));
        var row = Assert.Single(list.Json.EnumerateArray());
        Assert.Equal(
            ["tenantId", "id", "name", "description", "type", "oidcClientMetadata", "customClientMetadata", "protectedAppMetadata", "customData", "isThirdParty", "appLevelAccessControlEnabled", "createdAt"],
            OidcCalls.Members(row));
        Assert.Equal(machine, row.GetProperty("id").GetString());
        Assert.Equal([machine], (await Api.GetAnswerAsync($"{path}?search.name={machine}")).Ids());
        Assert.Empty((await Api.GetAnswerAsync($"{path}?search.name=other")).Ids());
        (await Api.GetAnswerAsync($"{path}?search.username=x")).Expect(400, "request.invalid_input");
        (await Api.DeleteAnswerAsync($"{path}/{machine}")).Expect(204);
        (await Api.DeleteAnswerAsync($"{path}/{machine}")).Expect(404, "entity.not_found");
        (await Api.DeleteAnswerAsync($"{path}/{spa}")).Expect(204);
        Assert.Empty((await Api.GetAnswerAsync(path)).Ids());
    }

    [Fact]
    public async Task A_refused_list_of_applications_adds_nothing()
    {
        var (role, people) = (await Api.NewRoleOfAsync("MachineToMachine"), await Api.NewRoleOfAsync("User"));
        var path = $"/api/roles/{role.Id}/applications";
        var (held, other) = (await Server.AddClientAsync(), await Server.AddClientAsync());
        (await Api.PostAnswerAsync(path, Applications(held))).Expect(201);
        (await Api.PostAnswerAsync(path, Applications(other, "unknown", held))).Expect(422, "role.application_exists");
        (await Api.PostAnswerAsync(path, Applications(other, "unknown"))).Expect(404, "entity.not_exists_with_id");
        (await Api.PostAnswerAsync($"/api/roles/{people.Id}/applications", Applications(other))).Expect(422, "entity.db_constraint_violated");
        (await Api.PostAnswerAsync("/api/roles/unknown/applications", Applications(other))).Expect(404, "entity.not_exists_with_id");
        (await Api.PostAnswerAsync(path, """{"applicationIds":[]}""")).Expect(400, "guard.invalid_input");
        Assert.Equal([held], (await Api.GetAnswerAsync(path)).Ids());
        (await Api.GetAnswerAsync("/api/roles/unknown/applications?search.a.b=x")).Expect(404, "entity.not_exists_with_id");
    }

    [Fact]
    public async Task Roles_of_another_tenant_are_not_there()
    {
        var foreign = await Server.InDatabaseAsync(db => db.Roles.Where(role => role.Name == "user").Select(role => role.Id).SingleAsync(), "admin");
        foreach (var path in (string[])["", "/users", "/scopes", "/applications"])
            (await Api.GetAnswerAsync($"/api/roles/{foreign}{path}")).Expect(404, "entity.not_exists_with_id");
        (await Api.DeleteAnswerAsync($"/api/roles/{foreign}")).Expect(404, "entity.not_exists_with_id");
        (await Api.PostAnswerAsync($"/api/roles/{foreign}/users", Users((await Api.NewUserAsync()).Id))).Expect(404, "entity.not_exists_with_id");
    }
}
