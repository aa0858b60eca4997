using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.AccountApi.Mfa;

/// <summary>POST /api/my-account/mfa-verifications/backup-codes/generate: ten codes, of which nothing is kept (contract/account-api.md 8).</summary>
internal sealed class GenerateBackupCodesEndpoint : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = new ObjectSchema(Schemas.ListOf(Schemas.Text).Required("codes")) };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult(ApiResult.Json(JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("codes");
        JsonText.Strings(BackupCodes.New()).WriteTo(json);
        json.WriteEndObject();
    })));
}
