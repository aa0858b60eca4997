using System.Net;
using System.Net.Sockets;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Clients;
using Gatehouse.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(ClientServer))]

namespace Gatehouse.Server.Tests.Clients;

/// <summary>A server for clients that others wrote: they reach its issuer as it says it, and their clock is the machine's.</summary>
public sealed class ClientServer : IAsyncDisposable
{
    private static readonly Lazy<Task<TestServer>> Server = new(() => StartAsync());

    internal static Task<TestServer> GetAsync() => Server.Value;

    public async ValueTask DisposeAsync()
    {
        if (Server.IsValueCreated && Server.Value.IsCompletedSuccessfully) await (await Server.Value).DisposeAsync();
    }

    /// <param name="now">Where the server's clock stands still; null for the machine's clock.</param>
    internal static async Task<TestServer> StartAsync(DateTimeOffset? now = null)
    {
        var (port, adminPort) = (FreePort(), FreePort());
        return await TestServer.StartAsync(new Dictionary<string, string?>
        {
            [nameof(GatehouseOptions.Port)] = $"{port}",
            [nameof(GatehouseOptions.AdminPort)] = $"{adminPort}",
            [nameof(GatehouseOptions.Endpoint)] = $"http://127.0.0.1:{port}",
            [nameof(GatehouseOptions.AdminEndpoint)] = $"http://127.0.0.1:{adminPort}",
        }, services: now is null ? services => services.AddSingleton(TimeProvider.System) : null, now: now);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

/// <summary>A test with a client that others wrote.</summary>
public abstract class ClientTest : IAsyncLifetime
{
    private TestServer? _server;

    internal TestServer Server => _server!;

    internal string Endpoint => Server.Address.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync() => _server = await ClientServer.GetAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
