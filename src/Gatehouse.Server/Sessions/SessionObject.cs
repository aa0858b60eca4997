using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Sessions;

/// <summary>A session as the APIs show it (contract/management-api.md 2.17).</summary>
internal static class SessionObject
{
    private static readonly Schema<JsonText> Authorization = Schemas.ObjectOf(
        Schemas.Text.Required("sid"), Schemas.Text.Optional("grantId"), Schemas.Flag.Required("persistsLogout"));

    private static readonly Schema<JsonText> Submission = Schemas.ObjectOf(
        Schemas.OneOf("SignIn", "Register", "ForgotPassword").Required("interactionEvent"),
        Schemas.Text.Optional("userId"),
        Schemas.ListOf(Schemas.AnyObject).Optional("verificationRecords"),
        Schemas.MapOf(Schemas.Text).Optional("signInContext"));

    public static Schema<JsonText> Shape { get; } = ShapeWith();

    /// <param name="more">Further members.</param>
    public static Schema<JsonText> ShapeWith(params IField[] more) => Schemas.ObjectOf([
        Schemas.ObjectOf(
            Schemas.Integer.Required("exp"),
            Schemas.Integer.Required("iat"),
            Schemas.Text.Required("jti"),
            Schemas.Text.Required("uid"),
            Schemas.OneOf("Session").Required("kind"),
            Schemas.Integer.Required("loginTs"),
            Schemas.Text.Required("accountId"),
            Schemas.MapOf(Authorization).Required("authorizations")).Required("payload"),
        Submission.OrNull().Required("lastSubmission"),
        Schemas.Text.OrNull().Required("clientId"),
        Schemas.Text.OrNull().Required("accountId"),
        Schemas.Integer.Required("expiresAt"),
        .. more]);

    /// <param name="more">Further members.</param>
    public static void Write(Utf8JsonWriter json, Session session, Action<Utf8JsonWriter>? more = null)
    {
        json.WriteStartObject();
        WritePayload(json, session);
        json.WritePropertyName("lastSubmission"u8);
        if (session.LastSubmission is { } submission) WriteSubmission(json, submission);
        else json.WriteNullValue();
        json.WriteString("clientId"u8, session.LastApplicationId);
        json.WriteString("accountId"u8, session.UserId);
        json.WriteNumber("expiresAt"u8, session.ExpiresAt.ToEpochMilliseconds());
        more?.Invoke(json);
        json.WriteEndObject();
    }

    /// <summary>What is kept says more than this about the sign-in.</summary>
    private static void WriteSubmission(Utf8JsonWriter json, JsonText submission)
    {
        json.WriteStartObject();
        foreach (var member in submission.ToElement().EnumerateObject())
        {
            if (member.Name is "interactionEvent" or "userId" or "verificationRecords" or "signInContext") member.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void WritePayload(Utf8JsonWriter json, Session session)
    {
        json.WriteStartObject("payload"u8);
        json.WriteNumber("exp"u8, session.ExpiresAt.ToEpochSeconds());
        json.WriteNumber("iat"u8, session.CreatedAt.ToEpochSeconds());
        json.WriteString("jti"u8, session.Jti);
        json.WriteString("uid"u8, session.Id);
        json.WriteString("kind"u8, "Session"u8);
        json.WriteNumber("loginTs"u8, session.LoginAt.ToEpochSeconds());
        json.WriteString("accountId"u8, session.UserId);
        json.WriteStartObject("authorizations"u8);
        foreach (var entry in session.Applications.OrderBy(entry => entry.ApplicationId, StringComparer.Ordinal))
        {
            json.WriteStartObject(entry.ApplicationId);
            json.WriteString("sid"u8, entry.Sid);
            if (entry.GrantId is { } grant) json.WriteString("grantId"u8, grant);
            json.WriteBoolean("persistsLogout"u8, entry.PersistsLogout);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
