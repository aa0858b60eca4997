using Gatehouse.Server.Tests.ManagementApi.Resources;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Roles;

/// <summary>contract/management-apps-resources-roles.md 3, the scopes of a role, and what tokens make of them at once.</summary>
public sealed class RoleScopeTests : ServerTest
{
    private static object Scopes(params string[] scopeIds) => new { scopeIds };

    [Fact]
    public async Task Scopes_are_added_and_all_of_them_answered()
    {
        var resource = await Api.NewResourceAsync();
        var (one, two) = (await Api.NewScopeAsync(resource.Id), await Api.NewScopeAsync(resource.Id));
        var role = await Api.NewRoleOfAsync("User", two.Id);
        var path = $"/api/roles/{role.Id}/scopes";
        Assert.Equal($"[{one.Text},{two.Text}]", (await Api.PostAnswerAsync(path, Scopes(one.Id, one.Id))).Expect(201).Text);
        var plain = (await Api.GetAnswerAsync($"/api/resources/{resource.Id}")).Text;
        Assert.Equal($"[{one.Text[..^1]},\"resource\":{plain}}},{two.Text[..^1]},\"resource\":{plain}}}]", (await Api.GetAnswerAsync(path)).Expect(200).Text);
    }

    [Fact]
    public async Task A_refused_list_adds_nothing()
    {
        var resource = await Api.NewResourceAsync();
        var (held, other) = (await Api.NewScopeAsync(resource.Id), await Api.NewScopeAsync(resource.Id));
        var path = $"/api/roles/{(await Api.NewRoleOfAsync("User", held.Id)).Id}/scopes";
        (await Api.PostAnswerAsync(path, Scopes(other.Id, held.Id))).Expect(422, "role.scope_exists");
        (await Api.PostAnswerAsync(path, Scopes(other.Id, "unknown"))).Expect(404, "entity.not_exists_with_id");
        (await Api.PostAnswerAsync(path, Scopes(other.Id, ResourceCalls.ManagementScope))).Expect(400, "role.management_api_scopes_not_assignable_to_user_role");
        foreach (var bad in (string[])["{}", """{"scopeIds":[]}""", """{"scopeIds":[1]}""", """{"scopeIds":[""]}"""])
            (await Api.PostAnswerAsync(path, bad)).Expect(400, "guard.invalid_input");
        Assert.Equal([held.Id], (await Api.GetAnswerAsync(path)).Ids());
        (await Api.PostAnswerAsync("/api/roles/unknown/scopes", Scopes(other.Id))).Expect(404, "entity.not_exists_with_id");
    }

    [Fact]
    public async Task One_scope_is_added_once_by_many_at_once()
    {
        var scope = await Api.NewScopeAsync((await Api.NewResourceAsync()).Id);
        var path = $"/api/roles/{(await Api.NewRoleOfAsync("User")).Id}/scopes";
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAnswerAsync(path, Scopes(scope.Id))));
        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.All(answers.Where(answer => (int)answer.Status != 201), answer => answer.Expect(422, "role.scope_exists"));
    }

    [Fact]
    public async Task A_scope_is_taken_away_once()
    {
        var scope = await Api.NewScopeAsync((await Api.NewResourceAsync()).Id);
        var role = await Api.NewRoleOfAsync("User", scope.Id);
        (await Api.DeleteAnswerAsync($"/api/roles/{role.Id}/scopes/{scope.Id}")).Expect(204);
        (await Api.DeleteAnswerAsync($"/api/roles/{role.Id}/scopes/{scope.Id}")).Expect(404, "entity.not_found");
        (await Api.DeleteAnswerAsync($"/api/roles/unknown/scopes/{scope.Id}")).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task The_list_is_whole_or_a_page_and_can_be_searched()
    {
        var resource = await Api.NewResourceAsync();
        var (one, two) = (await Api.NewScopeAsync(resource.Id, "alpha"), await Api.NewScopeAsync(resource.Id, "beta:gamma"));
        var path = $"/api/roles/{(await Api.NewRoleOfAsync("User", one.Id, two.Id)).Id}/scopes";
        Assert.Null((await Api.GetAnswerAsync(path)).Header("Total-Number"));
        var page = await Api.GetAnswerAsync(path + "?page=2&page_size=1");
        Assert.Equal(("2", two.Id), (page.Header("Total-Number"), Assert.Single(page.Ids())));
        // A search reads the ids too: the colon is in none of them.
        Assert.Equal([two.Id], (await Api.GetAnswerAsync(path + "?search=%25TA:GA%25")).Ids());
        (await Api.GetAnswerAsync(path + "?search.a.b=x")).Expect(400, "request.invalid_input");
        (await Api.GetAnswerAsync("/api/roles/unknown/scopes?search.a.b=x")).Expect(404, "entity.not_exists_with_id");
    }

    [Fact]
    public async Task The_next_token_of_a_machine_knows_of_each_change()
    {
        var resource = await Api.NewResourceAsync();
        var indicator = resource["indicator"].GetString()!;
        var (one, two) = (await Api.NewScopeAsync(resource.Id, "one"), await Api.NewScopeAsync(resource.Id, "two"));
        var role = await Api.NewRoleOfAsync("MachineToMachine", one.Id);
        var machine = await Server.NewMachineAsync(role.Id);
        Task<string> TokenAsync() => Server.ScopeOfMachineAsync(machine, indicator, "one two three");
        Assert.Equal("one", await TokenAsync());
        (await Api.PostAnswerAsync($"/api/roles/{role.Id}/scopes", Scopes(two.Id))).Expect(201);
        Assert.Equal("one two", await TokenAsync());
        (await Api.PatchAnswerAsync($"/api/resources/{resource.Id}/scopes/{one.Id}", """{"name":"three"}""")).Expect(200);
        Assert.Equal("two three", await TokenAsync());
        (await Api.DeleteAnswerAsync($"/api/roles/{role.Id}/scopes/{two.Id}")).Expect(204);
        Assert.Equal("three", await TokenAsync());
        (await Api.DeleteAnswerAsync($"/api/resources/{resource.Id}/scopes/{one.Id}")).Expect(204);
        Assert.Equal("", await TokenAsync());
        var again = await Api.NewRoleOfAsync("MachineToMachine", two.Id);
        (await Api.PostAnswerAsync($"/api/roles/{again.Id}/applications", new { applicationIds = (string[])[machine] })).Expect(201);
        Assert.Equal("two", await TokenAsync());
        (await Api.DeleteAnswerAsync($"/api/roles/{again.Id}/applications/{machine}")).Expect(204);
        Assert.Equal("", await TokenAsync());
    }

    [Fact]
    public async Task The_next_token_of_a_user_knows_of_the_role()
    {
        var resource = await Api.NewResourceAsync();
        var indicator = resource["indicator"].GetString()!;
        var role = await Api.NewRoleOfAsync("User", (await Api.NewScopeAsync(resource.Id, "read")).Id);
        var app = await Authorized.CreateAsync(Server, resources: new Dictionary<string, string> { [indicator] = "read" });
        Assert.Equal("", await TokenAsync());
        (await Api.PostAnswerAsync($"/api/roles/{role.Id}/users", new { userIds = (string[])[app.UserId] })).Expect(201);
        Assert.Equal("read", await TokenAsync());
        (await Api.DeleteAnswerAsync($"/api/roles/{role.Id}")).Expect(204);
        Assert.Equal("", await TokenAsync());

        async Task<string> TokenAsync()
        {
            var answer = (await app.RedeemAsync(await app.CodeAsync(), ("resource", indicator))).Expect(200);
            return OidcCalls.Part(answer["access_token"].GetString()!, 1).TryGetProperty("scope", out var scope) ? scope.GetString()! : "";
        }
    }
}
