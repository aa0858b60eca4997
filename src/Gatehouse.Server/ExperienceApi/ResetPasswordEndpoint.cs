using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>PUT /api/experience/profile/password: the new password of somebody who forgot the old one; 204 (contract/experience-api.md 3).</summary>
internal sealed class ResetPasswordEndpoint(ResetPassword reset) : IApiEndpoint
{
    private static readonly Field<string> Password = Schemas.Text.Required("password");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Password), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await reset.ExecuteAsync(call.Caller.Id, call.Body.Get(Password)!, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
