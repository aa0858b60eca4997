using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.AccountApi.Mfa;

/// <summary>POST /api/my-account/mfa-verifications/totp-secret/generate: a secret for an authenticator app, of which nothing is kept (contract/account-api.md 8).</summary>
internal sealed class GenerateTotpSecretEndpoint : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = new ObjectSchema(Schemas.Text.Required("secret")) };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult(ApiResult.Json(JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("secret", TotpSecret.New());
        json.WriteEndObject();
    })));
}
