using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>docs/webhooks.md: the headers of Standard Webhooks, and both keys while one replaces the other.</summary>
public sealed class StandardWebhooksTests : WebhookTest
{
    [Fact]
    public async Task The_timed_signature_covers_id_time_and_body()
    {
        var hook = await Api.AddHookAsync(Receiver.Url);
        var key = hook["signingKey"].GetString()!;
        await Api.AddUserAsync();
        var told = await Receiver.SingleAsync();
        Assert.Equal("v1," + Timed(key, told, told.Headers["webhook-id"], told.Headers["webhook-timestamp"]), told.Headers["webhook-signature"]);
        // An old delivery with a new time, or another id, does not verify.
        Assert.NotEqual("v1," + Timed(key, told, told.Headers["webhook-id"], "1"), told.Headers["webhook-signature"]);
        Assert.NotEqual("v1," + Timed(key, told, "other", told.Headers["webhook-timestamp"]), told.Headers["webhook-signature"]);
        var sent = DateTimeOffset.FromUnixTimeSeconds(long.Parse(told.Headers["webhook-timestamp"], CultureInfo.InvariantCulture));
        Assert.InRange(Server.Clock.GetUtcNow() - sent, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.False(told.Headers.ContainsKey("logto-signature-sha-256-previous"));
    }

    [Fact]
    public async Task Another_attempt_has_the_same_id_and_a_time_of_its_own()
    {
        var answers = new Queue<int>([500, 204]);
        Receiver.Answer = (_, http) => Receiver.Status(http, answers.Dequeue());
        await Api.AddHookAsync(Receiver.Url);
        await Api.AddUserAsync();
        await Server.OutboxAsync(rows => rows is [{ Attempts: 1 }], "a failed attempt");
        Server.Pass(TimeSpan.FromSeconds(3));
        var told = await Receiver.WaitAsync(2);
        Assert.Equal(told[0].Headers["webhook-id"], told[1].Headers["webhook-id"]);
        Assert.NotEqual(told[0].Headers["webhook-timestamp"], told[1].Headers["webhook-timestamp"]);
        Assert.NotEqual(told[0].Headers["webhook-signature"], told[1].Headers["webhook-signature"]);
    }

    [Fact]
    public async Task A_key_that_was_replaced_signs_along_for_a_day()
    {
        var old = await Api.AddHookAsync(Receiver.Url);
        var fresh = (await Api.PatchAnswerAsync($"/api/hooks/{old.Id}/signing-key")).Expect(200);
        Assert.Equal(old.Json.EnumerateObject().Select(member => member.Name), fresh.Json.EnumerateObject().Select(member => member.Name));
        var (oldKey, freshKey) = (old["signingKey"].GetString()!, fresh["signingKey"].GetString()!);
        Assert.NotEqual(oldKey, freshKey);
        await Api.AddUserAsync();
        var told = (await Receiver.WaitAsync(1))[0];
        Assert.Equal(Plain(freshKey, told), told.Headers["logto-signature-sha-256"]);
        Assert.Equal(Plain(oldKey, told), told.Headers["logto-signature-sha-256-previous"]);
        var (id, time) = (told.Headers["webhook-id"], told.Headers["webhook-timestamp"]);
        Assert.Equal($"v1,{Timed(freshKey, told, id, time)} v1,{Timed(oldKey, told, id, time)}", told.Headers["webhook-signature"]);

        await Server.DrainAsync();
        Server.Pass(TimeSpan.FromHours(24));
        Api.DefaultRequestHeaders.Authorization = new("Bearer", await Server.TokenAsync());
        await Api.AddUserAsync();
        AssertOnly(freshKey, (await Receiver.WaitAsync(2))[1]);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("60", 61)]
    public async Task The_rotation_says_how_long(string overlap, int seconds)
    {
        var hook = await Api.AddHookAsync(Receiver.Url);
        var key = (await Api.PatchAnswerAsync($"/api/hooks/{hook.Id}/signing-key?overlap={overlap}")).Expect(200)["signingKey"].GetString()!;
        Server.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await Api.AddUserAsync();
        AssertOnly(key, await Receiver.SingleAsync());
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("2592001")]
    public async Task An_overlap_that_is_none_is_refused(string overlap)
    {
        var hook = await Api.AddHookAsync(Receiver.Url);
        (await Api.PatchAnswerAsync($"/api/hooks/{hook.Id}/signing-key?overlap={overlap}")).Expect(400, "request.invalid_input");
        Assert.Equal(hook["signingKey"].GetString(), (await Api.GetAnswerAsync($"/api/hooks/{hook.Id}"))["signingKey"].GetString());
    }

    [Fact]
    public async Task A_hook_may_want_cloud_events()
    {
        var hook = (await Api.PostAnswerAsync("/api/hooks", new { events = (string[])["User.Created"], config = new { url = Receiver.Url, format = "cloudevents" } })).Expect(201);
        Assert.Equal("cloudevents", hook["config"].GetProperty("format").GetString());
        var user = await Api.AddUserAsync();
        var told = await Receiver.SingleAsync();
        Assert.Equal("application/cloudevents+json", told.Headers["content-type"]);
        Assert.Equal(["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"], told.Members);
        Assert.Equal(
            ("1.0", told.DeliveryId, TestServer.Endpoint, "User.Created", user, "application/json"),
            (told["specversion"], told["id"], told["source"], told["type"], told["subject"], told["datacontenttype"]));
        var data = told.Json.GetProperty("data");
        Assert.Equal(("User.Created", hook.Id, told["time"]), (data.GetProperty("event").GetString(), data.GetProperty("hookId").GetString(), data.GetProperty("createdAt").GetString()));
        Assert.Equal(Plain(hook["signingKey"].GetString()!, told), told.Headers["logto-signature-sha-256"]);
        (await Api.PostAnswerAsync("/api/hooks", new { events = (string[])["User.Created"], config = new { url = "", format = "xml" } })).Expect(400, "guard.invalid_input");
    }

    private static void AssertOnly(string key, Received told)
    {
        Assert.Equal(Plain(key, told), told.Headers["logto-signature-sha-256"]);
        Assert.False(told.Headers.ContainsKey("logto-signature-sha-256-previous"));
        Assert.Equal("v1," + Timed(key, told, told.Headers["webhook-id"], told.Headers["webhook-timestamp"]), told.Headers["webhook-signature"]);
    }

    private static string Plain(string key, Received told) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), told.Body));

    private static string Timed(string key, Received told, string id, string time) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{time}."), .. told.Body]));
}
