using Gatehouse.Server.Platform.Outbound;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Support;

/// <summary>A server all of whose ways out lead to a fake provider of social accounts, which goes by the server's clock.</summary>
public abstract class FakeProviderServer : IAsyncLifetime
{
    private TestServer? _server;
    private FakeProvider? _provider;

    internal TestServer Server => _server!;

    internal FakeProvider Provider => _provider!;

    /// <summary>Settings by property name, beside those that every server of tests has.</summary>
    private protected virtual Dictionary<string, string?> Settings => [];

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _server = await TestServer.StartAsync(Settings, services: services => services.AddSingleton(_ => new OutboundHttp(_provider.Road())));
        _provider.Clock = _server.Clock;
        await PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Server.DisposeAsync();
        await Provider.DisposeAsync();
    }

    /// <summary>Sets what all tests of the server need.</summary>
    private protected virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>A new connector of the kinds that may be several.</summary>
    /// <param name="factoryId"><c>oauth2</c> or <c>oidc</c>.</param>
    /// <param name="config">Null: one that leads to the provider.</param>
    internal async Task<(string Id, string Target)> NewConnectorAsync(string factoryId = "oauth2", object? config = null, bool keepsTokens = false)
    {
        var made = (await Server.Api.PostAnswerAsync("/api/connectors", new
        {
            connectorId = factoryId, config = config ?? Provider.Config(isOidc: factoryId == "oidc"), metadata = new { target = TestServer.Unique(), name = new { en = "Fake" } },
        })).Expect(200);
        if (keepsTokens) (await Server.Api.PatchAnswerAsync($"/api/connectors/{made.Id}", new { enableTokenStorage = true })).Expect(200);
        return (made.Id, made["target"].GetString()!);
    }
}
