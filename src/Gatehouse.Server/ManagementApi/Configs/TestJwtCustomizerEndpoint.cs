using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>POST /api/configs/jwt-customizer/test: the input is checked, but no script is run: 501 (contract/management-misc.md 3).</summary>
internal sealed class TestJwtCustomizerEndpoint : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(
            Schemas.OneOf(PathChoice.TokenType.Words).Required("tokenType"), Schemas.Text.Required("script"),
            ScriptFields.Environment.Optional("environmentVariables"), Schemas.AnyObject.Required("token"), Schemas.AnyObject.Required("context")),
        Answer = Schemas.AnyObject,
    };

    public Task<ApiResult> HandleAsync(ApiCall call) =>
        Task.FromResult<ApiResult>(new Refusal("jwt_customizer.not_available", StatusCodes.Status501NotImplemented));
}
