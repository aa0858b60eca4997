using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Tests.Webhooks.Support;

/// <summary>A webhook receiver on a local socket that keeps what arrives and answers what the test wants.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly string _path = "/hook/" + Identifier.Secret();
    private readonly int _port;
    private WebApplication? _app;

    private Receiver(int port) => _port = port;

    /// <summary>What is answered; 204 by default. Runs after the delivery was kept.</summary>
    public Func<Received, HttpContext, Task> Answer { get; set; } = (_, http) => Status(http, StatusCodes.Status204NoContent);

    public string Url => $"http://127.0.0.1:{_port}{_path}";

    /// <summary>The part of the address that no log may show.</summary>
    public string SecretPath => _path;

    public IReadOnlyList<Received> All => [.. _received];

    public static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver(FreePort());
        await receiver.ListenAsync();
        return receiver;
    }

    /// <summary>An address where nobody listens, until <see cref="ListenAsync"/>.</summary>
    public static Receiver Down() => new(FreePort());

    public async Task ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{_port}");
        _app = builder.Build();
        _app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var received = new Received(
                http.Request.Path, body.ToArray(), http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            _received.Enqueue(received);
            await Answer(received, http);
        });
        await _app.StartAsync();
    }

    public static Task Status(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Waits until so many deliveries came.</summary>
    public async Task<IReadOnlyList<Received>> WaitAsync(int count)
    {
        await Eventually.Async(() => Task.FromResult(_received.Count), arrived => arrived >= count, $"{count} deliveries");
        return All;
    }

    public async Task<Received> SingleAsync() => Assert.Single(await WaitAsync(1));

    public async ValueTask DisposeAsync()
    {
        if (_app is null) return;
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}

/// <summary>One delivery as it arrived.</summary>
internal sealed record Received(string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public IEnumerable<string> Members => Json.EnumerateObject().Select(member => member.Name);

    public string DeliveryId => Headers["webhook-id"];

    public string? this[string member] => Json.GetProperty(member).ToString();
}
