using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>The answer <c>{ verificationId }</c> of the verifications that have nothing else to say (contract/experience-api.md 4).</summary>
internal static class VerificationAnswer
{
    public static ObjectSchema Shape { get; } = new(Schemas.Text.Required("verificationId"));

    /// <param name="verified">The id of the record.</param>
    public static ApiResult Of(Checked<string> verified) => verified.TryGet(out var id, out var refused) ? ApiResult.Json(JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("verificationId", id);
        json.WriteEndObject();
    })) : refused;
}
