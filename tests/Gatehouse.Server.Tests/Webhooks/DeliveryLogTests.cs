using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Gatehouse.Server.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>contract/management-webhooks.md 2 and the sanitising of contract/management-misc.md 1.</summary>
public sealed class DeliveryLogTests : WebhookTest
{
    [Fact]
    public async Task A_success_shows_request_and_response()
    {
        Receiver.Answer = (_, http) => http.Response.WriteAsync("""{"ok":true,"n":1.5}""");
        var hook = await Api.AddHookAsync(Receiver.Url);
        await Api.AddUserAsync();
        var entry = Assert.Single(await Api.LogAsync(hook.Id));
        Assert.Equal(["eventId", "hookId", "hookRequest", "key", "response", "result"], Names(entry).Order());
        Assert.Equal(("TriggerHook.User.Created", "Success", hook.Id), (Text(entry, "key"), Text(entry, "result"), Text(entry, "hookId")));
        Assert.Equal("""{"body":{"ok":true,"n":1.5},"statusCode":200}""", Sorted(entry.GetProperty("response")));
        var body = entry.GetProperty("hookRequest").GetProperty("body");
        Assert.Equal((await Receiver.SingleAsync()).Members.Order(), Names(body).Order());
        Assert.Equal(hook.Id, Text(body, "hookId"));
        Assert.False(body.GetProperty("data").GetProperty("hasPassword").GetBoolean());
    }

    [Fact]
    public async Task A_failure_shows_the_error_beside_the_response()
    {
        Receiver.Answer = (_, http) =>
        {
            http.Response.StatusCode = 418;
            return http.Response.WriteAsync("no coffee\0");
        };
        var hook = await Api.AddHookAsync(Receiver.Url);
        await Api.AddUserAsync();
        var entry = Assert.Single(await Api.LogAsync(hook.Id));
        Assert.Equal("Error", Text(entry, "result"));
        Assert.Equal("""{"body":"no coffee","statusCode":418}""", Sorted(entry.GetProperty("response")));
        Assert.Matches("^HTTPError: \\{.*418.*\\}$", Text(entry, "error"));
    }

    [Fact]
    public async Task Secrets_are_masked_on_both_sides_and_the_address_is_in_no_log()
    {
        Receiver.Answer = (_, http) => http.Response.WriteAsync("""{"access_token":"leak","list":[{"Client-Secret":"leak","n":1}],"set-cookie":"leak","onScript":"leak"}""");
        var hook = await Api.AddHookAsync(Receiver.Url, new Dictionary<string, string> { ["authorization"] = "Bearer leak" });
        (await Api.PostAnswerAsync("/api/users", new { customData = new { apiKey = "leak", description = "kept" } })).Expect(200);
        var entry = Assert.Single(await Api.LogAsync(hook.Id));
        Assert.DoesNotContain("leak", entry.GetRawText());
        var response = entry.GetProperty("response").GetProperty("body");
        Assert.Equal(["access_token", "list", "set-cookie"], Names(response).Order());
        Assert.Equal("******", Text(response, "access_token"));
        var data = entry.GetProperty("hookRequest").GetProperty("body").GetProperty("data").GetProperty("customData");
        Assert.Equal(("******", "kept"), (Text(data, "apiKey"), Text(data, "description")));
        Assert.Contains("leak", (await Receiver.SingleAsync()).Text);
        Assert.DoesNotContain(Server.Log.Lines, line => line.Contains(Receiver.SecretPath) || line.Contains("leak"));
    }

    [Theory]
    [InlineData("\\u0000 and {\"a\":\"\\u0000\"}", true)]
    [InlineData("{\"a\":\"\\u0000\",\"b\\u0000\":1}", false)]
    [InlineData("{\"a\":\"\\ud800\"}", true)]
    [InlineData("{\"a\":1e200000,\"b\":-1e-200000,\"c\":123456789012345678901234567890123456789}", false)]
    [InlineData("{\"a\":1,\"a\":2}", false)]
    [InlineData("", true)]
    public async Task Whatever_a_receiver_answers_can_be_logged(string answer, bool isText)
    {
        Receiver.Answer = (_, http) => http.Response.WriteAsync(answer);
        var hook = await Api.AddHookAsync(Receiver.Url);
        await Api.AddUserAsync();
        var body = Assert.Single(await Api.LogAsync(hook.Id)).GetProperty("response").GetProperty("body");
        Assert.Equal(isText ? JsonValueKind.String : JsonValueKind.Object, body.ValueKind);
        await Server.DrainAsync();
        Assert.Single(Receiver.All);
    }

    [Fact]
    public async Task Of_a_long_answer_the_beginning_is_kept_and_of_long_json_nothing_unmasked()
    {
        var answers = new Queue<string>([new string('x', 100_000), $$"""{"secret":"leak","fill":"{{new string('x', 10_000)}}"}""", $$"""{"secret":"leak","fill":"{{new string('x', 100_000)}}"}"""]);
        Receiver.Answer = (_, http) => http.Response.WriteAsync(answers.Dequeue());
        var hook = await Api.AddHookAsync(Receiver.Url);
        for (var i = 1; i <= 3; i++)
        {
            await Api.AddUserAsync();
            await Api.LogAsync(hook.Id, i);
        }

        var bodies = (await Api.LogAsync(hook.Id, 3)).Select(entry => entry.GetProperty("response").GetProperty("body").GetString()!).Reverse().ToList();
        Assert.Equal(new string('x', DeliveryLog.LongestBody), bodies[0]);
        Assert.StartsWith("""{"secret":"******","fill":"xxx""", bodies[1]);
        Assert.Equal(DeliveryLog.LongestBody, bodies[1].Length);
        Assert.DoesNotContain("leak", bodies[2]);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_counts_by_its_status()
    {
        using var receiver = new TcpListener(IPAddress.Loopback, 0);
        receiver.Start();
        var hook = await Api.AddHookAsync($"http://{receiver.LocalEndpoint}/");
        await Api.AddUserAsync();
        using var connection = await receiver.AcceptSocketAsync();
        await connection.ReceiveAsync(new byte[1]);
        await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"u8.ToArray());
        connection.Shutdown(SocketShutdown.Send);
        Assert.Equal("Success", Text(Assert.Single(await Api.LogAsync(hook.Id)), "result"));
    }

    private static string? Text(JsonElement json, string member) => json.GetProperty(member).GetString();

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(member => member.Name);

    /// <summary>The same text on both databases: PostgreSQL puts members into an order of its own.</summary>
    private static string Sorted(JsonElement json) =>
        "{" + string.Join(',', json.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"\"{member.Name}\":{Compact(member.Value)}")) + "}";

    private static string Compact(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? "{" + string.Join(',', value.EnumerateObject().OrderByDescending(member => member.Name, StringComparer.Ordinal).Select(member => $"\"{member.Name}\":{Compact(member.Value)}")) + "}"
        : value.GetRawText();
}
