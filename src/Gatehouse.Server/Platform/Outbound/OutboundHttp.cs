using System.Buffers;
using System.Net;

namespace Gatehouse.Server.Platform.Outbound;

/// <summary>
/// The one door for calls to addresses that people typed in: webhooks, connectors, key fetches. Redirects, proxies, cookies and
/// decompression are off; a caller who wants to follow a redirect makes a new call, which is checked anew.
/// </summary>
internal sealed class OutboundHttp : IDisposable
{
    private const int LargestBufferedAnswer = 1024 * 1024;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly HttpMessageHandler _transport;
    private readonly GuardHandler _handler;

    public OutboundHttp(OutboundOptions options)
        : this(options, (host, cancel) => Dns.GetHostAddressesAsync(host, cancel))
    {
    }

    public OutboundHttp(OutboundOptions options, ResolveHost resolve)
        : this(Guarded(new GuardedConnect(new AddressPolicy(options.AllowedNetworks), resolve, ConnectTimeout)))
    {
    }

    /// <summary>With another way out than sockets, for tests: what guards the addresses is the transport's to do.</summary>
    public OutboundHttp(HttpMessageHandler transport)
    {
        _transport = transport;
        _handler = new GuardHandler(transport);
    }

    /// <summary>
    /// All clients share the connections; disposing one is allowed and changes nothing. The timeout ends with the headers when the
    /// call asks for <see cref="HttpCompletionOption.ResponseHeadersRead"/>: the body then needs the caller's own cancellation.
    /// </summary>
    public HttpClient CreateClient(TimeSpan timeout) =>
#pragma warning disable RS0030 // The one home of the constructor: this handler is the guard.
        new(_handler, disposeHandler: false) { Timeout = timeout, MaxResponseContentBufferSize = LargestBufferedAnswer };
#pragma warning restore RS0030

    /// <summary>The whole body. Ask with <see cref="HttpCompletionOption.ResponseHeadersRead"/>, or up to 1 MiB is read before.</summary>
    /// <exception cref="OutboundRefusedException">The body is longer.</exception>
    public static async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancel)
    {
        var tooLong = OutboundRefusedException.Size(response.RequestMessage?.RequestUri?.IdnHost, maxBytes);
        if (response.Content.Headers.ContentLength > maxBytes) throw tooLong;
        var body = await ReadBeginningAsync(response, maxBytes + 1, cancel);
        return body.Length <= maxBytes ? body : throw tooLong;
    }

    /// <summary>The first bytes of the body; the rest is left unread.</summary>
    public static async Task<byte[]> ReadBeginningAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var body = new ArrayBufferWriter<byte>();
        while (body.WrittenCount < maxBytes)
        {
            var room = body.GetMemory(4096);
            var read = await stream.ReadAsync(room[..Math.Min(room.Length, maxBytes - body.WrittenCount)], cancel);
            if (read == 0) break;
            body.Advance(read);
        }
        return body.WrittenSpan.ToArray();
    }

    public void Dispose()
    {
        _handler.Dispose();
        _transport.Dispose();
    }

    private static SocketsHttpHandler Guarded(GuardedConnect connect) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = ConnectTimeout,
        // A pinned address is good for a minute, then the name is asked again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        // Our trace ids and baggage are nobody else's business.
        ActivityHeadersPropagator = null,
        ConnectCallback = connect.ConnectAsync,
    };
}
