using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Server.Platform.Outbound;

internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancel);

/// <summary>
/// Opens the connections of the outbound client. The name is resolved once and the connection goes to an address that was checked, so
/// that a name which answers differently a moment later gains nothing. Addresses that are refused are left out of several.
/// </summary>
internal sealed class GuardedConnect(AddressPolicy policy, ResolveHost resolve, TimeSpan timeout)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancel);
        var permitted = addresses.Where(policy.Allows)
            .Select(address => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToList();
        if (permitted.Count == 0) throw OutboundRefusedException.Address(host);

        for (var at = 0; ; at++)
        {
            // An address that swallows packets must leave time for the next one.
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            attempt.CancelAfter(timeout / permitted.Count);
            try
            {
                return await OpenAsync(new IPEndPoint(permitted[at], port), attempt.Token);
            }
            catch (Exception failure) when (failure is SocketException or OperationCanceledException
                && at + 1 < permitted.Count && !cancel.IsCancellationRequested)
            {
            }
        }
    }

    private static async Task<Stream> OpenAsync(IPEndPoint target, CancellationToken cancel)
    {
#pragma warning disable CA2000 // The stream that is returned owns it.
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
#pragma warning restore CA2000
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(target, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
