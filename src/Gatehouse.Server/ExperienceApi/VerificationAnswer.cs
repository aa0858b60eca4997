using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary><c>{ verificationId }</c>, what most verifications answer (contract/experience-api.md 4).</summary>
internal static class VerificationAnswer
{
    public static ObjectSchema Shape { get; } = new(Schemas.Text.Required("verificationId"));

    public static ApiResult Of(Checked<string> verified) => verified.TryGet(out var id, out var refused) ? Of(id) : refused;

    public static ApiResult Of(string verificationId) => ApiResult.Json(JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("verificationId", verificationId);
        json.WriteEndObject();
    }));
}
