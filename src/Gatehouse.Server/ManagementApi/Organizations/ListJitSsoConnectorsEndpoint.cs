using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>
/// GET /api/organizations/:id/jit/sso-connectors (contract/management-organizations.md 4). This server has no enterprise connectors, so
/// the list is empty.
/// </summary>
internal sealed class ListJitSsoConnectorsEndpoint(GatehouseDb db) : IApiEndpoint
{
    private static readonly ObjectSchema Shape = new(
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("id"),
        Schemas.Text.Required("providerName"),
        Schemas.Text.Required("connectorName"),
        Schemas.AnyObject.Required("config"),
        Schemas.ListOf(Schemas.Text).Required("domains"),
        Schemas.AnyObject.Required("branding"),
        Schemas.Flag.Required("syncProfile"),
        Schemas.Flag.Required("enableTokenStorage"),
        Schemas.Integer.Required("createdAt"));

    public static ApiContract Contract { get; } = new() { Paging = Paging.Optional, Answer = Schemas.ListOf(Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var organizationId = call.Param("id");
        if (!await db.Organizations.AnyAsync(row => row.Id == organizationId, call.Aborted)) return OrganizationRefusals.NotThereToRead(organizationId);
        return call.Page is null ? ApiResult.Json(JsonText.EmptyArray) : ApiResult.Paged(JsonText.EmptyArray, 0);
    }
}
