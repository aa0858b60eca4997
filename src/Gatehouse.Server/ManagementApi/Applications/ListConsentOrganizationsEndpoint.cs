using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>GET /api/applications/:id/users/:userId/consent-organizations: a page of them (contract/management-apps-resources-roles.md 1.6).</summary>
internal sealed class ListConsentOrganizationsEndpoint(ConsentToOrganizations consent, GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Paging = Paging.Mandatory,
        Answer = new ObjectSchema(Schemas.ListOf(OrganizationObject.Shape).Required("organizations")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var (id, userId, consents) = (call.Param("id"), call.Param("userId"), db.ConsentedOrganizations);
        if (await consent.RefuseAsync(id, userId, call.Aborted) is { } refused) return refused;
        return await db.Organizations.AsNoTracking()
            .Where(organization => consents.Any(row => row.ApplicationId == id && row.UserId == userId && row.OrganizationId == organization.Id))
            .OrderBy(organization => organization.CreatedAt).ThenBy(organization => organization.Id)
            .ToAnswerAsync(call, found => Task.FromResult(JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("organizations"u8);
                foreach (var organization in found) OrganizationObject.Write(json, organization);
                json.WriteEndArray();
                json.WriteEndObject();
            })));
    }
}
