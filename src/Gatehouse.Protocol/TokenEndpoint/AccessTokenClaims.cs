using System.Text.Json;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>
/// The payload of a JWT access token: RFC 9068 section 2.2, contract oidc.md section 11.3. Times are seconds of the Unix epoch.
/// </summary>
public sealed record AccessTokenClaims
{
    /// <summary><c>typ</c> of the JOSE header, RFC 9068 section 2.1.</summary>
    public const string MediaType = "at+jwt";

    public required string JwtId { get; init; }

    public required string Subject { get; init; }

    public required long IssuedAt { get; init; }

    public required long ExpiresAt { get; init; }

    /// <summary>Null leaves the claim out; empty writes <c>""</c> (contract section 11.5).</summary>
    public string? Scope { get; init; }

    public required string ClientId { get; init; }

    public required string Issuer { get; init; }

    public required string Audience { get; init; }

    public string? OrganizationId { get; init; }

    /// <summary>The claims of a client acting for itself: it is subject and client at once (RFC 9068 section 2.2).</summary>
    public static AccessTokenClaims ForClient(GrantedAccess granted, string clientId, string issuer, string jwtId, DateTimeOffset now)
    {
        var issuedAt = now.ToUnixTimeSeconds();
        return new AccessTokenClaims
        {
            JwtId = jwtId,
            Subject = clientId,
            IssuedAt = issuedAt,
            ExpiresAt = issuedAt + granted.ExpiresIn,
            Scope = granted.Scope?.ToString(),
            ClientId = clientId,
            Issuer = issuer,
            Audience = granted.Audience,
            OrganizationId = granted.OrganizationId,
        };
    }

    /// <summary>Writes the object, members in the order of contract section 11.3.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("jti"u8, JwtId);
        writer.WriteString("sub"u8, Subject);
        writer.WriteNumber("iat"u8, IssuedAt);
        writer.WriteNumber("exp"u8, ExpiresAt);
        if (Scope is not null) writer.WriteString("scope"u8, Scope);
        writer.WriteString("client_id"u8, ClientId);
        writer.WriteString("iss"u8, Issuer);
        writer.WriteString("aud"u8, Audience);
        if (OrganizationId is not null) writer.WriteString("organization_id"u8, OrganizationId);
        writer.WriteEndObject();
    }
}
