using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Contract;

/// <summary>A server for walks over the whole API, which change the settings of their tenant: nobody else may stand on it.</summary>
public sealed class WalkServer : IAsyncLifetime
{
    private TestServer? _server;
    private Receiver? _receiver;

    internal TestServer Server => _server!;

    internal Things Things => new(Server.Api, _receiver!.Url);

    public async ValueTask InitializeAsync()
    {
        _receiver = await Receiver.StartAsync();
        _server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.TestMode)] = "true" });
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _server!.DisposeAsync();
        await _receiver!.DisposeAsync();
    }
}
