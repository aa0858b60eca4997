using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Webhooks.Support;

/// <summary>A test with a server, a clock and a receiver of its own.</summary>
public abstract class WebhookTest : IAsyncLifetime
{
    private TestServer? _server;
    private Receiver? _receiver;

    internal TestServer Server => _server!;

    internal Receiver Receiver => _receiver!;

    internal HttpClient Api => Server.Api;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _receiver = await Receiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_receiver is not null) await _receiver.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }
}
