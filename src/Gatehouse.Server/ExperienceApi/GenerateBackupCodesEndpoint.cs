using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/verification/backup-code/generate: <c>{ verificationId, codes }</c> (contract/experience-api.md 4.8).</summary>
internal sealed class GenerateBackupCodesEndpoint(GenerateBackupCodes generate) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Answer = new ObjectSchema(Schemas.Text.Required("verificationId"), Schemas.ListOf(Schemas.Text).Required("codes")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await generate.ExecuteAsync(call.Caller.Id, call.Aborted)).TryGet(out var made, out var refused)) return refused;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("verificationId", made.VerificationId);
            json.WritePropertyName("codes");
            JsonText.Strings(made.Codes).WriteTo(json);
            json.WriteEndObject();
        }));
    }
}
