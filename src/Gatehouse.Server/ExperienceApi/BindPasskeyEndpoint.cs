using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/profile/mfa/passkey: binds a passkey for signing in; 204 (contract/experience-api.md 3).</summary>
internal sealed class BindPasskeyEndpoint(BindFactor bind) : IApiEndpoint
{
    private static readonly Field<string> VerificationId = Schemas.Text.Required("verificationId");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(VerificationId), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await bind.PasskeyAsync(call.Caller.Id, call.Body.Get(VerificationId)!, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
