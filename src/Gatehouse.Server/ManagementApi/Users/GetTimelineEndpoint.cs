using Gatehouse.Server.Audit;
using Gatehouse.Server.Data;
using Gatehouse.Server.ManagementApi.Logs;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>
/// GET /api/users/:userId/timeline: what happened to a user and what the user did, the latest first: the entries of the audit log about the
/// user, by whom and with before and after. Counting stops at 10,000. Ours (docs/audit.md).
/// </summary>
internal sealed class GetTimelineEndpoint(GatehouseDb db, FindUser find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Paging = Paging.Mandatory, Answer = Schemas.ListOf(AuditRowObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var userId = call.Param("userId");
        if ((await find.ToReadAsync(userId, call.Aborted)).Refusal is { } missing) return missing;
        return await LogPage.ReadAsync(db.Audit.AsNoTracking().Where(row => row.UserId == userId), call.Page!, isCounted: false, call.Aborted);
    }
}
