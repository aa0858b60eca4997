using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>DELETE /api/applications/:applicationId/user-consent-scopes/:scopeType/:scopeId (contract/management-apps-resources-roles.md 1.5).</summary>
internal sealed class RemoveConsentScopeEndpoint(EnableScopes enable) : IApiEndpoint
{
    private static readonly Dictionary<string, EnabledScopeKind> Kinds = new(StringComparer.Ordinal)
    {
        ["organization-scopes"] = EnabledScopeKind.OrganizationScope,
        ["resource-scopes"] = EnabledScopeKind.ResourceScope,
        ["organization-resource-scopes"] = EnabledScopeKind.OrganizationResourceScope,
        ["user-scopes"] = EnabledScopeKind.UserScope,
    };

    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var type = call.Param("scopeType");
        if (!Kinds.TryGetValue(type, out var kind)) return Issue.Refuse("params", [Issue.InvalidEnum(["scopeType"], [.. Kinds.Keys], type)]);
        return (await enable.RemoveAsync(call.Param("applicationId"), kind, call.Param("scopeId"), call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.NoContent : refused;
    }
}
