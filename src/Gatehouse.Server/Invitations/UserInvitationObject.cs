using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Invitations;

/// <summary>An invitation as administrators see it (docs/invitations.md). Times in milliseconds since 1970.</summary>
internal static class UserInvitationObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("userId"),
        Schemas.OneOf(Enum.GetNames<UserInvitationStatus>()).Required("status"),
        Schemas.OneOf("Email", "Sms").OrNull().Required("channel"),
        Schemas.Text.OrNull().Required("recipient"),
        Schemas.Text.OrNull().Required("applicationId"),
        Schemas.Text.OrNull().Required("redirectUri"),
        Schemas.Integer.Required("createdAt"),
        Schemas.Integer.Required("expiresAt"),
        Schemas.Integer.OrNull().Required("acceptedAt"),
        Schemas.Text.Optional("link"));

    /// <param name="link">Shown once, to whoever made it; null for never.</param>
    public static JsonText Text(UserInvitation invitation, string? link, DateTime now) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("userId", invitation.UserId);
        json.WriteString("status", invitation.StatusAt(now).ToString());
        json.WriteString("channel", invitation.Channel?.ToString());
        json.WriteString("recipient", invitation.Recipient);
        json.WriteString("applicationId", invitation.ApplicationId);
        json.WriteString("redirectUri", invitation.RedirectUri);
        json.WriteNumber("createdAt", invitation.CreatedAt.ToEpochMilliseconds());
        json.WriteNumber("expiresAt", invitation.ExpiresAt.ToEpochMilliseconds());
        if (invitation.AcceptedAt is { } accepted) json.WriteNumber("acceptedAt", accepted.ToEpochMilliseconds());
        else json.WriteNull("acceptedAt");
        if (link is not null) json.WriteString("link", link);
        json.WriteEndObject();
    });
}
