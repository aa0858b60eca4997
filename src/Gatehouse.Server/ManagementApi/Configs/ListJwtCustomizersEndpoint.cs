using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>GET /api/configs/jwt-customizer (contract/management-misc.md 3).</summary>
internal sealed class ListJwtCustomizersEndpoint(ScriptAnswers scripts) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = ScriptAnswers.ListShape(PathChoice.TokenType, new ObjectSchema(ScriptFields.Customizer)) };

    public Task<ApiResult> HandleAsync(ApiCall call) => scripts.ListAsync(TenantScript.JwtPrefix, call.Aborted);
}
