using System.Text.Json;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.Tests.Support;

/// <summary>A server of a class's own whose messages stay in the development mailbox.</summary>
public sealed class MailboxServer : IAsyncLifetime
{
    private TestServer? _server;

    internal TestServer Server => _server!;

    public async ValueTask InitializeAsync() =>
        _server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.DevelopmentMailbox)] = "true" });

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>What was sent to the recipient, the newest first.</summary>
    internal async Task<IReadOnlyList<JsonElement>> MessagesAsync(string recipient) =>
        [.. (await Server.Api.GetAnswerAsync("/api/mailbox?recipient=" + Uri.EscapeDataString(recipient))).Expect(200).Json.EnumerateArray()];
}
