using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>
/// POST /api/experience/verification/totp/verify: takes a code of a new secret, or without <c>verificationId</c> of the app that the user has;
/// <c>{ verificationId }</c> (contract/experience-api.md 4.5).
/// </summary>
internal sealed class VerifyTotpEndpoint(VerifyTotp verify) : IApiEndpoint
{
    private static readonly Field<string> VerificationId = Schemas.Text.Optional("verificationId");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(CodeFields.Code, VerificationId), Answer = VerificationAnswer.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var code = call.Body.Get(CodeFields.Code)!;
        return VerificationAnswer.Of(call.Body.Get(VerificationId) is { } id
            ? await verify.NewAsync(call.Caller.Id, id, code, call.Aborted) : await verify.ExecuteAsync(call.Caller.Id, code, call.Aborted));
    }
}
