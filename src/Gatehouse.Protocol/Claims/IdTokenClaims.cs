using System.Text.Json;

namespace Gatehouse.Protocol.Claims;

/// <summary>
/// The payload of an ID token: OpenID Connect Core section 2, contract oidc.md section 11.1. There is no <c>at_hash</c>: the token comes
/// from the token endpoint itself. Times are seconds since 1970.
/// </summary>
public sealed record IdTokenClaims
{
    public required ClaimSource User { get; init; }

    /// <summary>The user claims that it carries: <see cref="UserClaims.ForIdToken"/>.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    /// <summary>As the authorization request sent it; refreshed ID tokens repeat it.</summary>
    public string? Nonce { get; init; }

    /// <summary>When the user signed in, where the request asked for it.</summary>
    public long? AuthTime { get; init; }

    /// <summary>How sure the sign-in was, where the session knows.</summary>
    public string? Acr { get; init; }

    /// <summary>The factors really used, RFC 8176, where the session knows.</summary>
    public IReadOnlyList<string>? Amr { get; init; }

    /// <summary>The session towards this client: OpenID Connect Back-Channel Logout section 2.1.</summary>
    public string? SessionId { get; init; }

    /// <summary>The client's id; a text, never an array: clients insist on it.</summary>
    public required string Audience { get; init; }

    public required long ExpiresAt { get; init; }

    public required long IssuedAt { get; init; }

    public required string Issuer { get; init; }

    /// <summary>Writes the object, members in the order of contract section 11.1.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("sub"u8, User.Subject);
        UserClaims.Write(writer, Claims, User);
        if (Nonce is not null) writer.WriteString("nonce"u8, Nonce);
        if (AuthTime is { } authTime) writer.WriteNumber("auth_time"u8, authTime);
        if (Acr is not null) writer.WriteString("acr"u8, Acr);
        if (Amr is { Count: > 0 })
        {
            writer.WriteStartArray("amr"u8);
            foreach (var factor in Amr) writer.WriteStringValue(factor);
            writer.WriteEndArray();
        }

        if (SessionId is not null) writer.WriteString("sid"u8, SessionId);
        writer.WriteString("aud"u8, Audience);
        writer.WriteNumber("exp"u8, ExpiresAt);
        writer.WriteNumber("iat"u8, IssuedAt);
        writer.WriteString("iss"u8, Issuer);
        writer.WriteEndObject();
    }
}
