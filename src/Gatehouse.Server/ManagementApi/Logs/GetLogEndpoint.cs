using Gatehouse.Server.Audit;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Logs;

/// <summary>GET /api/logs/:id: any entry, also those that no list shows (contract/management-misc.md 1).</summary>
internal sealed class GetLogEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = AuditRowObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var id = call.Param("id");
        return await db.Audit.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, call.Aborted) is { } found
            ? ApiResult.Json(JsonText.Write(json => AuditRowObject.Write(json, found)))
            : new Refusal("entity.not_exists_with_id", StatusCodes.Status404NotFound).With("name", "logs").With("id", id);
    }
}
