using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Resources;

/// <summary>contract/management-apps-resources-roles.md 2, the scopes.</summary>
public sealed class ScopeTests : ServerTest
{
    [Fact]
    public async Task A_new_scope_has_the_members_of_the_contract()
    {
        var resource = await Api.NewResourceAsync();
        var path = $"/api/resources/{resource.Id}/scopes";
        var made = (await Api.PostAnswerAsync(path, """{"name":"read:things","description":""}""")).Expect(201);
        Assert.Equal(
            $$"""{"tenantId":"default","id":"{{made.Id}}","resourceId":"{{resource.Id}}","name":"read:things","description":null,"createdAt":{{made["createdAt"].GetInt64()}}}""", made.Text);
        var described = (await Api.PostAnswerAsync(path, """{"name":"write:things","description":"What writers do"}""")).Expect(201);
        Assert.Equal("What writers do", described["description"].GetString());
        Assert.Equal($"[{made.Text},{described.Text}]", (await Api.GetAnswerAsync(path)).Expect(200).Text);
    }

    [Fact]
    public async Task What_is_wrong_is_told_in_the_order_of_the_contract()
    {
        var resource = await Api.NewResourceAsync();
        var path = $"/api/resources/{resource.Id}/scopes";
        await Api.NewScopeAsync(resource.Id, "taken");
        foreach (var bad in (string[])["{}", """{"name":""}""", """{"name":1}""", $$"""{"name":"{{new string('x', 257)}}"}""", """{"name":"n","description":1}"""])
            (await Api.PostAnswerAsync(path, bad)).Expect(400, "guard.invalid_input");
        foreach (var blank in (string[])["a b", "a\tb", "\n", "a\u00a0b", "\ufeff", "a\u3000"])
        {
            (await Api.PostAnswerAsync(path, new { name = blank })).Expect(400, "scope.name_with_space");
            (await Api.PostAnswerAsync("/api/resources/unknown/scopes", new { name = blank })).Expect(400, "scope.name_with_space");
        }

        (await Api.PostAnswerAsync("/api/resources/unknown/scopes", """{"name":"n"}""")).Expect(404, "entity.not_exists_with_id");
        (await Api.PostAnswerAsync($"/api/resources/{ResourceCalls.Management}/scopes", """{"name":"n"}""")).Expect(400, "resource.cannot_modify_management_api");
        (await Api.PostAnswerAsync(path, """{"name":"taken"}""")).Expect(422, "scope.name_exists");
        await Api.NewScopeAsync((await Api.NewResourceAsync()).Id, "taken");
        Assert.Single((await Api.GetAnswerAsync(path)).Ids());
    }

    [Fact]
    public async Task One_name_is_given_once_by_many_at_once()
    {
        var path = $"/api/resources/{(await Api.NewResourceAsync()).Id}/scopes";
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAnswerAsync(path, """{"name":"one"}""")));
        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.All(answers.Where(answer => (int)answer.Status != 201), answer => answer.Expect(422, "scope.name_exists"));
    }

    [Fact]
    public async Task A_scope_changes()
    {
        var resource = await Api.NewResourceAsync();
        var (scope, other) = (await Api.NewScopeAsync(resource.Id, "mine"), await Api.NewScopeAsync(resource.Id, "other"));
        var path = $"/api/resources/{resource.Id}/scopes/{scope.Id}";
        Assert.Equal(scope.Text, (await Api.PatchAnswerAsync(path, """{"name":"mine","id":"x","resourceId":"x"}""")).Expect(200).Text);
        var changed = (await Api.PatchAnswerAsync(path, """{"name":"renamed","description":null}""")).Expect(200);
        Assert.Equal(("renamed", System.Text.Json.JsonValueKind.Null), (changed["name"].GetString(), changed["description"].ValueKind));
        (await Api.PatchAnswerAsync(path, """{"name":"other"}""")).Expect(422, "scope.name_exists");
        (await Api.PatchAnswerAsync(path, """{"name":"with blank"}""")).Expect(400, "scope.name_with_space");
        (await Api.PatchAnswerAsync(path, "{}")).Expect(422, "entity.invalid_input");
        (await Api.PatchAnswerAsync(path, """{"name":null}""")).Expect(400, "guard.invalid_input");
        Assert.Equal($"[{changed.Text},{other.Text}]", (await Api.GetAnswerAsync($"/api/resources/{resource.Id}/scopes")).Text);
    }

    [Fact]
    public async Task A_scope_is_deleted_once()
    {
        var resource = await Api.NewResourceAsync();
        var path = $"/api/resources/{resource.Id}/scopes/{(await Api.NewScopeAsync(resource.Id)).Id}";
        (await Api.DeleteAnswerAsync(path)).Expect(204);
        (await Api.DeleteAnswerAsync(path)).Expect(404, "entity.not_found");
        Assert.Empty((await Api.GetAnswerAsync($"/api/resources/{resource.Id}/scopes")).Ids());
    }

    [Fact]
    public async Task Unknown_resources_and_scopes_have_their_codes()
    {
        var resource = await Api.NewResourceAsync();
        var scope = await Api.NewScopeAsync(resource.Id);
        (await Api.PatchAnswerAsync($"/api/resources/unknown/scopes/{scope.Id}", """{"name":"n"}""")).Expect(404, "entity.not_exists_with_id");
        (await Api.DeleteAnswerAsync($"/api/resources/unknown/scopes/{scope.Id}")).Expect(404, "entity.not_exists_with_id");
        (await Api.PatchAnswerAsync($"/api/resources/{resource.Id}/scopes/unknown", """{"name":"n"}""")).Expect(404, "entity.not_exists");
        (await Api.PatchAnswerAsync($"/api/resources/{resource.Id}/scopes/unknown", "{}")).Expect(422, "entity.invalid_input");
        (await Api.DeleteAnswerAsync($"/api/resources/{resource.Id}/scopes/unknown")).Expect(404, "entity.not_found");
        Assert.Equal("[]", (await Api.GetAnswerAsync("/api/resources/unknown/scopes")).Expect(200).Text);
    }

    [Fact]
    public async Task Any_resource_leads_to_a_scope_but_none_to_those_of_the_Management_API()
    {
        var (resource, other) = (await Api.NewResourceAsync(), await Api.NewResourceAsync());
        var scope = await Api.NewScopeAsync(resource.Id);
        (await Api.PatchAnswerAsync($"/api/resources/{other.Id}/scopes/{scope.Id}", """{"description":"by another way"}""")).Expect(200);
        foreach (var way in (string[])[ResourceCalls.Management, other.Id])
        {
            (await Api.PatchAnswerAsync($"/api/resources/{way}/scopes/{ResourceCalls.ManagementScope}", """{"name":"mine"}""")).Expect(400, "resource.cannot_modify_management_api");
            (await Api.DeleteAnswerAsync($"/api/resources/{way}/scopes/{ResourceCalls.ManagementScope}")).Expect(400, "resource.cannot_modify_management_api");
        }

        (await Api.DeleteAnswerAsync($"/api/resources/{ResourceCalls.Management}/scopes/{scope.Id}")).Expect(400, "resource.cannot_modify_management_api");
        (await Api.DeleteAnswerAsync($"/api/resources/{other.Id}/scopes/{scope.Id}")).Expect(204);
    }

    [Fact]
    public async Task The_list_is_a_page_and_can_be_searched()
    {
        var resource = await Api.NewResourceAsync();
        var path = $"/api/resources/{resource.Id}/scopes";
        foreach (var name in (string[])["alpha", "beta", "gamma"]) await Api.NewScopeAsync(resource.Id, name);
        var page = await Api.GetAnswerAsync(path + "?page=2&page_size=2");
        Assert.Equal("3", page.Header("Total-Number"));
        Assert.Equal("gamma", Assert.Single(page.Json.EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(["alpha", "gamma"], await NamesAsync("search.name=%25A%25&search.name=x&mode.name=exact&search.name=gamma&search.name=alpha"));
        Assert.Equal(["alpha", "beta", "gamma"], await NamesAsync("search=%25OF%20A%25"));
        Assert.Equal(["beta"], await NamesAsync("search.name=b%25"));
        (await Api.GetAnswerAsync(path + "?search.username=x")).Expect(400, "request.invalid_input");

        async Task<IEnumerable<string>> NamesAsync(string query) =>
            (await Api.GetAnswerAsync($"{path}?{query}")).Expect(200).Json.EnumerateArray().Select(scope => scope.GetProperty("name").GetString()!);
    }
}
