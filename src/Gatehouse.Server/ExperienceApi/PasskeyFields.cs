using Gatehouse.Server.Credentials.Passkeys;
using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>What operations with passkeys take and answer (contract/experience-api.md 4.6 and 4.7).</summary>
internal static class PasskeyFields
{
    public const string RegistrationOptions = "registrationOptions";
    public const string AuthenticationOptions = "authenticationOptions";

    public static readonly Field<string> VerificationId = Schemas.Text.Required("verificationId");

    public static readonly Field<JsonText> RegistrationPayload = PasskeyShapes.RegistrationCredential.Required("payload");

    public static readonly Field<JsonText> AuthenticationPayload = PasskeyShapes.AuthenticationCredential.Required("payload");

    public static ObjectSchema RegistrationAnswer { get; } =
        new(Schemas.Text.Required("verificationId"), PasskeyShapes.RegistrationOptions.Required(RegistrationOptions));

    public static ObjectSchema AuthenticationAnswer { get; } =
        new(Schemas.Text.Required("verificationId"), PasskeyShapes.AuthenticationOptions.Required(AuthenticationOptions));

    public static ObjectSchema PreparationAnswer { get; } = new(PasskeyShapes.AuthenticationOptions.Required(AuthenticationOptions));

    public static Task<PasskeySite> SiteOfAsync(PasskeySites sites, ApiCall call) =>
        sites.OfAsync(call.Headers.Host.ToString(), call.Headers.Origin.ToString(), call.Aborted);

    /// <param name="member">Of the options.</param>
    public static ApiResult Answer(Checked<PasskeyQuestion> asked, string member) => !asked.TryGet(out var question, out var refused) ? refused : ApiResult.Json(JsonText.Write(json =>
    {
        json.WriteStartObject();
        if (question.VerificationId is { } id) json.WriteString("verificationId", id);
        json.WritePropertyName(member);
        question.Options.WriteTo(json);
        json.WriteEndObject();
    }));
}
