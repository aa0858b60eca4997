using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.OrganizationTemplate;

/// <summary>contract/management-organizations.md 5, the scopes of the template.</summary>
public sealed class OrganizationScopeTests : ServerTest
{
    private const string Path = "/api/organization-scopes";

    [Fact]
    public async Task A_scope_is_made_read_changed_and_deleted()
    {
        var name = "read: all of it " + TestServer.Unique();
        var made = (await Api.PostAnswerAsync(Path, new { name, description = "" })).Expect(201);
        Assert.Equal($$"""{"tenantId":"default","id":"{{made.Id}}","name":"{{name}}","description":null}""", made.Text);
        Assert.Equal(made.Text, (await Api.GetAnswerAsync($"{Path}/{made.Id}")).Expect(200).Text);
        var changed = (await Api.PatchAnswerAsync($"{Path}/{made.Id}", """{"description":"d","id":"mine"}""")).Expect(200);
        Assert.Equal($$"""{"tenantId":"default","id":"{{made.Id}}","name":"{{name}}","description":"d"}""", changed.Text);
        (await Api.DeleteAnswerAsync($"{Path}/{made.Id}")).Expect(204);
        (await Api.DeleteAnswerAsync($"{Path}/{made.Id}")).Expect(404, "entity.not_found");
        (await Api.GetAnswerAsync($"{Path}/{made.Id}")).Expect(404, "entity.not_exists_with_id");
        (await Api.PatchAnswerAsync($"{Path}/{made.Id}", """{"name":"n"}""")).Expect(404, "entity.not_exists");
        (await Api.PatchAnswerAsync($"{Path}/{made.Id}", "{}")).Expect(422, "entity.invalid_input");
    }

    [Fact]
    public async Task Bad_input_is_refused_and_changes_nothing()
    {
        var (one, two) = (await Api.NewOrganizationScopeAsync(), await Api.NewOrganizationScopeAsync());
        foreach (var bad in (string[])["""{"name":""}""", """{"name":null}""", $$"""{"name":"{{new string('n', 129)}}"}""", $$"""{"name":"n","description":"{{new string('d', 257)}}"}"""])
        {
            (await Api.PostAnswerAsync(Path, bad)).Expect(400, "guard.invalid_input");
            (await Api.PatchAnswerAsync($"{Path}/{one.Id}", bad)).Expect(400, "guard.invalid_input");
        }

        (await Api.PostAnswerAsync(Path, "{}")).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync(Path, new { name = two["name"].GetString() })).Expect(422, "entity.unique_integrity_violation");
        (await Api.PatchAnswerAsync($"{Path}/{one.Id}", new { name = two["name"].GetString() })).Expect(422, "entity.unique_integrity_violation");
        Assert.Equal(one.Text, (await Api.GetAnswerAsync($"{Path}/{one.Id}")).Text);
    }

    [Fact]
    public async Task The_list_is_by_name_whole_or_a_page_and_filtered_by_a_text_in_the_name()
    {
        var mark = TestServer.Unique();
        foreach (var name in (string[])["c%-x", "a_-X", "b"]) await Api.NewOrganizationScopeAsync($"{mark}:{name}");
        Assert.Equal([$"{mark}:a_-X", $"{mark}:b", $"{mark}:c%-x"], await NamesAsync($"q={mark.ToUpperInvariant()}"));
        Assert.Equal([$"{mark}:a_-X", $"{mark}:c%-x"], (await NamesAsync("q=-X")).Where(name => name.StartsWith(mark, StringComparison.Ordinal)));
        Assert.Equal([$"{mark}:c%-x"], (await NamesAsync("q=%25-X")).Where(name => name.StartsWith(mark, StringComparison.Ordinal)));
        Assert.Equal([$"{mark}:a_-X"], await NamesAsync($"q={mark}:A_"));
        Assert.Empty(await NamesAsync($"q={mark}%25b"));
        Assert.Contains($"{mark}:b", await NamesAsync("q="));
        var page = await Api.GetAnswerAsync($"{Path}?q={mark}&page=2&page_size=2");
        Assert.Equal(("3", 1), (page.Header("Total-Number"), page.Json.GetArrayLength()));
        Assert.Null((await Api.GetAnswerAsync($"{Path}?q={mark}")).Header("Total-Number"));
        (await Api.GetAnswerAsync($"{Path}?q=a&q=b")).Expect(400, "guard.invalid_input");

        async Task<IEnumerable<string>> NamesAsync(string query) =>
            (await Api.GetAnswerAsync($"{Path}?{query}")).Expect(200).Json.EnumerateArray().Select(scope => scope.GetProperty("name").GetString()!);
    }
}
