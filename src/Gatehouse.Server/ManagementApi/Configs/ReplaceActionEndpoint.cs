using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>PUT /api/configs/actions/:actionType: 201 when there was none (contract/management-misc.md 3).</summary>
internal sealed class ReplaceActionEndpoint(ScriptAnswers scripts) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(ScriptFields.Action).Strict(), Answer = new ObjectSchema(ScriptFields.Action),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) => PathChoice.ActionType.Read(call).TryGet(out var key, out var refused)
        ? await scripts.ReplaceAsync(key, call.Body.ToJson(ScriptFields.Action), call.Aborted) : refused;
}
