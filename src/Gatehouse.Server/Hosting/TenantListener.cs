using System.Net;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tenants;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gatehouse.Server.Hosting;

/// <summary>The tenant that a listener serves: a connection carries it from the socket to the request.</summary>
internal sealed record TenantListener(string TenantId)
{
    public static void Listen(KestrelServerOptions kestrel, GatehouseOptions options)
    {
        kestrel.AddServerHeader = false;
        Bind(kestrel, options.ListenAddress, options.Port, TenantEndpoints.Default);
        Bind(kestrel, options.ListenAddress, options.AdminPort, TenantEndpoints.Admin);
    }

    /// <summary>Chooses the tenant of the request's scope.</summary>
    public static Task ChooseAsync(HttpContext http, RequestDelegate next)
    {
        http.RequestServices.GetRequiredService<CurrentTenant>().Id = http.Features.Get<TenantListener>()!.TenantId;
        return next(http);
    }

    private static void Bind(KestrelServerOptions kestrel, string address, int port, string tenantId)
    {
        void Mark(ListenOptions listen) => listen.Use(next => connection =>
        {
            connection.Features.Set(new TenantListener(tenantId));
            return next(connection);
        });

        if (address == "*") kestrel.ListenAnyIP(port, Mark);
        else if (address == "localhost" && port != 0) kestrel.ListenLocalhost(port, Mark);
        else kestrel.Listen(address == "localhost" ? IPAddress.Loopback : IPAddress.Parse(address), port, Mark);
    }
}
