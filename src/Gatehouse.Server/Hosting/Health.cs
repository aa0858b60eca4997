using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Hosting;

/// <summary>Whether the server runs and whether it can work, for load balancers and people.</summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/health/live", ["GET", "HEAD"], http => ApiWriter.PlainAsync(http, StatusCodes.Status200OK)).WithDisplayName(nameof(Health));
        endpoints.MapMethods("/health/ready", ["GET", "HEAD"], ReadyAsync).WithDisplayName(nameof(Health));
    }

    /// <summary>200 when the database answers and has the schema; else 503.</summary>
    private static async Task ReadyAsync(HttpContext http)
    {
        var services = http.RequestServices;
        // A probe wants a "no" in time, not a "yes" later.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(Patience);
        var ct = patience.Token;
        try
        {
            var schema = services.GetRequiredService<SchemaUpgrade>();
            var missing = HandWrittenMigrations.Ids.Except(await schema.AppliedAsync(ct)).Any();
            var tenant = services.GetRequiredService<CurrentTenant>().Id;
            var isSeeded = await services.GetRequiredService<GatehouseDb>().Set<TenantRow>().AnyAsync(row => row.Id == tenant, ct);
            await ApiWriter.PlainAsync(http, missing || !isSeeded ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
        }
        catch (Exception problem) when (problem is System.Data.Common.DbException or InvalidOperationException or TimeoutException
            || (problem is OperationCanceledException && !http.RequestAborted.IsCancellationRequested))
        {
            await ApiWriter.PlainAsync(http, StatusCodes.Status503ServiceUnavailable);
        }
    }
}
