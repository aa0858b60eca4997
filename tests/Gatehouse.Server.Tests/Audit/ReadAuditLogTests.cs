using System.Text.Json;
using Gatehouse.Server.Audit;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Audit;

/// <summary>What of the audit log is ours: timeline, export, everything in one list, sign-ins by day (docs/audit.md).</summary>
public sealed class ReadAuditLogTests : ServerTest
{
    [Fact]
    public async Task A_timeline_tells_what_a_user_did_and_what_was_done_to_the_user()
    {
        var (id, username) = await Server.NewSignerAsync();
        await SignInAsync(Server, username);
        (await Api.PatchAnswerAsync("/api/users/" + id, new { name = "하나" })).Expect(200);
        (await Api.PatchAnswerAsync($"/api/users/{id}/password", new { password = "AnotherPassword123!" })).Expect(200);
        var timeline = (await Api.GetAnswerAsync($"/api/users/{id}/timeline?page_size=100")).Expect(200);
        var entries = timeline.Json.EnumerateArray().ToList();
        Assert.Equal("Change.User.Updated", Key(entries[1]));
        Assert.Contains("Interaction.SignIn.Submit", entries.Select(Key));
        Assert.Equal(entries.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), timeline.Header("Total-Number"));
        var payload = entries[1].GetProperty("payload");
        Assert.Equal(("app", TestServer.ApplicationId), (payload.GetProperty("actor").GetProperty("type").GetString(), payload.GetProperty("actor").GetProperty("id").GetString()));
        var change = payload.GetProperty("changes")[0];
        Assert.Equal((JsonValueKind.Null, "하나"), (change.GetProperty("before").GetProperty("name").ValueKind, change.GetProperty("after").GetProperty("name").GetString()));
        Assert.Equal("127.0.0.1", payload.GetProperty("ip").GetString()!.Replace("::ffff:", "", StringComparison.Ordinal));
        Assert.DoesNotContain("$argon2", timeline.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("AnotherPassword", timeline.Text, StringComparison.Ordinal);
        Assert.Single((await Api.GetAnswerAsync($"/api/users/{id}/timeline?page=2&page_size=1")).Expect(200).Json.EnumerateArray());
        (await Api.GetAnswerAsync("/api/users/nobody000000/timeline")).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task The_list_can_hold_everything_and_the_export_does()
    {
        var user = await Api.NewUserAsync();
        (await Api.PatchAnswerAsync("/api/users/" + user.Id, new { name = "a" })).Expect(200);
        Assert.Empty((await Api.GetAnswerAsync("/api/logs?userId=" + user.Id)).Expect(200).Json.EnumerateArray());
        var all = (await Api.GetAnswerAsync("/api/logs?includeAll=true&userId=" + user.Id)).Expect(200).Json.EnumerateArray().ToList();
        Assert.Equal(["Change.User.Updated", "Change.User.Created"], all.ConvertAll(Key));

        var export = (await Api.GetAnswerAsync("/api/logs/export?userId=" + user.Id)).Expect(200);
        Assert.Equal("application/x-ndjson", export.Header("Content-Type")!.Split(';')[0]);
        Assert.Equal(all.AsEnumerable().Reverse().Select(entry => entry.GetRawText()), export.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var made = all[1].GetProperty("createdAt").GetInt64();
        Assert.Equal("", (await Api.GetAnswerAsync($"/api/logs/export?userId={user.Id}&end_time={made - 1}")).Expect(200).Text);
        Assert.Equal("Change.User.Created", Key(JsonDocument.Parse((await Api.GetAnswerAsync($"/api/logs/export?userId={user.Id}&logKey=Change.User.Created")).Expect(200).Text).RootElement));
        (await Api.GetAnswerAsync("/api/logs/export?start_time=2&end_time=1")).Expect(400, "log.invalid_time_window");
        (await Api.GetAnswerAsync("/api/logs/export?start_time=soon")).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task Sign_ins_and_refused_proofs_are_counted_by_day_before_and_after_they_are_sealed()
    {
        await using var server = await TestServer.StartAsync();
        var (_, username) = await server.NewSignerAsync();
        await SignInAsync(server, username);
        var wrong = server.NewBrowser();
        await wrong.EnterInteractionAsync();
        (await wrong.BeginAsync()).Expect(204);
        (await wrong.GivePasswordAsync(username, "not it")).Expect(422);
        (await wrong.GivePasswordAsync(username, "nor this")).Expect(422);
        Assert.Equal((1, 2), await TodayAsync());
        server.Clock.Advance(SealAuditLog.Rest + TimeSpan.FromMinutes(1));
        await server.Services.GetRequiredService<AuditLogJob>().PassAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, 2), await TodayAsync());
        await SignInAsync(server, username);
        Assert.Equal((2, 2), await TodayAsync());

        server.Clock.Advance(TimeSpan.FromDays(1));
        var week = await DaysAsync("?days=7");
        Assert.Equal(7, week.Count);
        Assert.Equal((2, 2, 0, 0), (Count(week[5], "signIns"), Count(week[5], "failures"), Count(week[6], "signIns"), Count(week[6], "failures")));
        Assert.Equal(30, (await DaysAsync("")).Count);
        foreach (var days in (string[])["0", "366", "-1", "x"]) (await server.Api.GetAnswerAsync("/api/dashboard/sign-ins?days=" + days)).Expect(400, "guard.invalid_input");

        async Task<List<JsonElement>> DaysAsync(string query)
        {
            server.Api.DefaultRequestHeaders.Authorization = new("Bearer", await server.TokenAsync());
            return [.. (await server.Api.GetAnswerAsync("/api/dashboard/sign-ins" + query)).Expect(200)["days"].EnumerateArray()];
        }

        async Task<(int, int)> TodayAsync() => (await DaysAsync("?days=1")) is [var day] ? (Count(day, "signIns"), Count(day, "failures")) : default;
    }

    private static async Task SignInAsync(TestServer server, string username)
    {
        var browser = server.NewBrowser();
        await browser.EnterInteractionAsync();
        await browser.IdentifyByPasswordAsync(username);
        (await browser.SubmitAsync()).Expect(200);
    }

    private static string Key(JsonElement entry) => entry.GetProperty("key").GetString()!;

    private static int Count(JsonElement day, string name) => day.GetProperty(name).GetInt32();
}
