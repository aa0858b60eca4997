using System.Net;
using Gatehouse.Server.Platform.Outbound;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Platform.Outbound;

public sealed class OutboundHttpTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private WebApplication _receiver = null!;
    private int _calls;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _receiver = builder.Build();
        _receiver.Use((HttpContext context, RequestDelegate next) =>
        {
            Interlocked.Increment(ref _calls);
            return next(context);
        });
        _receiver.MapGet("/", () => "here");
        _receiver.MapGet("/away", () => TypedResults.Redirect("/"));
        _receiver.MapGet("/long", (int bytes) => TypedResults.Bytes(new byte[bytes]));
        _receiver.MapGet("/endless", async (HttpResponse response, CancellationToken cancel) =>
        {
            while (!cancel.IsCancellationRequested) await response.Body.WriteAsync(new byte[8192], cancel);
        });
        _receiver.MapGet("/headers", (HttpRequest request) => string.Join(' ', request.Headers.Keys));
        await _receiver.StartAsync();
    }

    public async ValueTask DisposeAsync() => await _receiver.DisposeAsync();

    [Theory]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://localhost")]
    [InlineData("http://LOCALHOST")]
    [InlineData("http://[::1]")]
    [InlineData("http://[::ffff:127.0.0.1]")]
    [InlineData("http://[::ffff:7f00:1]")]
    [InlineData("http://[64:ff9b::7f00:1]")]
    [InlineData("http://2130706433")]
    [InlineData("http://0x7f.1")]
    [InlineData("http://0x7f000001")]
    [InlineData("http://0177.0.0.1")]
    [InlineData("http://127.1")]
    [InlineData("http://0")]
    [InlineData("http://user:secret@127.0.0.1")]
    [InlineData("http://127。0。0。1")]
    [InlineData("https://127.0.0.1")]
    public async Task Loopback_is_refused_however_it_is_written(string origin)
    {
        using var outbound = new OutboundHttp(new OutboundOptions());
        var failure = await Assert.ThrowsAsync<OutboundRefusedException>(() => GetAsync(outbound, $"{origin}:{Port}/?key=hidden"));
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _calls);
    }

    [Theory]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://localhost")]
    [InlineData("http://[::ffff:127.0.0.1]")]
    [InlineData("http://127.1")]
    public async Task A_listed_network_is_called(string origin)
    {
        using var outbound = Allowing("127.0.0.0/8");
        Assert.Equal("here", await GetAsync(outbound, $"{origin}:{Port}/"));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("ws://127.0.0.1/")]
    [InlineData("gopher://127.0.0.1/")]
    [InlineData("data:text/plain,x")]
    public async Task Other_schemes_are_refused(string address)
    {
        using var outbound = Allowing("127.0.0.0/8");
        await Assert.ThrowsAsync<OutboundRefusedException>(() => GetAsync(outbound, address));
    }

    [Fact]
    public async Task HTTP_3_does_not_lead_past_the_guard()
    {
        using var outbound = new OutboundHttp(new OutboundOptions());
        using var client = outbound.CreateClient(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://127.0.0.1:{Port}/")
        {
            Version = HttpVersion.Version30,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        await Assert.ThrowsAsync<OutboundRefusedException>(() => client.SendAsync(request));
    }

    [Fact]
    public async Task A_name_is_asked_once_and_the_checked_address_is_called()
    {
        var asked = 0;
        using var outbound = new OutboundHttp(OutboundOptions.Parse("127.0.0.1/32"), (_, _) =>
            Task.FromResult<IPAddress[]>([IPAddress.Parse(Interlocked.Increment(ref asked) == 1 ? "127.0.0.1" : "10.0.0.1")]));
        Assert.Equal("here", await GetAsync(outbound, $"http://rebinding.example:{Port}/"));
        Assert.Equal("here", await GetAsync(outbound, $"http://rebinding.example:{Port}/"));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Of_several_addresses_only_the_permitted_ones_are_tried()
    {
        using var outbound = new OutboundHttp(OutboundOptions.Parse("127.0.0.1/32"), (_, _) => Task.FromResult<IPAddress[]>(
            [IPAddress.Parse("10.0.0.1"), IPAddress.IPv6Loopback, IPAddress.Loopback]));
        Assert.Equal("here", await GetAsync(outbound, $"http://mixed.example:{Port}/"));
    }

    [Fact]
    public async Task A_dead_address_leaves_the_next_one_its_turn()
    {
        using var outbound = new OutboundHttp(OutboundOptions.Parse("127.0.0.0/8"), (_, _) => Task.FromResult<IPAddress[]>(
            [IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]));
        Assert.Equal("here", await GetAsync(outbound, $"http://two.example:{Port}/"));
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_a_failure_but_no_refusal()
    {
        using var outbound = Allowing("127.0.0.0/8");
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(outbound, "http://127.0.0.1:1/"));
        Assert.IsNotType<OutboundRefusedException>(failure);
    }

    [Fact]
    public async Task Redirects_are_answers()
    {
        using var outbound = Allowing("127.0.0.0/8");
        using var client = outbound.CreateClient(Patience);
        using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{Port}/away"));
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task Nothing_of_ours_is_sent_along()
    {
        using var activity = new System.Diagnostics.Activity("test").AddBaggage("user", "x").Start();
        using var outbound = Allowing("127.0.0.0/8");
        Assert.Equal("Host", await GetAsync(outbound, $"http://127.0.0.1:{Port}/headers"));
    }

    [Theory]
    [InlineData("/long?bytes=0", 10, 0)]
    [InlineData("/long?bytes=10", 10, 10)]
    [InlineData("/long?bytes=100000", 100000, 100000)]
    public async Task A_body_within_the_limit_is_read(string path, int limit, int expected)
    {
        using var outbound = Allowing("127.0.0.0/8");
        using var response = await HeadersAsync(outbound, path);
        Assert.Equal(expected, (await OutboundHttp.ReadBodyAsync(response, limit, CancellationToken.None)).Length);
    }

    [Theory]
    [InlineData("/long?bytes=11", 10)]
    [InlineData("/endless", 100000)]
    public async Task A_longer_body_is_refused(string path, int limit)
    {
        using var outbound = Allowing("127.0.0.0/8");
        using var response = await HeadersAsync(outbound, path);
        await Assert.ThrowsAsync<OutboundRefusedException>(() => OutboundHttp.ReadBodyAsync(response, limit, CancellationToken.None));
    }

    [Fact]
    public async Task The_beginning_of_a_longer_body_can_be_kept()
    {
        using var outbound = Allowing("127.0.0.0/8");
        using var response = await HeadersAsync(outbound, "/endless");
        Assert.Equal(50000, (await OutboundHttp.ReadBeginningAsync(response, 50000, CancellationToken.None)).Length);
    }

    [Fact]
    public async Task A_call_that_forgot_the_limit_is_limited()
    {
        using var outbound = Allowing("127.0.0.0/8");
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(outbound, $"http://127.0.0.1:{Port}/endless"));
    }

    [Fact]
    public void A_wrong_network_stops_the_start()
    {
        Assert.Throws<FormatException>(() => new ServiceCollection().AddOutboundHttp("nonsense", isTestMode: false));
    }

    private int Port => new Uri(_receiver.Urls.First()).Port;

    private static OutboundHttp Allowing(string networks) => new(OutboundOptions.Parse(networks));

    private static async Task<string> GetAsync(OutboundHttp outbound, string address)
    {
        using var client = outbound.CreateClient(Patience);
        return await client.GetStringAsync(new Uri(address));
    }

    private async Task<HttpResponseMessage> HeadersAsync(OutboundHttp outbound, string path)
    {
        using var client = outbound.CreateClient(Patience);
        return await client.GetAsync(new Uri($"http://127.0.0.1:{Port}{path}"), HttpCompletionOption.ResponseHeadersRead);
    }
}
