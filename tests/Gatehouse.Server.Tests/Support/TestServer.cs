using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Server.Tests.Support;

/// <summary>The real server on real sockets and a database of its own, with a clock that stands still but for a millisecond at each look.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string ApplicationId = "test-m2m";
    public const string ApplicationSecret = "secret-of-the-test-application";
    public const string Endpoint = "http://gatehouse.test";
    public const string AdminEndpoint = "http://admin.gatehouse.test";

    private static int s_phones = 20_000_000;

    private readonly WebApplication _app;
    private readonly NodeTurns? _turns;
    private readonly TestDatabase? _ownDatabase;

    private TestServer(WebApplication app, NodeTurns? turns, TestDatabase? ownDatabase, FakeTimeProvider clock, CapturedLog log)
    {
        (_app, _turns, _ownDatabase, Clock, Log) = (app, turns, ownDatabase, clock, log);
        var addresses = AddressesOf(app);
        (Address, AdminAddress) = (addresses[0], addresses[1]);
        Anonymous = Client(Address);
        Api = Client(Address);
        AdminApi = Client(AdminAddress);
    }

    public Uri Address { get; }

    public Uri AdminAddress { get; }

    /// <summary>Without a token, at the endpoint of tenant default.</summary>
    public HttpClient Anonymous { get; }

    /// <summary>With a token for the Management API of tenant default.</summary>
    public HttpClient Api { get; }

    /// <summary>At the endpoint of tenant admin; has no token.</summary>
    public HttpClient AdminApi { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>Everything that the server logged.</summary>
    public CapturedLog Log { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="settings">Settings by property name, over those that tests need.</param>
    /// <param name="database">A database that outlives the server; else it gets one of its own.</param>
    public static async Task<TestServer> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null, TestDatabase? database = null, Action<IServiceCollection>? services = null, DateTimeOffset? now = null)
    {
        var ownDatabase = database is null ? await OwnDatabaseAsync(settings, now) : null;
        var clock = new FakeTimeProvider(now ?? DateTimeOffset.UtcNow) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        var log = new CapturedLog();
        var app = Build(settings, (database ?? ownDatabase)!, clock, log, services);
        NodeTurns? turns = null;
        try
        {
            await GatehouseApp.PrepareAsync(app.Services, TestContext.Current.CancellationToken);
            await app.StartAsync();
            if (NodeTurns.IsOn) turns = await NodeTurns.StartAsync(app, Build(settings, (database ?? ownDatabase)!, clock, log, services));
            var server = new TestServer(app, turns, ownDatabase, clock, log);
            server.Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await server.TokenAsync());
            return server;
        }
        catch
        {
            if (turns is not null) await turns.DisposeAsync();
            await app.DisposeAsync();
            if (ownDatabase is not null) await ownDatabase.DisposeAsync();
            throw;
        }
    }

    /// <summary>A copy of an installation, unless the test's own key or time would have made another one.</summary>
    private static async Task<TestDatabase> OwnDatabaseAsync(IReadOnlyDictionary<string, string?>? settings, DateTimeOffset? now)
    {
        var isOrdinary = now is null && settings?.Keys.Any(name => name.StartsWith(nameof(GatehouseOptions.SecretKey), StringComparison.Ordinal)) is not true;
        return isOrdinary ? await (await Installation.GetAsync()).CopyAsync() : await TestDatabase.CreateAsync();
    }

    /// <summary>A built server that nobody started, for tests of what happens before.</summary>
    public static WebApplication Build(
        IReadOnlyDictionary<string, string?>? settings, TestDatabase database, TimeProvider? clock = null, CapturedLog? log = null, Action<IServiceCollection>? services = null)
    {
        var all = new Dictionary<string, string?>
        {
            [nameof(GatehouseOptions.DbUrl)] = database.Url,
            [nameof(GatehouseOptions.SecretKeyFile)] = database.SecretKeyFile,
            [nameof(GatehouseOptions.SqliteSynchronous)] = "OFF",
            [nameof(GatehouseOptions.Port)] = "0",
            [nameof(GatehouseOptions.AdminPort)] = "0",
            [nameof(GatehouseOptions.ListenAddress)] = "127.0.0.1",
            [nameof(GatehouseOptions.Endpoint)] = Endpoint,
            [nameof(GatehouseOptions.AdminEndpoint)] = AdminEndpoint,
            [nameof(GatehouseOptions.BootstrapM2mAppId)] = ApplicationId,
            [nameof(GatehouseOptions.BootstrapM2mAppSecret)] = ApplicationSecret,
            [nameof(GatehouseOptions.OutboundAllowedNetworks)] = "127.0.0.0/8",
            [nameof(GatehouseOptions.MockConnectorMessageDir)] = Path.Combine(database.Folder, "messages"),
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>()) all[name] = value;
        return GatehouseApp.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(all.Select(pair => KeyValuePair.Create("Gatehouse:" + pair.Key, pair.Value)));
            builder.Logging.ClearProviders();
            if (log is not null) builder.Logging.AddProvider(log);
            if (clock is not null) builder.Services.AddSingleton(clock);
        }, services);
    }

    public HttpClient Client(Uri? address = null)
    {
        HttpMessageHandler road = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        return new(new AnswerCheck(_turns?.Before(road) ?? road)) { BaseAddress = address ?? Address };
    }

    /// <summary>The first two addresses: of tenant default, of tenant admin.</summary>
    public static List<Uri> AddressesOf(WebApplication app) =>
        [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];

    /// <summary>For tests of what a server does that hears nothing of other nodes, as on SQLite.</summary>
    public static void WithoutNotices(IServiceCollection services)
    {
        foreach (var listener in services.Where(service => service.ImplementationType == typeof(SnapshotListener)).ToList()) services.Remove(listener);
    }

    /// <summary>Has every node read a tenant's configuration anew, for tests that changed it behind the server's back.</summary>
    public void Invalidate(string tenantId)
    {
        Services.GetRequiredService<Snapshots>().Invalidate(tenantId);
        _turns?.Invalidate(tenantId);
    }

    /// <summary>An access token by client credentials; by default for the Management API with scope all.</summary>
    public async Task<string> TokenAsync(string resource = "https://default.logto.app/api", string? scope = "all")
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = ApplicationId, ["client_secret"] = ApplicationSecret, ["resource"] = resource,
        };
        if (scope is not null) form["scope"] = scope;
        using var response = await Anonymous.PostAsync("/oidc/token", new FormUrlEncodedContent(form));
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>Runs with the database of a tenant, beside the server.</summary>
    public async Task<T> InDatabaseAsync<T>(Func<GatehouseDb, Task<T>> act, string tenantId = "default")
    {
        using var scope = _app.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = tenantId;
        return await act(scope.ServiceProvider.GetRequiredService<GatehouseDb>());
    }

    /// <summary>A text that no other test uses, fit for a username.</summary>
    public static string Unique(string prefix = "u") => prefix + Identifier.Short();

    /// <summary>A Korean mobile number that no other test uses, as it is stored: digits with the country's code.</summary>
    public static string UniquePhone() => "8210" + Interlocked.Increment(ref s_phones).ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        Anonymous.Dispose();
        Api.Dispose();
        AdminApi.Dispose();
        if (_turns is not null) await _turns.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownDatabase is not null) await _ownDatabase.DisposeAsync();
    }
}
