using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Gatehouse.Server.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Tests.ManagementApi.Hooks;

/// <summary>contract/management-webhooks.md 3.</summary>
public sealed class TestHookTests : WebhookTest
{
    [Fact]
    public async Task Each_event_is_sent_once_to_the_address_of_the_request_signed_with_the_stored_key()
    {
        var hook = await Api.AddHookAsync("http://127.0.0.1:9/");
        var answer = await TestAsync(hook.Id, ["User.Created", "PostSignIn", "User.Created", "Identifier.Lockout"], new { url = Receiver.Url, headers = new { xOwn = "1" } });
        Assert.Equal("", answer.Expect(204).Text);
        Assert.Equal(["Identifier.Lockout", "PostSignIn", "User.Created"], Receiver.All.Select(told => told["event"]!).Order());
        foreach (var told in Receiver.All)
        {
            Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(hook["signingKey"].GetString()!), told.Body)), told.Headers["logto-signature-sha-256"]);
            Assert.Equal(("1", hook.Id), (told.Headers["xOwn"], told["hookId"]));
        }

        var log = (await Api.GetAnswerAsync($"/api/hooks/{hook.Id}/recent-logs")).Expect(200);
        Assert.Equal("[]", log.Text);
        Assert.Empty(await Server.OutboxAsync());
    }

    [Fact]
    public async Task The_payload_has_the_shape_of_its_event()
    {
        var hook = await Api.AddHookAsync("http://127.0.0.1:9/");
        (await TestAsync(hook.Id, HookEvents.Contract, new { url = Receiver.Url })).Expect(204);
        Assert.Equal(29, Receiver.All.Count);
        foreach (var told in Receiver.All)
        {
            if (!told["event"]!.StartsWith("Post"))
            {
                Assert.Equal(["event", "hookId", "createdAt", "userAgent", "path", "method", "status", "params", "data"], told.Members);
                Assert.Equal(("POST", "200"), (told["method"], told["status"]));
                Assert.Equal(["id"], told.Json.GetProperty("params").EnumerateObject().Select(member => member.Name));
                Assert.Equal(["result"], told.Json.GetProperty("data").EnumerateObject().Select(member => member.Name));
                continue;
            }

            Assert.Equal(["event", "hookId", "createdAt", "userAgent", "sessionId", "userIp", "userId", "user", "application", "data"], told.Members);
            Assert.Equal(14, told.Json.GetProperty("user").EnumerateObject().Count());
            Assert.Equal(["id", "type", "name", "description"], told.Json.GetProperty("application").EnumerateObject().Select(member => member.Name));
            Assert.Equal("SPA", told.Json.GetProperty("application").GetProperty("type").GetString());
        }
    }

    [Fact]
    public async Task An_error_of_the_endpoint_is_shown()
    {
        Receiver.Answer = (_, http) =>
        {
            http.Response.StatusCode = 503;
            return http.Response.WriteAsync("{\"reason\": \"닫힘\"}");
        };
        var hook = await Api.AddHookAsync("http://127.0.0.1:9/");
        var answer = (await TestAsync(hook.Id, ["User.Created"], new { url = Receiver.Url, retries = 3 })).Expect(422, "hook.endpoint_responded_with_error");
        Assert.Equal("""{"responseStatus":503,"responseBody":"{\"reason\": \"닫힘\"}"}""", answer["data"].GetRawText());
        Assert.Single(Receiver.All);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData("not a url")]
    [InlineData("")]
    [InlineData("http://10.0.0.1/")]
    public async Task An_address_that_cant_be_reached_is_a_failure_without_data(string url)
    {
        var hook = await Api.AddHookAsync("http://127.0.0.1:9/");
        var answer = (await TestAsync(hook.Id, ["User.Created"], new { url })).Expect(422, "hook.send_test_payload_failed");
        Assert.False(answer.Json.TryGetProperty("data", out _));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"events":[],"config":{"url":""}}""")]
    [InlineData("""{"events":["Nonsense"],"config":{"url":""}}""")]
    [InlineData("""{"events":["User.Created"]}""")]
    [InlineData("""{"events":["User.Created"],"config":{"url":null}}""")]
    public async Task Bad_input_sends_nothing(string body) => (await Api.PostAnswerAsync("/api/hooks/unknown/test", body)).Expect(400, "guard.invalid_input");

    private Task<Answer> TestAsync(string hookId, IReadOnlyList<string> events, object config) => Api.PostAnswerAsync($"/api/hooks/{hookId}/test", new { events, config });
}
