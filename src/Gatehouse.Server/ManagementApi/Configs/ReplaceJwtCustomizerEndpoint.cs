using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>PUT /api/configs/jwt-customizer/:tokenTypePath: 201 when there was none (contract/management-misc.md 3).</summary>
internal sealed class ReplaceJwtCustomizerEndpoint(ScriptAnswers scripts) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(ScriptFields.Customizer).Strict(), Answer = new ObjectSchema(ScriptFields.Customizer),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!PathChoice.TokenType.Read(call).TryGet(out var key, out var refused)) return refused;
        return ScriptFields.ReadCustomizer(call.Body, key).TryGet(out var definition, out refused)
            ? await scripts.ReplaceAsync(key, definition, call.Aborted) : refused;
    }
}
