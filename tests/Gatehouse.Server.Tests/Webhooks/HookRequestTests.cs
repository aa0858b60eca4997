using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>contract/management-webhooks.md 5.</summary>
public sealed class HookRequestTests : WebhookTest
{
    [Fact]
    public async Task The_signature_is_over_the_raw_body()
    {
        var hook = await Api.AddHookAsync(Receiver.Url);
        (await Api.PostAnswerAsync("/api/users", new { name = "홍길동 <\"&'>" })).Expect(200);
        var told = await Receiver.SingleAsync();
        Assert.Equal(Sign(hook["signingKey"].GetString()!, told.Body), told.Headers["logto-signature-sha-256"]);
        Assert.Contains("홍길동 <\\\"&'>", told.Text, StringComparison.Ordinal);
        Assert.Equal("application/json", told.Headers["content-type"]);
        Assert.StartsWith("Gatehouse", told.Headers["user-agent"]);
        Assert.Equal(Receiver.SecretPath, told.Path);
        Assert.Matches("^[0-9a-z]{21}$", told.DeliveryId);
    }

    [Fact]
    public async Task A_rotated_key_signs_from_then_on_also_what_happened_before()
    {
        var answers = new Queue<int>([500, 204, 204]);
        Receiver.Answer = (_, http) => Receiver.Status(http, answers.Dequeue());
        var hook = await Api.AddHookAsync(Receiver.Url);
        await Api.AddUserAsync();
        await Server.OutboxAsync(rows => rows is [{ Attempts: 1 }], "a failed attempt");
        var rotated = (await Api.PatchAnswerAsync($"/api/hooks/{hook.Id}/signing-key")).Expect(200);
        Server.Pass(TimeSpan.FromSeconds(2));
        var told = await Receiver.WaitAsync(2);
        Assert.Equal(Sign(hook["signingKey"].GetString()!, told[0].Body), told[0].Headers["logto-signature-sha-256"]);
        Assert.Equal(Sign(rotated["signingKey"].GetString()!, told[1].Body), told[1].Headers["logto-signature-sha-256"]);
        Assert.Equal(told[0].Text, told[1].Text);
    }

    [Fact]
    public async Task Own_headers_replace_ours_whatever_their_case_but_not_the_signature_nor_the_connections()
    {
        var hook = await Api.AddHookAsync(Receiver.Url, new Dictionary<string, string>
        {
            ["USER-agent"] = "mine", ["Content-TYPE"] = "application/cloudevents+json", ["Authorization"] = "Bearer receivers-own", ["x-empty"] = "",
            ["Host"] = "evil.test", ["Content-Length"] = "1", ["Transfer-Encoding"] = "chunked", ["Expect"] = "100-continue",
            ["Connection"] = "close", ["Logto-Signature-Sha-256"] = "forged", ["Webhook-Id"] = "forged", ["Webhook-Signature"] = "forged", ["Logto-Signature-Sha-256-Previous"] = "forged",
        });
        await Api.AddUserAsync();
        var told = await Receiver.SingleAsync();
        Assert.Equal(("mine", "application/cloudevents+json", "Bearer receivers-own", ""),
            (told.Headers["user-agent"], told.Headers["content-type"], told.Headers["authorization"], told.Headers["x-empty"]));
        Assert.StartsWith("127.0.0.1:", told.Headers["host"]);
        Assert.Equal(told.Body.Length.ToString(), told.Headers["content-length"]);
        Assert.False(told.Headers.ContainsKey("transfer-encoding"));
        Assert.False(told.Headers.ContainsKey("expect"));
        Assert.Equal(Sign(hook["signingKey"].GetString()!, told.Body), told.Headers["logto-signature-sha-256"]);
        Assert.NotEqual("forged", told.DeliveryId);
    }

    [Theory]
    [InlineData("bad name", "v", "can't be sent")]
    [InlineData("", "v", "can't be sent")]
    [InlineData("x-own", "a\r\nx-smuggled: 1", "can't be sent")]
    [InlineData("x-own", "한글", "can't be sent")]
    public async Task A_header_that_cant_be_sent_fails_the_delivery_and_nothing_else(string name, string value, string reason)
    {
        var bad = await Api.AddHookAsync(Receiver.Url, new Dictionary<string, string> { [name] = value });
        await using var good = await Receiver.StartAsync();
        await Api.AddHookAsync(good.Url);
        await Api.AddUserAsync();
        await good.SingleAsync();
        var entry = Assert.Single(await Api.LogAsync(bad.Id));
        Assert.Contains(reason, entry.GetProperty("error").GetString());
        Assert.Empty(Receiver.All);
    }

    [Fact]
    public async Task Huge_headers_are_the_receivers_to_refuse()
    {
        var hook = await Api.AddHookAsync(Receiver.Url, Enumerable.Range(0, 60).ToDictionary(i => $"x-{i}", _ => new string('v', 10_000)));
        await Api.AddUserAsync();
        var entry = Assert.Single(await Api.LogAsync(hook.Id));
        Assert.Equal("Error", entry.GetProperty("result").GetString());
    }

    private static string Sign(string key, byte[] body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), body));
}
