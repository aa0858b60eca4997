using Gatehouse.Server.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Gatehouse.Server.Tests.Support;

/// <summary>One server for all tests that need nothing special of it: they tell their data apart by themselves.</summary>
public sealed class SharedServer : IAsyncDisposable
{
    private static readonly Lazy<Task<TestServer>> Server = new(() => TestServer.StartAsync());

    internal static Task<TestServer> GetAsync() => Server.Value;

    public async ValueTask DisposeAsync()
    {
        if (Server.IsValueCreated && Server.Value.IsCompletedSuccessfully) await (await Server.Value).DisposeAsync();
    }
}

/// <summary>A test against the shared server.</summary>
public abstract class ServerTest : IAsyncLifetime
{
    private TestServer? _server;

    internal TestServer Server => _server!;

    internal HttpClient Api => Server.Api;

    public async ValueTask InitializeAsync() => _server = await SharedServer.GetAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
