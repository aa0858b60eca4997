using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>GET /api/configs/jwt-customizer/:tokenTypePath (contract/management-misc.md 3).</summary>
internal sealed class GetJwtCustomizerEndpoint(ScriptAnswers scripts) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = new ObjectSchema(ScriptFields.Customizer) };

    public Task<ApiResult> HandleAsync(ApiCall call) => scripts.GetAsync(PathChoice.TokenType.Read(call), call.Aborted);
}
