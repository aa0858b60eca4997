using Gatehouse.Server.SignInExperience;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Support;

/// <summary>A server for the tests of one class, for settings that a tenant has once: tests of a class run one after the other.</summary>
public class OwnServer : IAsyncLifetime
{
    private TestServer? _server;

    internal TestServer Server => _server!;

    internal virtual ConnectorKinds Kinds => ConnectorKinds.None;

    public async ValueTask InitializeAsync() =>
        _server = await TestServer.StartAsync(services: services => services.AddScoped<FindConnectorKinds>(_ => _ => Task.FromResult(Kinds)));

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Server.DisposeAsync();
    }
}

/// <summary>The same, with connectors for mail, SMS and the social account <c>demo</c>.</summary>
public sealed class ReachableServer : OwnServer
{
    internal override ConnectorKinds Kinds { get; } = new(true, true, new HashSet<string> { "demo" });
}
