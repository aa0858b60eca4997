using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>GET /api/configs/actions/:actionType (contract/management-misc.md 3).</summary>
internal sealed class GetActionEndpoint(ScriptAnswers scripts) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = new ObjectSchema(ScriptFields.Action) };

    public Task<ApiResult> HandleAsync(ApiCall call) => scripts.GetAsync(PathChoice.ActionType.Read(call), call.Aborted);
}
