using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Connectors;

/// <summary>contract/test-mode.md, a mailbox for people, and docs/adr/0011.</summary>
public sealed class MailboxTests
{
    [Fact]
    public async Task Without_a_connector_messages_stay_in_the_mailbox_where_the_setting_allows_it()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.DevelopmentMailbox)] = "true" });
        (await server.Api.PostAnswerAsync("/api/verification-codes", new { email = "kim@reader.example" })).Expect(204);
        (await server.Api.PostAnswerAsync("/api/verification-codes", new { phone = "821012345678" })).Expect(204);
        Assert.Equal("[]", (await server.Api.GetAnswerAsync("/api/connectors")).Expect(200).Text);

        var kept = (await server.Api.GetAnswerAsync("/api/mailbox")).Expect(200).Json.EnumerateArray().ToList();
        Assert.Equal([("Sms", "821012345678"), ("Email", "kim@reader.example")], kept.Select(message => (message.GetProperty("type").GetString(), message.GetProperty("recipient").GetString())));
        var mail = Assert.Single((await server.Api.GetAnswerAsync("/api/mailbox?type=Email&recipient=kim%40reader.example")).Expect(200).Json.EnumerateArray());
        Assert.Equal(["id", "type", "recipient", "usageType", "subject", "content", "contentType", "payload", "createdAt"], mail.EnumerateObject().Select(member => member.Name));
        var code = mail.GetProperty("payload").GetProperty("code").GetString()!;
        Assert.Contains(code, mail.GetProperty("content").GetString());
        (await server.Api.PostAnswerAsync("/api/verification-codes/verify", new { email = "kim@reader.example", verificationCode = code })).Expect(204);
        (await server.Api.GetAnswerAsync("/api/mailbox?type=Pigeon")).Expect(400, "guard.invalid_input");
        (await server.Anonymous.GetAnswerAsync("/api/mailbox")).Expect(401);
        Assert.Contains(server.Log.Lines, line => line.Contains("no message leaves the server", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains(code, StringComparison.Ordinal) || line.Contains("kim@reader.example", StringComparison.Ordinal));

        await server.Api.NewConnectorAsync("http-email", new { endpoint = "http://127.0.0.1:1/nobody" });
        (await server.Api.PostAnswerAsync("/api/verification-codes", new { email = "kim@reader.example" })).Expect(400, "connector.general");
        var own = await server.Api.NewConnectorAsync("gatehouse-mailbox-email", new { templates = new[] { new { usageType = "Generic", subject = "Ours", content = "{{code}}!", contentType = "text/html" } } });
        (await server.Api.PostAnswerAsync("/api/verification-codes", new { email = "kim@reader.example" })).Expect(204);
        Assert.Equal("Ours", (await server.Api.GetAnswerAsync("/api/mailbox?type=Email")).Json[0].GetProperty("subject").GetString());
        Assert.Contains("No message leaves the server", own["description"].GetProperty("en").GetString());
    }

    [Fact]
    public async Task The_mailbox_keeps_the_last_hundred_also_of_many_at_once()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.DevelopmentMailbox)] = "true" });
        for (var round = 0; round < 3; round++)
        {
            var sent = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => server.Api.PostAnswerAsync("/api/verification-codes", new { email = $"reader{round}-{i}@x.example" })));
            Assert.All(sent, answer => answer.Expect(204));
        }

        var kept = (await server.Api.GetAnswerAsync("/api/mailbox")).Expect(200).Json.EnumerateArray().Select(message => message.GetProperty("recipient").GetString()!).ToList();
        Assert.Equal(100, kept.Count);
        Assert.Equal(80, kept.Count(recipient => !recipient.StartsWith("reader0", StringComparison.Ordinal)));
    }
}
