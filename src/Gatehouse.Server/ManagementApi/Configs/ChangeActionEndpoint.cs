using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>PATCH /api/configs/actions/:actionType: the members that are sent are replaced (contract/management-misc.md 3).</summary>
internal sealed class ChangeActionEndpoint(ScriptAnswers scripts) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(ScriptFields.ActionChange).Strict(), Answer = new ObjectSchema(ScriptFields.Action),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) => PathChoice.ActionType.Read(call).TryGet(out var key, out var refused)
        ? await scripts.MergeAsync(key, call.Body.ToJson(ScriptFields.ActionChange), call.Aborted) : refused;
}
