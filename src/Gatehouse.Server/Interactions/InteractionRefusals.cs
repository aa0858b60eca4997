using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Interactions;

/// <summary>The refusals of the sign-in API (contract/experience-api.md).</summary>
internal static class InteractionRefusals
{
    /// <summary>Section 1: the browser is in no interaction, or not in one of this application.</summary>
    public static Refusal NotFound { get; } = new("session.not_found")
    {
        OAuth = new OAuthMembers("invalid_request", "The authorization request is over, or this browser did not begin it."),
    };

    /// <summary>Section 15: nobody is signed in at this browser, or another than the one who is asked.</summary>
    public static Refusal NotSignedIn { get; } = new("session.not_found");

    /// <summary>Section 1: nothing but a start is possible before one.</summary>
    public static Refusal NotStarted { get; } = new("session.interaction_not_found", 404);

    public static Refusal VerificationNotFound { get; } = new("session.verification_session_not_found", 404);

    public static Refusal VerificationFailed { get; } = new("session.verification_failed");

    public static Refusal NobodyIdentified { get; } = new("session.identifier_not_found", 404);

    public static Refusal IdentityConflict { get; } = new("session.identity_conflict", 409);

    public static Refusal MethodNotEnabled { get; } = new("user.sign_in_method_not_enabled", 422);

    public static Refusal CaptchaRequired { get; } = new("session.captcha_required", 422);

    public static Refusal CaptchaFailed { get; } = new("session.captcha_failed", 422);

    /// <summary>One interaction may send so many files and no more.</summary>
    public static Refusal TooManyUploads { get; } = new("request.too_many_uploads", 429);

    /// <summary>What was asked for belongs to another event.</summary>
    public static Refusal WrongEvent { get; } = new("session.invalid_interaction_type");

    public static Refusal NewPasswordRequired { get; } = new("user.new_password_required_in_profile", 422);

    /// <summary>The sign-in mode has no room for the event.</summary>
    public static Refusal ModeForbids { get; } = new("auth.forbidden", 403);

    public static Refusal NotForForgotPassword(int status) => new("session.not_supported_for_forgot_password", status);

    public static Refusal UserNotFound(SignInIdentifier identifier) => new("user.user_not_exist", 404)
    {
        Data = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("identifier", identifier.Value);
            json.WriteEndObject();
        }),
    };

    /// <summary>Nobody has the social account.</summary>
    /// <param name="related">What a user has in common with it, to offer linking; null: nobody has anything.</param>
    public static Refusal IdentityNotFound(SignInIdentifier? related) => new("user.identity_not_exist", 404)
    {
        Data = JsonText.Write(json =>
        {
            json.WriteStartObject();
            if (related is not null)
            {
                json.WriteStartObject("relatedUser");
                json.WriteString("type", related.Type);
                json.WriteString("value", related.Value);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }),
    };

    public static Refusal MissingProfile(IEnumerable<string> missing) => new("user.missing_profile", 422) { Data = List("missingProfile", missing) };

    private static JsonText List(string name, IEnumerable<string> values) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName(name);
        JsonText.Strings(values).WriteTo(json);
        json.WriteEndObject();
    });
}
