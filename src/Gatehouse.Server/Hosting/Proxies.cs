using Gatehouse.Server.Platform.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace Gatehouse.Server.Hosting;

/// <summary>Which <c>X-Forwarded-*</c> headers are believed: those of the listed proxies.</summary>
internal static class Proxies
{
    public static void Trust(ForwardedHeadersOptions forwarded, GatehouseOptions options)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        // Back to the first address that is no listed proxy, however many of them stand in line.
        forwarded.ForwardLimit = null;
        foreach (var network in Settings.Networks(options.TrustedProxies))
            forwarded.KnownIPNetworks.Add(network);
    }
}
