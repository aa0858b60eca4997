using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>POST /api/configs/actions/test: the input is checked, but no script is run: 501 (contract/management-misc.md 3).</summary>
internal sealed class TestActionEndpoint : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(
            Schemas.Text.Required("script"), Schemas.OneOf(PathChoice.ActionType.Words).Required("actionType"), Schemas.Anything.Required("event"),
            ScriptFields.Environment.Optional("environmentVariables")),
        Answer = Schemas.Anything,
    };

    public Task<ApiResult> HandleAsync(ApiCall call) =>
        Task.FromResult<ApiResult>(new Refusal("action.not_available", StatusCodes.Status501NotImplemented));
}
