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

    /// <summary>RFC 8693 section 4.1: the subject of <c>act</c>; null leaves the claim out.</summary>
    public string? Actor { get; init; }

    /// <summary>RFC 9449 section 6.1: the key that the token is bound to, <c>cnf.jkt</c>; null leaves the claim out.</summary>
    public string? DpopJkt { get; init; }

    /// <summary>The claims of a client acting for itself: it is subject and client at once (RFC 9068 section 2.2).</summary>
    public static AccessTokenClaims ForClient(
        GrantedAccess granted, string clientId, string issuer, string jwtId, DateTimeOffset now, string? dpopJkt = null) =>
        For(granted, clientId, clientId, issuer, jwtId, now) with { DpopJkt = dpopJkt };

    /// <summary>The claims of a client acting for a user.</summary>
    /// <param name="actor">The subject of an actor token, RFC 8693.</param>
    /// <param name="dpopJkt">The key that the request proved, RFC 9449.</param>
    public static AccessTokenClaims ForUser(
        GrantedAccess granted, string userId, string clientId, string issuer, string jwtId, DateTimeOffset now, string? actor = null, string? dpopJkt = null) =>
        For(granted, userId, clientId, issuer, jwtId, now) with { Actor = actor, DpopJkt = dpopJkt };

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
        if (Actor is not null)
        {
            writer.WriteStartObject("act"u8);
            writer.WriteString("sub"u8, Actor);
            writer.WriteEndObject();
        }

        if (DpopJkt is not null)
        {
            writer.WriteStartObject("cnf"u8);
            writer.WriteString("jkt"u8, DpopJkt);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static AccessTokenClaims For(
        GrantedAccess granted, string subject, string clientId, string issuer, string jwtId, DateTimeOffset now)
    {
        var issuedAt = now.ToUnixTimeSeconds();
        return new AccessTokenClaims
        {
            JwtId = jwtId,
            Subject = subject,
            IssuedAt = issuedAt,
            ExpiresAt = issuedAt + granted.ExpiresIn,
            Scope = granted.Scope?.ToString(),
            ClientId = clientId,
            Issuer = issuer,
            Audience = granted.Audience,
            OrganizationId = granted.OrganizationId,
        };
    }
}
