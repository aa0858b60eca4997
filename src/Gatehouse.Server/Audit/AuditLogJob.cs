using Gatehouse.Server.Data;

namespace Gatehouse.Server.Audit;

/// <summary>Seals and purges the audit log of every tenant, once a minute.</summary>
internal sealed class AuditLogJob(IServiceScopeFactory scopes, TimeProvider time, ILogger<AuditLogJob> log) : PeriodicJob(TimeSpan.FromMinutes(1), time, log)
{
    /// <summary>One pass: everything that may be sealed is, and everything that is too old goes.</summary>
    public override Task PassAsync(CancellationToken ct) => scopes.ForEachTenantAsync(async services =>
    {
        while (await services.GetRequiredService<SealAuditLog>().ExecuteAsync(ct) == SealAuditLog.LargestSeal)
        {
        }

        await services.GetRequiredService<PurgeAuditLog>().ExecuteAsync(ct);
    }, ct);
}
