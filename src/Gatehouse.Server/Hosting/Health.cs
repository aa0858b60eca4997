using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Hosting;

/// <summary>Whether the server runs and whether it can work, for load balancers and people.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        // Contract: 204 without body. The process answers; nothing else is looked at.
        endpoints.MapMethods("/api/status", ["GET", "HEAD"], http =>
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        endpoints.MapMethods("/health/live", ["GET", "HEAD"], http => ApiWriter.PlainAsync(http, StatusCodes.Status200OK));
        endpoints.MapMethods("/health/ready", ["GET", "HEAD"], ReadyAsync);
    }

    /// <summary>200 when the database answers and has the schema; else 503.</summary>
    private static async Task ReadyAsync(HttpContext http)
    {
        var services = http.RequestServices;
        try
        {
            var schema = services.GetRequiredService<SchemaUpgrade>();
            var missing = schema.Known.Except(await schema.AppliedAsync(http.RequestAborted)).Any();
            var tenant = services.GetRequiredService<CurrentTenant>().Id;
            var isSeeded = await services.GetRequiredService<GatehouseDb>().Set<TenantRow>().AnyAsync(row => row.Id == tenant, http.RequestAborted);
            await ApiWriter.PlainAsync(http, missing || !isSeeded ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
        }
        catch (Exception problem) when (problem is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
        {
            await ApiWriter.PlainAsync(http, StatusCodes.Status503ServiceUnavailable);
        }
    }
}
