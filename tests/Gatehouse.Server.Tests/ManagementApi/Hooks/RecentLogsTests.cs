using System.Net.Http.Headers;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Hooks;

/// <summary>contract/management-webhooks.md 2, and the statistics of section 1.</summary>
public sealed class RecentLogsTests : WebhookTest
{
    [Fact]
    public async Task The_newest_attempts_come_first_in_pages()
    {
        var hook = await AddHookWithThreeAttemptsAsync();
        var page = (await Api.GetAnswerAsync($"{hook}/recent-logs?page=1&page_size=2")).Expect(200);
        Assert.Equal("3", page.Header("Total-Number"));
        Assert.Contains("rel=\"next\"", page.Header("Link"));
        var items = page.Json.EnumerateArray().ToList();
        Assert.Equal(2, items.Count);
        Assert.Equal(["id", "key", "payload", "createdAt"], items[0].EnumerateObject().Select(member => member.Name));
        Assert.Matches("^[0-9a-z]{21}$", items[0].GetProperty("id").GetString());
        Assert.Equal("TriggerHook.User.SuspensionStatus.Updated", items[0].GetProperty("key").GetString());
        Assert.True(items[0].GetProperty("createdAt").GetInt64() > items[1].GetProperty("createdAt").GetInt64());
        Assert.Single((await Api.GetAnswerAsync($"{hook}/recent-logs?page=2&page_size=2")).Json.EnumerateArray());
    }

    [Fact]
    public async Task Key_and_bounds_narrow_the_list_both_ends_included()
    {
        var hook = await AddHookWithThreeAttemptsAsync();
        Assert.Equal(2, await CountAsync($"{hook}/recent-logs?logKey=TriggerHook.User.Created"));
        Assert.Equal(0, await CountAsync($"{hook}/recent-logs?logKey=Nonsense"));
        var times = (await Api.GetAnswerAsync($"{hook}/recent-logs")).Json.EnumerateArray().Select(entry => entry.GetProperty("createdAt").GetInt64()).ToList();
        Assert.Equal(1, await CountAsync($"{hook}/recent-logs?start_time={times[1]}&end_time={times[1]}"));
        Assert.Equal(2, await CountAsync($"{hook}/recent-logs?start_time={times[1]}"));
        Assert.Equal(2, await CountAsync($"{hook}/recent-logs?end_time={times[1]}&enableCap=true"));
        Assert.Equal(3, await CountAsync($"{hook}/recent-logs?start_time=-1e300&end_time=1e300"));
    }

    [Fact]
    public async Task Without_a_bound_and_in_the_statistics_only_a_day_counts()
    {
        var hook = await AddHookWithThreeAttemptsAsync();
        Assert.Equal("""{"successCount":2,"requestCount":3}""", (await Api.GetAnswerAsync($"{hook}?includeExecutionStats=1"))["executionStats"].GetRawText());
        // The one that failed would be tried again as time passes.
        Assert.Equal(1, await Server.InDatabaseAsync(db => db.Outbox.ExecuteDeleteAsync()));
        Server.Clock.Advance(TimeSpan.FromHours(23.9));
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Server.TokenAsync());
        Assert.Equal(3, await CountAsync($"{hook}/recent-logs"));
        Server.Clock.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal(0, await CountAsync($"{hook}/recent-logs"));
        Assert.Equal(3, await CountAsync($"{hook}/recent-logs?start_time=0"));
        Assert.Equal("""{"successCount":0,"requestCount":0}""", (await Api.GetAnswerAsync($"{hook}?includeExecutionStats=1"))["executionStats"].GetRawText());
    }

    [Fact]
    public async Task The_list_has_statistics_for_each_hook_when_they_are_wanted()
    {
        var hook = await AddHookWithThreeAttemptsAsync();
        var idle = (await Api.PostAnswerAsync("/api/hooks", """{"events":["PostSignIn"],"config":{"url":""}}""")).Expect(201);
        var listed = (await Api.GetAnswerAsync("/api/hooks?includeExecutionStats=yes")).Json;
        Assert.Equal(
            [(idle.Id, """{"successCount":0,"requestCount":0}"""), (hook["/api/hooks/".Length..], """{"successCount":2,"requestCount":3}""")],
            listed.EnumerateArray().Select(row => (row.GetProperty("id").GetString()!, row.GetProperty("executionStats").GetRawText())));
        Assert.False((await Api.GetAnswerAsync("/api/hooks?includeExecutionStats=no")).Json[0].TryGetProperty("executionStats", out _));
    }

    [Theory]
    [InlineData("start_time=yesterday", "guard.invalid_input")]
    [InlineData("end_time=Infinity", "guard.invalid_input")]
    [InlineData("end_time=NaN", "guard.invalid_input")]
    [InlineData("start_time=1&start_time=2", "guard.invalid_input")]
    [InlineData("start_time=2&end_time=1", "log.invalid_time_window")]
    [InlineData("page=0", "guard.invalid_pagination")]
    [InlineData("page_size=101", "guard.invalid_pagination")]
    public async Task Bad_queries_are_refused(string query, string code) =>
        (await Api.GetAnswerAsync($"/api/hooks/unknown/recent-logs?{query}")).Expect(400, code);

    /// <summary>Of the three the middle one fails.</summary>
    private async Task<string> AddHookWithThreeAttemptsAsync()
    {
        var hook = await Api.AddHookAsync(Receiver.Url);
        var user = await Api.AddUserAsync();
        await Api.LogAsync(hook.Id, 1);
        Receiver.Answer = (_, http) => Receiver.Status(http, 500);
        await Api.AddUserAsync();
        await Api.LogAsync(hook.Id, 2);
        Receiver.Answer = (_, http) => Receiver.Status(http, 200);
        (await Api.PatchAnswerAsync($"/api/users/{user}/is-suspended", new { isSuspended = true })).Expect(200);
        await Api.LogAsync(hook.Id, 3);
        return $"/api/hooks/{hook.Id}";
    }

    private async Task<int> CountAsync(string path) => (await Api.GetAnswerAsync(path)).Expect(200).Json.GetArrayLength();
}
