using System.Net;
using System.Net.Sockets;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.BrowserTests.Support;

/// <summary>
/// A server that a browser reaches as it calls itself, by the machine's clock, and a relying party beside it. One for each set of settings
/// that a tenant has once: a class fixture, shared by what needs the same.
/// </summary>
public class BrowserServer : IAsyncLifetime
{
    private TestServer? _server;
    private RelyingParty? _relyingParty;

    internal TestServer Server => _server!;

    internal RelyingParty RelyingParty => _relyingParty!;

    public async ValueTask InitializeAsync()
    {
        // Without a browser no server is started either.
        await Chromium.GetAsync();
        await BeginAsync();
        var (port, adminPort) = (FreePort(), FreePort());
        _server = await TestServer.StartAsync(
            new Dictionary<string, string?>(Settings)
            {
                [nameof(GatehouseOptions.Port)] = $"{port}",
                [nameof(GatehouseOptions.AdminPort)] = $"{adminPort}",
                [nameof(GatehouseOptions.Endpoint)] = $"http://localhost:{port}",
                [nameof(GatehouseOptions.AdminEndpoint)] = $"http://localhost:{adminPort}",
            },
            services: services =>
            {
                services.AddSingleton(TimeProvider.System);
                Replace(services);
            });
        _relyingParty = await RelyingParty.StartAsync(Server, $"http://localhost:{port}");
        await PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await ForgetAsync();
        if (_relyingParty is not null) await _relyingParty.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    /// <summary>Settings by property name, beside those that every server of these tests has.</summary>
    private protected virtual Dictionary<string, string?> Settings => [];

    /// <summary>Starts what the server is to find.</summary>
    internal virtual Task BeginAsync() => Task.CompletedTask;

    /// <summary>Puts something in the place of what belongs to others.</summary>
    internal virtual void Replace(IServiceCollection services)
    {
    }

    /// <summary>Sets what the tests of this server need.</summary>
    internal virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>What the preparation made beside the server.</summary>
    internal virtual ValueTask ForgetAsync() => ValueTask.CompletedTask;

    internal static object Colors { get; } = new { primaryColor = "#5b5bd6", isDarkModeEnabled = true, darkPrimaryColor = "#9d9cff" };

    /// <summary>Changes the sign-in experience as an administrator does.</summary>
    internal async Task SetAsync(object settings) => (await Server.Api.PatchAnswerAsync("/api/sign-in-exp", settings)).Expect(200);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
