using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Hooks;

/// <summary>contract/management-webhooks.md 1, the list.</summary>
public sealed class ListHooksTests
{
    [Fact]
    public async Task The_list_is_whole_or_paged_with_the_newest_first()
    {
        await using var server = await TestServer.StartAsync();
        var ids = new List<string>();
        for (var i = 0; i < 25; i++)
            ids.Insert(0, (await server.Api.PostAnswerAsync("/api/hooks", new { name = $"hook {i}", @event = "PostSignIn", config = new { url = "" } })).Expect(201).Id);

        var whole = (await server.Api.GetAnswerAsync("/api/hooks")).Expect(200);
        Assert.Equal(ids, whole.Json.EnumerateArray().Select(hook => hook.GetProperty("id").GetString()));
        Assert.Null(whole.Header("Total-Number"));

        var page = (await server.Api.GetAnswerAsync("/api/hooks?page=2")).Expect(200);
        Assert.Equal(ids.Skip(20), page.Json.EnumerateArray().Select(hook => hook.GetProperty("id").GetString()));
        Assert.Equal("25", page.Header("Total-Number"));
        Assert.Equal("[]", (await server.Api.GetAnswerAsync("/api/hooks?page=9&page_size=5")).Expect(200).Text);
        (await server.Api.GetAnswerAsync("/api/hooks?page=x")).Expect(400, "guard.invalid_pagination");
        (await server.Api.GetAnswerAsync("/api/hooks?includeExecutionStats=1&includeExecutionStats=1")).Expect(400, "guard.invalid_input");
    }
}
