namespace Gatehouse.Server.Platform.Outbound;

internal static class OutboundHttpModule
{
    /// <summary>Reads <c>OUTBOUND_ALLOWED_NETWORKS</c> at once, so that a wrong entry stops the start.</summary>
    public static IServiceCollection AddOutboundHttp(this IServiceCollection services, IConfiguration configuration)
    {
        var options = OutboundOptions.Parse(configuration["OUTBOUND_ALLOWED_NETWORKS"]);
        return services.AddSingleton(options).AddSingleton(new AddressPolicy(options.AllowedNetworks))
            .AddSingleton(provider => new OutboundHttp(provider.GetRequiredService<OutboundOptions>()));
    }
}
