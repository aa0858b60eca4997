using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>contract/management-webhooks.md 6.2, the events of users.</summary>
public sealed class UserEventPayloadTests : WebhookTest
{
    private static readonly string[] BaseFields =
    [
        "id", "username", "primaryEmail", "primaryPhone", "name", "avatar", "customData", "identities", "lastSignInAt", "createdAt", "updatedAt", "profile", "applicationId", "isSuspended",
    ];

    private static readonly string[] Usual = ["event", "createdAt", "userAgent", "ip", "path", "method", "status", "params", "matchedRoute", "data", "hookId"];

    [Fact]
    public async Task Every_call_tells_its_event()
    {
        var hook = await Api.AddHookAsync(Receiver.Url);
        var created = await CallAsync(HttpMethod.Post, "/api/users", new { username = TestServer.Unique(), name = "홍길동", password = "pw" });
        var user = created.Id;
        Check(await NextAsync(1), "User.Created", "/users", "POST", "{}", "/users", created.Text, hook.Id);

        foreach (var (path, body) in new (string, object)[]
        {
            ("", new { name = "김철수" }), ("/custom-data", new { customData = new { team = "blue" } }),
            ("/profile", new { profile = new { nickname = "Kim" } }), ("/password", new { password = "other" }),
        })
        {
            var changed = await CallAsync(HttpMethod.Patch, $"/api/users/{user}{path}?ignored=1", body);
            Check(await NextAsync(2), "User.Data.Updated", $"/users/{user}{path}", "PATCH", $$"""{"userId":"{{user}}"}""", "/users/:userId" + path, changed.Text, hook.Id);
        }

        foreach (var attempt in (int[])[1, 2])
        {
            var suspended = await CallAsync(HttpMethod.Patch, $"/api/users/{user}/is-suspended", new { isSuspended = true });
            Check(await NextAsync(2 + attempt), "User.SuspensionStatus.Updated", $"/users/{user}/is-suspended", "PATCH",
                $$"""{"userId":"{{user}}"}""", "/users/:userId/is-suspended", suspended.Text, hook.Id);
        }
    }

    [Fact]
    public async Task Custom_data_and_profile_are_told_alone()
    {
        await Api.AddHookAsync(Receiver.Url);
        var user = await Api.AddUserAsync();
        await CallAsync(HttpMethod.Patch, $"/api/users/{user}/custom-data", new { customData = new { team = "blue" } });
        await CallAsync(HttpMethod.Patch, $"/api/users/{user}/profile", new { profile = new { nickname = "Kim" } });
        var told = await Receiver.WaitAsync(3);
        Assert.Equal(["""{"team":"blue"}""", """{"nickname":"Kim"}"""], told.Skip(1).Select(told_ => told_.Json.GetProperty("data").GetRawText()));
    }

    [Fact]
    public async Task A_farewell_shows_the_user_as_they_were_before_the_request()
    {
        await Api.AddHookAsync(Receiver.Url);
        var created = await CallAsync(HttpMethod.Post, "/api/users", new { username = TestServer.Unique(), password = "pw" });
        await CallAsync(HttpMethod.Delete, $"/api/users/{created.Id}");
        var farewell = (await Receiver.WaitAsync(2))[1];
        Assert.Equal(["event", "createdAt", "userAgent", "ip", "data", "path", "method", "status", "params", "matchedRoute", "hookId"], farewell.Members);
        Assert.Equal(("User.Deleted", $"/users/{created.Id}", "DELETE", "204"), (farewell["event"], farewell["path"], farewell["method"], farewell["status"]));
        Assert.Equal(BaseFields, farewell.Json.GetProperty("data").EnumerateObject().Select(member => member.Name));
        Assert.Equal(created["username"].GetString(), farewell.Json.GetProperty("data").GetProperty("username").GetString());
    }

    [Fact]
    public async Task Without_a_user_agent_the_member_is_missing()
    {
        await Api.AddHookAsync(Receiver.Url);
        await Api.AddUserAsync();
        Assert.Equal(Usual.Where(name => name != "userAgent"), (await Receiver.SingleAsync()).Members);
    }

    [Fact]
    public async Task A_call_that_was_refused_or_tells_nothing_delivers_nothing()
    {
        await Api.AddHookAsync(Receiver.Url);
        var first = await Api.PostAnswerAsync("/api/users", new { username = TestServer.Unique() });
        (await Api.PostAnswerAsync("/api/users", new { username = first["username"].GetString() })).Expect(422, "user.username_already_in_use");
        (await Api.PostAnswerAsync("/api/users", new { username = "1" })).Expect(400);
        (await Api.PatchAnswerAsync($"/api/users/{first.Id}", "{}")).Expect(422);
        (await Api.PatchAnswerAsync("/api/users/unknown", new { name = "n" })).Expect(404);
        (await Api.PatchAnswerAsync($"/api/users/{first.Id}/password/expiration", new { isExpired = false })).Expect(200);
        var last = await Api.AddUserAsync();
        var told = await Receiver.WaitAsync(2);
        await Server.DrainAsync();
        Assert.Equal([first.Id, last], Receiver.All.Select(told_ => told_.Json.GetProperty("data").GetProperty("id").GetString()).Order(StringComparer.Ordinal).OrderBy(id => id == last));
        Assert.All(told, told_ => Assert.Equal("User.Created", told_["event"]));
    }

    [Fact]
    public async Task Only_enabled_hooks_that_ask_for_the_told_learn_of_it()
    {
        await using var silent = await Receiver.StartAsync();
        await Api.AddHookAsync(silent.Url, enabled: false);
        (await Api.PostAnswerAsync("/api/hooks", new { events = (string[])["User.Deleted"], @event = "User.Created", config = new { url = silent.Url } })).Expect(201);
        (await Api.PostAnswerAsync("/api/hooks", new { @event = "User.Created", config = new { url = Receiver.Url } })).Expect(201);
        await Api.AddUserAsync();
        Assert.Equal("User.Created", (await Receiver.SingleAsync())["event"]);
        await Server.DrainAsync();
        Assert.Empty(silent.All);
    }

    private Task<Answer> CallAsync(HttpMethod method, string path, object? body = null) => Api.SendAnswerAsync(method, path, body, ("User-Agent", "tests/1.0 (with quotes)"));

    /// <summary>The newest delivery, once there are so many more than the test asked for before.</summary>
    private async Task<Received> NextAsync(int atLeast)
    {
        await Receiver.WaitAsync(atLeast);
        await Server.DrainAsync();
        return Receiver.All[^1];
    }

    private void Check(Received told, string name, string path, string method, string parameters, string route, string data, string hookId)
    {
        Assert.Equal(Usual, told.Members);
        Assert.Equal((name, path, method, "200", route), (told["event"], told["path"], told["method"], told["status"], told["matchedRoute"]));
        Assert.Equal(("127.0.0.1", hookId), (told["ip"], told["hookId"]));
        Assert.Equal(parameters, told.Json.GetProperty("params").GetRawText());
        Assert.Equal(data, told.Json.GetProperty("data").GetRawText());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", told["createdAt"]);
        var drift = Server.Clock.GetUtcNow() - told.Json.GetProperty("createdAt").GetDateTimeOffset();
        Assert.InRange(drift, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("\": ", told.Text, StringComparison.Ordinal);
    }
}
