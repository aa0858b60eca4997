using Gatehouse.Server.Audit;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Logs;

/// <summary>
/// GET /api/logs: a page of what users and applications did, the latest first (contract/management-misc.md 1); with <c>includeAll</c>, which
/// is ours, also what administrators changed and what webhooks were sent. With <c>enableCap</c> counting stops where nobody looks any more.
/// </summary>
internal sealed class ListLogsEndpoint(GatehouseDb db) : IApiEndpoint
{
    private static readonly Field<bool> EnableCap = Schemas.Truthy.Optional("enableCap");
    private static readonly Field<bool> IncludeAll = Schemas.Truthy.Optional("includeAll");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema([.. LogQuery.Fields, EnableCap, IncludeAll]),
        Paging = Paging.Mandatory,
        Answer = Schemas.ListOf(AuditRowObject.Shape),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!LogQuery.Read(call, call.Query.Get(IncludeAll)).TryGet(out var filter, out var refused)) return refused;
        return await LogPage.ReadAsync(filter.Of(db), call.Page!, !call.Query.Get(EnableCap), call.Aborted, isByTime: !filter.IncludesAll);
    }
}
