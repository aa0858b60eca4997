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

/// <summary>The built application of tests/clients/react on a port of its own, a client of the server.</summary>
internal sealed class ReactApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ReactApp(WebApplication app) => _app = app;

    public string Address => _app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public static async Task<ReactApp> StartAsync(TestServer server, string endpoint)
    {
        var files = new PhysicalFileProvider(await Packages.ReactAppAsync());
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var clientId = "";
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        app.MapGet("/config.json", () => TypedResults.Text(JsonSerializer.Serialize(new { endpoint, appId = clientId, scopes = new[] { "email" } }), "application/json"));
        app.MapFallback(() => TypedResults.PhysicalFile(files.GetFileInfo("index.html").PhysicalPath!, "text/html"));
        await app.StartAsync();
        var react = new ReactApp(app);
        clientId = await server.AddClientAsync(
            ApplicationType.SPA, oidc: $$"""{"redirectUris":["{{react.Address}}/callback"],"postLogoutRedirectUris":["{{react.Address}}"]}""");
        return react;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
