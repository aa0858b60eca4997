using System.Collections.Concurrent;
using System.Diagnostics;
using Gatehouse.Server.Data;
using Gatehouse.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Support;

/// <summary>
/// GATEHOUSE_TEST_NODES=2, on PostgreSQL: each server of the tests is two nodes on one database and one clock, and its requests go to them in
/// turn. What a node keeps to itself and should not shows as a test that fails. After a change of configuration the next request waits
/// until the other node has seen it, which it must within five seconds.
/// </summary>
internal sealed class NodeTurns : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly WebApplication[] _nodes;
    private readonly Dictionary<string, Uri> _others = [];
    private readonly ConcurrentDictionary<string, long> _seen = new();
    private int _turn;

    private NodeTurns(WebApplication first, WebApplication second)
    {
        _nodes = [first, second];
        foreach (var (one, two) in TestServer.AddressesOf(first).Zip(TestServer.AddressesOf(second))) _others[one.Authority] = two;
    }

    public static bool IsOn => TestDatabase.IsPostgres && Environment.GetEnvironmentVariable("GATEHOUSE_TEST_NODES") == "2";

    /// <param name="first">Runs already.</param>
    public static async Task<NodeTurns> StartAsync(WebApplication first, WebApplication second)
    {
        await GatehouseApp.PrepareAsync(second.Services, TestContext.Current.CancellationToken);
        await second.StartAsync();
        var turns = new NodeTurns(first, second);
        foreach (var (tenant, version) in await turns.VersionsAsync()) turns._seen[tenant] = version;
        return turns;
    }

    public HttpMessageHandler Before(HttpMessageHandler road) => new Handler(this, road);

    public void Invalidate(string tenantId)
    {
        foreach (var node in _nodes) node.Services.GetRequiredService<Snapshots>().Invalidate(tenantId);
    }

    public async ValueTask DisposeAsync()
    {
        await _nodes[1].StopAsync();
        await _nodes[1].DisposeAsync();
    }

    private async Task<List<(string Tenant, long Version)>> VersionsAsync()
    {
        await using var command = _nodes[0].Services.GetRequiredService<PostgresSources>().Primary.CreateCommand("SELECT id, snapshot_version FROM tenants");
        await using var reader = await command.ExecuteReaderAsync();
        var versions = new List<(string, long)>();
        while (await reader.ReadAsync()) versions.Add((reader.GetString(0), reader.GetInt64(1)));
        return versions;
    }

    private async Task AgreeAsync()
    {
        List<(string Tenant, long Version)> versions;
        try
        {
            versions = await VersionsAsync();
        }
        catch (Exception problem) when (DatabaseLoss.Is(problem) || problem is System.Data.Common.DbException)
        {
            // A test of a database that is away, or without its tables.
            return;
        }

        foreach (var (tenant, version) in versions)
        {
            if (_seen.TryGetValue(tenant, out var known) && known >= version) continue;
            foreach (var node in _nodes) await WaitAsync(node, tenant, version);
            _seen[tenant] = version;
        }
    }

    private static async Task WaitAsync(WebApplication node, string tenant, long version)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                if ((await node.Services.GetRequiredService<Snapshots>().GetAsync(tenant, CancellationToken.None)).Version >= version) return;
            }
            catch (Exception problem) when (problem is InvalidOperationException or System.Data.Common.DbException)
            {
                // A test of a configuration that can't be loaded, or a tenant that is gone.
                return;
            }

            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, $"A node did not hear of version {version} of tenant {tenant}");
            await Task.Delay(5);
        }
    }

    private sealed class Handler(NodeTurns turns, HttpMessageHandler road) : DelegatingHandler(road)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!;
            if (turns._others.TryGetValue(address.Authority, out var other) && Interlocked.Increment(ref turns._turn) % 2 == 0)
            {
                // The node must not show in links: the caller knows one address.
                request.Headers.Host ??= address.Authority;
                request.RequestUri = new UriBuilder(address) { Host = other.Host, Port = other.Port }.Uri;
            }

            var response = await base.SendAsync(request, cancellationToken);
            if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head && request.Method != HttpMethod.Options) await turns.AgreeAsync();
            return response;
        }
    }
}
