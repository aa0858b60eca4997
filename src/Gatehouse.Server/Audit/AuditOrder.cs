using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Audit;

/// <summary>Stretches of the log by id. Ids begin with their time, so that this is the order of time as well.</summary>
internal static class AuditOrder
{
#pragma warning disable CA1309, CA1310 // The database compares.
    public static IQueryable<AuditRow> After(this IQueryable<AuditRow> rows, string id) => rows.Where(row => string.Compare(row.Id, id) > 0);

    public static IQueryable<AuditRow> Before(this IQueryable<AuditRow> rows, string id) => rows.Where(row => string.Compare(row.Id, id) < 0);

    public static IQueryable<AuditRow> UpTo(this IQueryable<AuditRow> rows, string id) => rows.Where(row => string.Compare(row.Id, id) <= 0);
#pragma warning restore CA1309, CA1310
}
