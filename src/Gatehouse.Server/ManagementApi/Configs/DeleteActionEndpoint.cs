using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>DELETE /api/configs/actions/:actionType (contract/management-misc.md 3).</summary>
internal sealed class DeleteActionEndpoint(ScriptAnswers scripts) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public Task<ApiResult> HandleAsync(ApiCall call) => scripts.DeleteAsync(PathChoice.ActionType.Read(call), call.Aborted);
}
