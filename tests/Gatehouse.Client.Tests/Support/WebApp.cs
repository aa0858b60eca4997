using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using Gatehouse.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatehouse.ClientTests.Support;

/// <summary>An application as its authors write it: a page for users who are signed in, and an API for tokens with the scope <c>read</c>.</summary>
internal sealed class WebApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebApp(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public static async Task<WebApp> StartAsync(Action<GatehouseOptions> configure, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        builder.Services.AddGatehouseAuthentication(configure);
        builder.Services.AddAuthorizationBuilder().AddPolicy("read", policy => policy.RequireScope("read"));
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", (ClaimsPrincipal user) => $"{user.FindFirstValue("sub")} {user.Identity!.Name}").RequireAuthorization();
        app.MapGet("/orders", (ClaimsPrincipal user) => user.FindFirstValue("sub")).RequireAuthorization("read");
        app.MapGet("/sign-out", () => TypedResults.SignOut(new() { RedirectUri = "/bye" }, ["Cookies", "OpenIdConnect"]));
        app.MapGet("/bye", () => "Bye");
        await app.StartAsync();
        return new WebApp(app);
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public async Task<(HttpStatusCode Status, string Body)> CallAsync(string path, string? token)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, Address + path);
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
