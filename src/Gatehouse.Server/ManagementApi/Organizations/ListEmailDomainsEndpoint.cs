using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>GET /api/organizations/:id/jit/email-domains: of an unknown organization nothing (contract/management-organizations.md 4).</summary>
internal sealed class ListEmailDomainsEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Paging = Paging.Optional, Answer = Schemas.ListOf(EmailDomainObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var organizationId = call.Param("id");
        return await db.JustInTimeDomains.AsNoTracking().Where(domain => domain.OrganizationId == organizationId)
            .OrderBy(domain => domain.EmailDomain).ToAnswerAsync(call, EmailDomainObject.Write);
    }
}
