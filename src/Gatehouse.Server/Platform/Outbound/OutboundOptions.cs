using System.Net;

namespace Gatehouse.Server.Platform.Outbound;

internal sealed record OutboundOptions
{
    /// <summary>
    /// <c>OUTBOUND_ALLOWED_NETWORKS</c>: networks that are not public and may be called all the same, in CIDR notation, comma-separated.
    /// None when unset.
    /// </summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <exception cref="FormatException">An entry is no network; the message names it.</exception>
    public static OutboundOptions Parse(string? allowedNetworks)
    {
        var networks = new List<IPNetwork>();
        foreach (var entry in (allowedNetworks ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IPNetwork.TryParse(entry, out var network))
            {
                throw new FormatException(
                    $"OUTBOUND_ALLOWED_NETWORKS has the entry '{entry}', which is no network such as 10.0.0.0/8 or fd00::/8 "
                    + "(a single address ends in /32 or /128).");
            }
            if (network.BaseAddress.IsIPv4MappedToIPv6)
                throw new FormatException($"OUTBOUND_ALLOWED_NETWORKS has the entry '{entry}': write it as an IPv4 network.");
            networks.Add(network);
        }
        return new OutboundOptions { AllowedNetworks = networks };
    }
}
