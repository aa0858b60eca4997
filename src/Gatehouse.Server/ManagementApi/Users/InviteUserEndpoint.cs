using Gatehouse.Server.Connectors;
using Gatehouse.Server.Invitations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>POST /api/users/:userId/invitation: a link to choose a password by, in place of an earlier one (docs/invitations.md). Ours.</summary>
internal sealed class InviteUserEndpoint(InviteUser invite, TimeProvider time) : IApiEndpoint
{
    private const int Shortest = 60;
    private const int Longest = 30 * 24 * 3600;

    /// <summary>In seconds; seven days unless sent.</summary>
    private static readonly Field<decimal> ExpiresIn = Schemas.NumberBetween(Shortest, Longest).Whole().Optional("expiresIn");

    private static readonly Field<string> Channel = Schemas.OneOf("Email", "Sms").Optional("channel");
    private static readonly Field<bool> SendMessage = Schemas.Flag.Optional("sendMessage");
    private static readonly Field<string> ApplicationId = Schemas.NonEmptyText.AtMost(21).Optional("applicationId");
    private static readonly Field<string> RedirectUri = Schemas.NonEmptyText.AtMost(2048).Optional("redirectUri");
    private static readonly Field<string> Locale = Schemas.NonEmptyText.AtMost(16).Optional("locale");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(ExpiresIn, Channel, SendMessage, ApplicationId, RedirectUri, Locale),
        Success = StatusCodes.Status201Created,
        Answer = UserInvitationObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var body = call.Body;
        var fields = new NewUserInvitation(
            body.Has(ExpiresIn) ? TimeSpan.FromSeconds((double)body.Get(ExpiresIn)) : UserInvitation.UsualLifetime,
            body.Get(Channel) is { } channel ? Enum.Parse<ConnectorType>(channel) : null,
            !body.Has(SendMessage) || body.Get(SendMessage),
            body.Get(ApplicationId), body.Get(RedirectUri), body.Get(Locale));
        return (await invite.ExecuteAsync(call.Param("userId"), fields, call.Aborted)).TryGet(out var made, out var refused)
            ? ApiResult.Json(UserInvitationObject.Text(made.Row, made.Link, time.GetUtcNow().UtcDateTime)) : refused;
    }
}
