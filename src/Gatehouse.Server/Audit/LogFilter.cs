using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Audit;

/// <summary>Which entries of the audit log a list, an export or a timeline shows. Null: no matter which.</summary>
/// <param name="LogKey">The whole key.</param>
/// <param name="Start">Inclusive.</param>
/// <param name="End">Inclusive, to the millisecond.</param>
/// <param name="IncludesAll">Also changes by administrators and deliveries of webhooks, which Logto's list leaves out.</param>
internal sealed record LogFilter(string? UserId, string? ApplicationId, string? LogKey, DateTime? Start, DateTime? End, bool IncludesAll)
{
    /// <summary><c>Success</c> or <c>Error</c>: nothing but reading the entries tells, so that a span of time belongs to it. Null: both.</summary>
    public string? Result { get; init; }

    /// <summary>The id of what was changed; such entries are in no list of Logto's. Null: no matter what.</summary>
    public string? Subject { get; init; }

    public IQueryable<AuditRow> Of(GatehouseDb db)
    {
        // The two databases write this the same way.
        var rows = Result is null ? db.Audit.AsNoTracking() : db.Audit.FromSql($"SELECT * FROM audit_logs WHERE payload ->> 'result' = {Result}").AsNoTracking();
        if (!IncludesAll) rows = rows.Where(row => row.IsListed);
        if (Subject is { Length: > 0 } subject) rows = rows.Where(row => row.Subject == subject);
        if (UserId is { Length: > 0 } userId) rows = rows.Where(row => row.UserId == userId);
        if (ApplicationId is { Length: > 0 } applicationId) rows = rows.Where(row => row.ApplicationId == applicationId);
        if (LogKey is { Length: > 0 } key) rows = rows.Where(row => row.Key == key);
        if (Start is { } earliest) rows = rows.Where(row => row.CreatedAt >= earliest);
        // The bound is a millisecond of the wire, rows know smaller parts.
        if (End is { } latest) rows = rows.Where(row => row.CreatedAt < latest.AddMilliseconds(1));
        return rows;
    }
}
