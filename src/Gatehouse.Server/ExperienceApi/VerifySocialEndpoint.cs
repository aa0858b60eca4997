using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/verification/social/:connectorId/verify: <c>{ verificationId }</c> (contract/experience-api.md 4.3).</summary>
internal sealed class VerifySocialEndpoint(VerifySocial verify) : IApiEndpoint
{
    private static readonly Field<JsonText> ConnectorData = Schemas.AnyObject.Required("connectorData");
    private static readonly Field<string> VerificationId = Schemas.Text.Optional("verificationId");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(ConnectorData, VerificationId),
        Answer = VerificationAnswer.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var browser = (InteractionCaller)call.Caller;
        var verified = await verify.ExecuteAsync(
            browser.Id, call.Param("connectorId"), call.Body.Get(ConnectorData), call.Body.Get(VerificationId), browser.OneTap.Proof, call.Aborted);
        browser.OneTap.Forget();
        return verified.TryGet(out var id, out var refused) ? VerificationAnswer.Of(id) : refused;
    }
}
