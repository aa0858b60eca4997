using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>docs/user-lists.md: states of lists under names.</summary>
public sealed class SavedViewTests : ServerTest
{
    private async Task<IEnumerable<string>> NamesAsync(string list) =>
        (await Api.GetAnswerAsync("/api/saved-views?list=" + list)).Expect(200).Json.EnumerateArray().Select(view => view.GetProperty("name").GetString()!);

    [Fact]
    public async Task A_view_is_kept_replaced_and_forgotten()
    {
        var list = TestServer.Unique();
        var b = (await Api.PostAnswerAsync("/api/saved-views", new { list, name = "b", query = "?x=1" })).Expect(201);
        await Api.PostAnswerAsync("/api/saved-views", new { list, name = "a", query = "" });
        var again = (await Api.PostAnswerAsync("/api/saved-views", new { list, name = "b", query = "?x=2" })).Expect(201);
        Assert.Equal((b.Id, "?x=2"), (again.Id, again["query"].GetString()));
        Assert.Equal(["a", "b"], await NamesAsync(list));
        (await Api.DeleteAnswerAsync("/api/saved-views/" + b.Id)).Expect(204);
        (await Api.DeleteAnswerAsync("/api/saved-views/" + b.Id)).Expect(404, "entity.not_found");
        Assert.Equal(["a"], await NamesAsync(list));
    }

    [Fact]
    public async Task Two_at_once_make_one()
    {
        var list = TestServer.Unique();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Api.PostAnswerAsync("/api/saved-views", new { list, name = "same", query = "?x=" + i })));
        Assert.Equal(["same"], await NamesAsync(list));
    }

    [Theory]
    [InlineData("""{"list":"users","name":"","query":""}""")]
    [InlineData("""{"list":"users","name":"a"}""")]
    [InlineData("""{"name":"a","query":""}""")]
    public async Task What_is_no_view_is_refused(string body) => (await Api.PostAnswerAsync("/api/saved-views", body)).Expect(400, "guard.invalid_input");

    [Fact]
    public async Task There_is_an_end_to_them()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 100; i++) (await server.Api.PostAnswerAsync("/api/saved-views", new { list = "users", name = "v" + i, query = "" })).Expect(201);
        (await server.Api.PostAnswerAsync("/api/saved-views", new { list = "users", name = "more", query = "" })).Expect(422, "saved_view.too_many");
        (await server.Api.PostAnswerAsync("/api/saved-views", new { list = "users", name = "v1", query = "?x=1" })).Expect(201);
    }
}
