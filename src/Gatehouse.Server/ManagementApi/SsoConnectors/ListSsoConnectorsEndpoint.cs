using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SsoConnectors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.SsoConnectors;

/// <summary>GET /api/sso-connectors: the newest first, paged on request; rows of providers that are not offered are left out (contract/management-misc.md 8).</summary>
internal sealed class ListSsoConnectorsEndpoint(GatehouseDb db, SsoConnectorObject wire) : IApiEndpoint
{
    private static readonly List<string> Offered = [.. SsoProviders.All.Select(provider => provider.Name)];

    public static ApiContract Contract { get; } = new() { Paging = Paging.Optional, Answer = Schemas.ListOf(SsoConnectorObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var rows = db.SsoConnectors.AsNoTracking().Where(row => Offered.Contains(row.ProviderName)).OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id);
        if (call.Page is not { } page) return ApiResult.Json(Write(await rows.ToListAsync(call.Aborted)));
        var total = await rows.LongCountAsync(call.Aborted);
        return ApiResult.Paged(Write(page.Offset >= total ? [] : await rows.Skip((int)page.Offset).Take(page.Size).ToListAsync(call.Aborted)), total);
    }

    private JsonText Write(List<SsoConnector> connectors) => JsonText.Write(json =>
    {
        json.WriteStartArray();
        foreach (var connector in connectors) wire.Write(json, connector, SsoProviders.Find(connector.ProviderName)!);
        json.WriteEndArray();
    });
}
