namespace Gatehouse.Server.Platform.Outbound;

/// <summary>
/// We refused the call, nobody else failed. The message names the host; never the path, the query or what it resolved to.
/// </summary>
#pragma warning disable CA1032, CA1064 // Made and caught inside this application only.
internal sealed class OutboundRefusedException(string message) : HttpRequestException(message)
#pragma warning restore CA1032, CA1064
{
    public static OutboundRefusedException Scheme(Uri? address) =>
        new($"Only http and https addresses are called, not '{address?.Scheme}'.");

    public static OutboundRefusedException Address(string host) =>
        new($"The host '{host}' has no public address and none that OUTBOUND_ALLOWED_NETWORKS lists.");

    public static OutboundRefusedException Size(string? host, int limit) =>
        new($"The answer of the host '{host}' is longer than {limit} bytes.");
}
