using System.Net;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tenants;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gatehouse.Server.Hosting;

/// <summary>The tenant that a listener serves: a connection carries it, as <see cref="RequestTenant"/>, from the socket to the request.</summary>
internal static class TenantListener
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
        var meant = http.Features.Get<RequestTenant>()!;
        if (!meant.IsShared) return GoOnAsync(http, meant.TenantId, next);
        var find = http.RequestServices.GetRequiredService<FindTenantByHost>();
        var host = http.Request.Host.Value ?? "";
        return find.Known(host) is { } tenantId ? GoOnAsync(http, tenantId, next) : LookAsync(http, find, host, next);
    }

    private static async Task LookAsync(HttpContext http, FindTenantByHost find, string host, RequestDelegate next) =>
        await GoOnAsync(http, await find.LookAsync(host, http.RequestAborted), next);

    private static Task GoOnAsync(HttpContext http, string tenantId, RequestDelegate next)
    {
        http.RequestServices.GetRequiredService<CurrentTenant>().Id = tenantId;
        return next(http);
    }

    private static void Bind(KestrelServerOptions kestrel, string address, int port, string tenantId)
    {
        void Mark(ListenOptions listen) => listen.Use(next => connection =>
        {
            connection.Features.Set(new RequestTenant(tenantId) { IsShared = tenantId == TenantEndpoints.Default });
            return next(connection);
        });

        if (address == "*") kestrel.ListenAnyIP(port, Mark);
        else if (address == "localhost" && port != 0) kestrel.ListenLocalhost(port, Mark);
        else kestrel.Listen(address == "localhost" ? IPAddress.Loopback : IPAddress.Parse(address), port, Mark);
    }
}
