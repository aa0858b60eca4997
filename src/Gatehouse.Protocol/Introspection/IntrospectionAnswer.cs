using System.Text.Json;

namespace Gatehouse.Protocol.Introspection;

/// <summary>The answer of the introspection endpoint: RFC 7662 section 2.2, contract oidc.md section 18. Times are seconds since 1970.</summary>
public sealed record IntrospectionAnswer
{
    public required string Subject { get; init; }

    public required string ClientId { get; init; }

    public required long ExpiresAt { get; init; }

    public required long IssuedAt { get; init; }

    public required string Issuer { get; init; }

    public required string Scope { get; init; }

    /// <summary>An access token; else a refresh token, which has no <c>token_type</c>.</summary>
    public required bool IsAccessToken { get; init; }

    /// <summary>For clients whose ID tokens have one.</summary>
    public string? SessionId { get; init; }

    /// <summary>RFC 8693 section 4.1: the subject of <c>act</c>.</summary>
    public string? Actor { get; init; }

    /// <summary>RFC 9449 section 6.2: the key that the token is bound to.</summary>
    public string? DpopJkt { get; init; }

    /// <summary>The same for whatever is not a live token of ours: nothing tells why.</summary>
    public static void WriteInactive(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("active"u8, value: false);
        writer.WriteEndObject();
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("active"u8, value: true);
        if (Actor is not null)
        {
            writer.WriteStartObject("act"u8);
            writer.WriteString("sub"u8, Actor);
            writer.WriteEndObject();
        }

        writer.WriteString("sub"u8, Subject);
        writer.WriteString("client_id"u8, ClientId);
        writer.WriteNumber("exp"u8, ExpiresAt);
        writer.WriteNumber("iat"u8, IssuedAt);
        writer.WriteString("iss"u8, Issuer);
        if (Scope.Length > 0) writer.WriteString("scope"u8, Scope);
        if (IsAccessToken) writer.WriteString("token_type"u8, DpopJkt is null ? "Bearer" : "DPoP");
        if (DpopJkt is not null)
        {
            writer.WriteStartObject("cnf"u8);
            writer.WriteString("jkt"u8, DpopJkt);
            writer.WriteEndObject();
        }

        if (SessionId is not null) writer.WriteString("sid"u8, SessionId);
        writer.WriteEndObject();
    }
}
