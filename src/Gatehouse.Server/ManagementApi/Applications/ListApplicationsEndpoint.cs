using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Roles;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>GET /api/applications: the newest first, paged on request (contract/management-apps-resources-roles.md 1.2).</summary>
internal sealed class ListApplicationsEndpoint(GatehouseDb db, Sealer sealer) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> Types =
        new OneOrManySchema<string>(Schemas.OneOf(Enum.GetNames<ApplicationType>())).Optional("types");

    private static readonly Field<string> ExcludeRole = Schemas.Text.Optional("excludeRoleId");
    private static readonly Field<string> ExcludeOrganization = Schemas.Text.Optional("excludeOrganizationId");
    private static readonly Field<string> IsThirdParty = Schemas.OneOf("true", "false").Optional("isThirdParty");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(Types, ExcludeRole, ExcludeOrganization, IsThirdParty),
        TakesSearch = true,
        Paging = Paging.Optional,
        Answer = Schemas.ListOf(ApplicationObject.Shape),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var roleId = call.Query.Get(ExcludeRole);
        var organizationId = call.Query.Get(ExcludeOrganization);
        if (!string.IsNullOrEmpty(roleId) && !string.IsNullOrEmpty(organizationId))
            return Refusal.InvalidRequest("excludeRoleId and excludeOrganizationId can't be combined");
        if (!SearchInput.Read(call, SearchInput.NamedThingFields).TryGet(out var search, out var refused)) return refused;

        var applications = (await db.SearchAsync<Application>(search.Query, call.Aborted)).AsNoTracking();
        var (grants, members) = (db.ApplicationRoles, db.OrganizationApplications);
        if (call.Query.Get(Types) is { } names)
        {
            var types = names.Select(Enum.Parse<ApplicationType>).ToList();
            applications = applications.Where(application => types.Contains(application.Type));
        }

        if (call.Query.Get(IsThirdParty) is { } asked)
        {
            var isThirdParty = asked == "true";
            applications = applications.Where(application => application.IsThirdParty == isThirdParty);
        }

        if (!string.IsNullOrEmpty(roleId))
            applications = applications.Where(application => !grants.Any(grant => grant.ApplicationId == application.Id && grant.RoleId == roleId));
        if (!string.IsNullOrEmpty(organizationId))
            applications = applications.Where(application => !members.Any(member => member.ApplicationId == application.Id && member.OrganizationId == organizationId));
        return await applications.OrderByDescending(application => application.CreatedAt).ThenByDescending(application => application.Id)
            .ToAnswerAsync(call, (json, application) => ApplicationObject.Write(json, application, sealer));
    }
}
