using Gatehouse.Server.Data;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Audit;

/// <summary>Seals and purges the audit log of every tenant, once a minute.</summary>
internal sealed class AuditLogJob(IServiceScopeFactory scopes, TimeProvider time, ILogger<AuditLogJob> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>One pass: everything that may be sealed is, and everything that is too old goes.</summary>
    public async Task PassAsync(CancellationToken ct)
    {
        foreach (var tenantId in (string[])[TenantEndpoints.Default, TenantEndpoints.Admin])
        {
            int count;
            do
            {
                await using var scope = ScopeOf(tenantId);
                count = await scope.ServiceProvider.GetRequiredService<SealAuditLog>().ExecuteAsync(ct);
            }
            while (count == SealAuditLog.LargestSeal);

            await using var purge = ScopeOf(tenantId);
            await purge.ServiceProvider.GetRequiredService<PurgeAuditLog>().ExecuteAsync(ct);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryPassAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; what is not sealed yet is sealed after its next start.
        }
    }

    private async Task TryPassAsync(CancellationToken ct)
    {
        try
        {
            await PassAsync(ct);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.PassFailed(problem);
        }
    }

    private AsyncServiceScope ScopeOf(string tenantId)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = tenantId;
        return scope;
    }
}
