using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>
/// POST /api/experience/verification/totp/secret: a secret for an authenticator app, shown this once;
/// <c>{ verificationId, secret, secretQrCode }</c> (contract/experience-api.md 4.5).
/// </summary>
internal sealed class BeginTotpEndpoint(BeginTotp begin) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Answer = new ObjectSchema(Schemas.Text.Required("verificationId"), Schemas.Text.Required("secret"), Schemas.Text.Required("secretQrCode")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var issuer = new HostString(call.Headers.Host.ToString()).Host;
        if (!(await begin.ExecuteAsync(call.Caller.Id, issuer, call.Aborted)).TryGet(out var setup, out var refused)) return refused;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("verificationId", setup.VerificationId);
            json.WriteString("secret", setup.Secret);
            json.WriteString("secretQrCode", setup.QrCode);
            json.WriteEndObject();
        }));
    }
}
