namespace Gatehouse.Server.Platform.Outbound;

internal static class OutboundHttpModule
{
    private const string Loopback = "127.0.0.0/8,::1/128";

    /// <param name="allowedNetworks">The setting OUTBOUND_ALLOWED_NETWORKS.</param>
    /// <param name="isTestMode">Test mode delivers to loopback, where the tests' receivers are (contract: test mode).</param>
    /// <exception cref="FormatException">An entry is no network; the message names it.</exception>
    public static void AddOutboundHttp(this IServiceCollection services, string? allowedNetworks, bool isTestMode)
    {
        var options = OutboundOptions.Parse(isTestMode ? $"{allowedNetworks},{Loopback}" : allowedNetworks);
        services.AddSingleton(options);
        services.AddSingleton(provider => new OutboundHttp(provider.GetRequiredService<OutboundOptions>()));
        services.AddSingleton<RemoteKeys>();
    }
}
