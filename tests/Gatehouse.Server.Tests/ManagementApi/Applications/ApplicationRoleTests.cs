using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Applications;

/// <summary>contract/management-apps-resources-roles.md 1.4.</summary>
public sealed class ApplicationRoleTests : ServerTest
{
    private static object Ids(params string[] roleIds) => new { roleIds };

    private Task<string> RoleAsync() => Server.NewRoleAsync(RoleType.MachineToMachine);

    private async Task<string> PathAsync(string type = "MachineToMachine") => $"/api/applications/{(await Api.NewApplicationAsync(type)).Id}/roles";

    private async Task<string[]> HeldAsync(string path) => [.. (await Api.IdsAsync(path)).Order(StringComparer.Ordinal)];

    [Fact(DisplayName = "Contract apps 1.4: roles are added once; what was new is told")]
    public async Task Add()
    {
        var (path, one, two) = (await PathAsync(), await RoleAsync(), await RoleAsync());
        Assert.Equal($$"""{"roleIds":["{{one}}","{{one}}"],"addedRoleIds":["{{one}}"]}""", (await Api.PostAnswerAsync(path, Ids(one, one))).Expect(201).Text);
        Assert.Equal($$"""{"roleIds":["{{one}}","{{two}}"],"addedRoleIds":["{{two}}"]}""", (await Api.PostAnswerAsync(path, Ids(one, two))).Expect(201).Text);
        Assert.Equal("""{"roleIds":[],"addedRoleIds":[]}""", (await Api.PostAnswerAsync(path, Ids())).Expect(201).Text);
        Assert.Equal(((string[])[one, two]).Order(StringComparer.Ordinal), await HeldAsync(path));
    }

    [Fact(DisplayName = "Contract apps 1.4: roles are replaced as a whole, also when nothing is to be added; the answer is a text")]
    public async Task Replace()
    {
        var (path, one, two) = (await PathAsync(), await RoleAsync(), await RoleAsync());
        foreach (var ids in (string[][])[[one, two, one], [one, two], [two], [two], []])
        {
            var answer = (await Api.PutAnswerAsync(path, Ids(ids))).Expect(200);
            Assert.Equal(("OK", "text/plain; charset=utf-8"), (answer.Text, answer.Header("Content-Type")));
            Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), await HeldAsync(path));
        }
    }

    [Fact(DisplayName = "Contract apps 1.4: a page of full rows, searched by the grammar, without internal roles")]
    public async Task List()
    {
        var (path, name) = (await PathAsync(), TestServer.Unique("searched"));
        var role = await Server.NewRoleAsync(RoleType.MachineToMachine, name: name);
        (await Api.PostAnswerAsync(path, Ids(role, await RoleAsync(), "admin-role"))).Expect(201);
        var list = (await Api.GetAnswerAsync(path)).Expect(200);
        Assert.Equal(("2", 2), (list.Header("Total-Number"), list.Json.GetArrayLength()));
        Assert.Equal(["tenantId", "id", "name", "description", "type", "isDefault"], OidcCalls.Members(list.Json[0]));
        Assert.Equal([role], await HeldAsync(path + "?search.name=" + name));
        (await Api.GetAnswerAsync(path + "?search.type=x")).Expect(400, "request.invalid_input");
        (await Api.GetAnswerAsync(path + "?page=x")).Expect(400, "guard.invalid_pagination");
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_at_once()
    {
        var app = await Api.NewApplicationAsync("MachineToMachine");
        var secret = (await Api.SecretsAsync(app.Id)).Values.Single();
        var path = $"/api/applications/{app.Id}/roles";
        var role = (await Api.GetAnswerAsync("/api/applications/" + TestServer.ApplicationId + "/roles?page_size=100")).Expect(200).Json.EnumerateArray()
            .First(row => row.GetProperty("name").GetString() == "Logto Management API access").GetProperty("id").GetString()!;
        async Task<bool> HasAllAsync() => (await Server.TokenAnswerAsync(OidcCalls.Form(
            ("grant_type", "client_credentials"), ("client_id", app.Id), ("client_secret", secret), ("resource", OidcCalls.ManagementResource), ("scope", "all"))))
            .Expect(200).Json.TryGetProperty("scope", out var scope) && scope.GetString() == "all";
        Assert.False(await HasAllAsync());
        (await Api.PostAnswerAsync(path, Ids(role))).Expect(201);
        Assert.True(await HasAllAsync());
        (await Api.DeleteAnswerAsync($"{path}/{role}")).Expect(204);
        Assert.False(await HasAllAsync());
        (await Api.DeleteAnswerAsync($"{path}/{role}")).Expect(404, "entity.not_found");
    }

    [Fact(DisplayName = "Contract apps 1.4: a refused list changes nothing")]
    public async Task Refusals()
    {
        var (path, good, forUsers) = (await PathAsync(), await RoleAsync(), await Server.NewRoleAsync());
        (await Api.PostAnswerAsync(path, Ids(good, forUsers, "nothing"))).Expect(422, "application.invalid_role_type");
        (await Api.PostAnswerAsync(path, Ids(good, "nothing"))).Expect(404, "entity.not_exists_with_id");
        (await Api.PutAnswerAsync(path, Ids(good, forUsers))).Expect(422, "entity.db_constraint_violated");
        (await Api.PutAnswerAsync(path, Ids(good, "nothing"))).Expect(404, "entity.not_exists_with_id");
        foreach (var body in (string[])["{}", """{"roleIds":null}""", """{"roleIds":[""]}""", """{"roleIds":[1]}"""])
        {
            (await Api.PostAnswerAsync(path, body)).Expect(400, "guard.invalid_input");
            (await Api.PutAnswerAsync(path, body)).Expect(400, "guard.invalid_input");
        }

        Assert.Empty(await HeldAsync(path));
    }

    [Theory(DisplayName = "Contract apps 1.4: only machine-to-machine applications have roles")]
    [InlineData("SPA")]
    [InlineData("Traditional")]
    public async Task Other_types(string type)
    {
        var (path, role) = (await PathAsync(type), await RoleAsync());
        (await Api.GetAnswerAsync(path)).Expect(422, "application.invalid_type");
        (await Api.PostAnswerAsync(path, Ids(role))).Expect(422, "application.invalid_type");
        (await Api.PutAnswerAsync(path, Ids(role))).Expect(422, "application.invalid_type");
        (await Api.DeleteAnswerAsync($"{path}/{role}")).Expect(422, "application.invalid_type");
    }

    [Fact]
    public async Task Of_replacements_at_once_the_last_one_stands_alone()
    {
        var path = await PathAsync();
        var roles = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RoleAsync()));
        Server.Forget();
        var answers = await Task.WhenAll(roles.Select(role => Api.PutAnswerAsync(path, Ids(role))));
        Assert.All(answers, answer => answer.Expect(200));
        Assert.Single(await HeldAsync(path));
        var added = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAnswerAsync(path, Ids(roles))));
        Assert.All(added, answer => answer.Expect(201));
        Assert.Equal(3, added.Sum(answer => answer["addedRoleIds"].GetArrayLength()));
    }
}
