using Gatehouse.Server.Audit;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Records;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Logs;

/// <summary>
/// GET /api/logs/export: every entry that the filters of the list let through, changes and deliveries too, as NDJSON, the oldest first.
/// Ours (docs/audit.md).
/// </summary>
internal sealed class ExportLogsEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Query = new ObjectSchema(LogQuery.Fields), Downloads = [RecordFormats.Ndjson] };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!LogQuery.Read(call, includesAll: true).TryGet(out var filter, out var refused)) return refused;
        return await ApiResult.FileAsync(RecordFormats.Ndjson, "audit.ndjson", ExportAuditLog.ExecuteAsync(db, filter, call.Aborted), call.Aborted);
    }
}
