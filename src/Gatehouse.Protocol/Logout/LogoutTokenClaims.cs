using System.Text.Json;

namespace Gatehouse.Protocol.Logout;

/// <summary>
/// The payload of a logout token: OpenID Connect Back-Channel Logout section 2.4, contract oidc.md section 19. There is never a
/// <c>nonce</c>, so that it can't pass for an ID token.
/// </summary>
public sealed record LogoutTokenClaims
{
    /// <summary><c>typ</c> of the JOSE header.</summary>
    public const string MediaType = "logout+jwt";

    private const int LifetimeSeconds = 120;

    public required string Subject { get; init; }

    /// <summary>The client that is told.</summary>
    public required string Audience { get; init; }

    public required string Issuer { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required string JwtId { get; init; }

    /// <summary>Only for clients that registered <c>backchannel_logout_session_required</c>.</summary>
    public string? SessionId { get; init; }

    /// <summary>Writes the object, members in the order of contract section 19.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        var issuedAt = IssuedAt.ToUnixTimeSeconds();
        writer.WriteStartObject();
        writer.WriteString("sub"u8, Subject);
        writer.WriteString("aud"u8, Audience);
        writer.WriteString("iss"u8, Issuer);
        writer.WriteNumber("iat"u8, issuedAt);
        writer.WriteNumber("exp"u8, issuedAt + LifetimeSeconds);
        writer.WriteString("jti"u8, JwtId);
        writer.WriteStartObject("events"u8);
        writer.WriteStartObject("http://schemas.openid.net/event/backchannel-logout"u8);
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (SessionId is not null) writer.WriteString("sid"u8, SessionId);
        writer.WriteEndObject();
    }
}
