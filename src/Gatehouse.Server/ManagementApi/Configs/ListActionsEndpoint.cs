using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>GET /api/configs/actions (contract/management-misc.md 3).</summary>
internal sealed class ListActionsEndpoint(ScriptAnswers scripts) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = ScriptAnswers.ListShape(PathChoice.ActionType, new ObjectSchema(ScriptFields.Action)) };

    public Task<ApiResult> HandleAsync(ApiCall call) => scripts.ListAsync(TenantScript.ActionPrefix, call.Aborted);
}
