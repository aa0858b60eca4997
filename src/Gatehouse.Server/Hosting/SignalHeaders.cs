using System.Net;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.Hosting;

/// <summary>
/// Takes away what a client says itself of its place and of robots: only a trusted proxy is believed, and in test mode the tests. Before the
/// proxy's address is replaced by the client's.
/// </summary>
internal sealed class SignalHeaders(GatehouseOptions options, SignalHeaderNames names)
{
    private readonly IPNetwork[] _proxies = options.TrustsProxyHeader ? Settings.Networks(options.TrustedProxies) : [];
    private readonly IReadOnlyList<string> _all = names.All;

    public Task KeepTrustedAsync(HttpContext http, RequestDelegate next)
    {
        if (!options.IsTestMode && !IsProxy(http.Connection.RemoteIpAddress))
        {
            foreach (var name in _all) http.Request.Headers.Remove(name);
        }

        return next(http);
    }

    private bool IsProxy(IPAddress? peer)
    {
        if (peer is null) return false;
        var address = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        return _proxies.Any(network => network.Contains(address));
    }
}
