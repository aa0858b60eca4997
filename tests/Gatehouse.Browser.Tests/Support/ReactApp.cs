using System.Text.Json;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Gatehouse.BrowserTests.Support;

/// <summary>A built single-page application on a port of its own, a client of the server.</summary>
internal sealed class ReactApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ReactApp(WebApplication app) => _app = app;

    public string Address => _app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    /// <summary>The application of tests/clients/react, which asks for its settings when it runs.</summary>
    public static async Task<ReactApp> StartAsync(TestServer server, string endpoint)
    {
        var clientId = "";
        var react = await ServeAsync(await Packages.ReactAppAsync(), app => app.MapGet("/config.json", () =>
            TypedResults.Text(JsonSerializer.Serialize(new { endpoint, appId = clientId, scopes = new[] { "email" } }), "application/json")));
        clientId = await react.RegisterAsync(server);
        return react;
    }

    /// <summary>The application of sdk/react/example, built for one client.</summary>
    public static async Task<ReactApp> StartExampleAsync(TestServer server, string endpoint)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "example")).FullName;
        var react = await ServeAsync(folder, _ => { });
        await Packages.BuildExampleAsync(folder, endpoint, await react.RegisterAsync(server));
        return react;
    }

    private static async Task<ReactApp> ServeAsync(string folder, Action<WebApplication> map)
    {
        var files = new PhysicalFileProvider(folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        map(app);
        app.MapFallback(() => TypedResults.PhysicalFile(Path.Combine(folder, "index.html"), "text/html"));
        await app.StartAsync();
        return new ReactApp(app);
    }

    private Task<string> RegisterAsync(TestServer server) => server.AddClientAsync(
        ApplicationType.SPA, oidc: $$"""{"redirectUris":["{{Address}}/callback"],"postLogoutRedirectUris":["{{Address}}"]}""");

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
