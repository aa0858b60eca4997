using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Server.Users;

/// <summary>
/// Something that a user has signed in from, told apart by the kind of browser and the network. Nobody can read from it which: it is a digest.
/// </summary>
internal sealed class UserDevice
{
    private const int LongestAgent = 512;

    public required string TenantId { get; init; }

    public required string UserId { get; init; }

    public required string Digest { get; init; }

    public required DateTime FirstSeenAt { get; init; }

    /// <summary>To the day.</summary>
    public required DateTime LastSeenAt { get; set; }

    /// <summary>An update of the browser and another address of the same network make no other device.</summary>
    public static string DigestOf(string userId, string ip, string? userAgent)
    {
        var agent = userAgent is { Length: > LongestAgent } ? userAgent[..LongestAgent] : userAgent ?? "";
        var kind = new string([.. agent.Where(c => !char.IsAsciiDigit(c) && c is not ('.' or '_'))]);
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{userId}\n{NetworkOf(ip)}\n{kind}")));
    }

    /// <summary>The first 24 bits of an IPv4 address, the first 48 of an IPv6 one.</summary>
    private static string NetworkOf(string ip) =>
        IPAddress.TryParse(ip, out var address)
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, address.AddressFamily == AddressFamily.InterNetworkV6 ? 6 : 3)) : "";
}
