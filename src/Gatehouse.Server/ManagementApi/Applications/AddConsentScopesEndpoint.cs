using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>POST /api/applications/:applicationId/user-consent-scopes: adds what is not enabled yet (contract/management-apps-resources-roles.md 1.5).</summary>
internal sealed class AddConsentScopesEndpoint(EnableScopes enable) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> OrganizationScopes = Schemas.ListOf(Schemas.NonEmptyText).Optional("organizationScopes");
    private static readonly Field<IReadOnlyList<string>> ResourceScopes = Schemas.ListOf(Schemas.NonEmptyText).Optional("resourceScopes");
    private static readonly Field<IReadOnlyList<string>> OrganizationResourceScopes = Schemas.ListOf(Schemas.NonEmptyText).Optional("organizationResourceScopes");
    private static readonly Field<IReadOnlyList<string>> UserScopes = Schemas.ListOf(Schemas.OneOf([.. EnableScopes.UserScopes])).Optional("userScopes");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(OrganizationScopes, ResourceScopes, OrganizationResourceScopes, UserScopes),
        Success = StatusCodes.Status201Created,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var body = call.Body;
        var scopes = new ScopesToEnable(
            body.Get(OrganizationScopes) ?? [], body.Get(ResourceScopes) ?? [], body.Get(OrganizationResourceScopes) ?? [], body.Get(UserScopes) ?? []);
        return (await enable.AddAsync(call.Param("applicationId"), scopes, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.Plain : refused;
    }
}
