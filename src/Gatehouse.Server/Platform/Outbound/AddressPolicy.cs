using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Server.Platform.Outbound;

/// <summary>
/// Which addresses the server may call: public ones, by IANA's special-purpose registries (RFC 6890), and those of the allowed
/// networks. An IPv6 address that carries an IPv4 address to be reached through it is judged by the latter.
/// </summary>
internal sealed class AddressPolicy(IReadOnlyList<IPNetwork> allowed)
{
    private static readonly IPNetwork[] Special4 = Networks(
        "0.0.0.0/8", // this network
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", // private, RFC 1918
        "100.64.0.0/10", // carrier-grade NAT
        "127.0.0.0/8", // loopback
        "169.254.0.0/16", // link-local, with the metadata of clouds
        "168.63.129.16/32", // Azure's wire server: a public number that answers only inside a virtual machine
        "192.0.0.0/24", // IETF protocol assignments
        "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", // documentation
        "192.88.99.0/24", // former 6to4 relays
        "198.18.0.0/15", // benchmarks
        "224.0.0.0/4", // multicast
        "240.0.0.0/4"); // reserved, with broadcast

    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special6 = Networks(
        "2001::/23", // IETF protocol assignments
        "2001:db8::/32", "3fff::/20"); // documentation

    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    public bool Allows(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (allowed.Any(network => network.Contains(address))) return true;
        if (address.AddressFamily == AddressFamily.InterNetwork) return !Special4.Any(network => network.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return false;

        var embedded = Embedded(address);
        return embedded.Count > 0
            ? embedded.All(Allows)
            : Global6.Contains(address) && !Special6.Any(network => network.Contains(address));
    }

    private static List<IPAddress> Embedded(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.IPv6Any)) return [];
        if (Compatible.Contains(address) || Translated.Contains(address)) return [new IPAddress(bytes[12..])];
        if (SixToFour.Contains(address)) return [new IPAddress(bytes[2..6])];
        if (!Teredo.Contains(address)) return [];

        // RFC 4380 section 4: the server as it stands, the client's with every bit inverted.
        var server = new IPAddress(bytes[4..8]);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], ~BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]));
        return [server, new IPAddress(bytes[12..])];
    }

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(network => IPNetwork.Parse(network))];
}
