using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ManagementApi.Contract;

/// <summary>A server for walks over the whole API, which change the settings of their tenant: nobody else may stand on it.</summary>
public class WalkServer : IAsyncLifetime
{
    private TestServer? _server;
    private Receiver? _receiver;

    internal TestServer Server => _server!;

    internal Things Things => new(Server, Server.Api, "default", _receiver!.Url);

    /// <summary>Makes things in the tenant of the administrators.</summary>
    internal Things ThingsOfAdmin(HttpClient api) => new(Server, api, "admin", _receiver!.Url);

    private protected virtual Action<IServiceCollection>? Services => null;

    public async ValueTask InitializeAsync()
    {
        _receiver = await Receiver.StartAsync();
        _server = await TestServer.StartAsync(new Dictionary<string, string?>
        {
            [nameof(GatehouseOptions.TestMode)] = "true",
            [nameof(GatehouseOptions.MockConnectorMessageDir)] = Path.Combine(Path.GetTempPath(), "gatehouse-" + Identifier.Short()),
        }, services: Services);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _server!.DisposeAsync();
        await _receiver!.DisposeAsync();
    }
}

/// <summary>The same, counting the commands that a request sends to the database.</summary>
public sealed class CountingWalkServer : WalkServer
{
    private protected override Action<IServiceCollection> Services => CommandCount.Add;
}
