using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/profile/mfa: binds a second factor that was verified for it; 204 (contract/experience-api.md 8.3).</summary>
internal sealed class BindFactorEndpoint(BindFactor bind) : IApiEndpoint
{
    private static readonly Field<string> Type =
        Schemas.OneOf(MfaFactor.Totp, MfaFactor.WebAuthn, MfaFactor.BackupCode, MfaFactor.Email, MfaFactor.Phone).Required("type");

    private static readonly Field<string> VerificationId = Schemas.Text.Required("verificationId");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Type, VerificationId), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await bind.ExecuteAsync(call.Caller.Id, call.Body.Get(Type)!, call.Body.Get(VerificationId)!, call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.NoContent : refused;
}
