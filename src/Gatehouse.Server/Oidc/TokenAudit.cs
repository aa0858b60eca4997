using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Data;
using Gatehouse.Server.Oidc.TokenGrants;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Oidc;

/// <summary>
/// The audit entry of a token request or revocation (contract/oidc.md 23, management-misc.md 1): what was asked, without any secret, and
/// what came of it.
/// </summary>
internal static class TokenAudit
{
    private const int LongestKept = 512;
    private const string Masked = "******";

    private static readonly string[] Shown =
        ["grant_type", "client_id", "scope", "organization_id", "redirect_uri", "subject_token_type", "actor_token_type", "requested_token_type", "token_type_hint"];

    private static readonly string[] Secret =
        ["client_secret", "client_assertion", "code", "code_verifier", "refresh_token", "device_code", "subject_token", "actor_token", "token"];

    private static readonly FrozenDictionary<string, string> Keys = new Dictionary<string, string>
    {
        [GrantType.AuthorizationCode] = "ExchangeTokenBy.AuthorizationCode",
        [GrantType.RefreshToken] = "ExchangeTokenBy.RefreshToken",
        [GrantType.ClientCredentials] = "ExchangeTokenBy.ClientCredentials",
        [GrantType.DeviceCode] = "ExchangeTokenBy.DeviceCode",
        [GrantType.TokenExchange] = "ExchangeTokenBy.TokenExchange",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="client">Null: nobody authenticated.</param>
    public static AuditRow Row(string tenantId, HttpContext http, ProtocolParameters parameters, CallingClient? client, TokenOutcome outcome, DateTimeOffset now) =>
        Row(tenantId, KeyOf(parameters["grant_type"]), http, parameters, client, outcome, now);

    /// <inheritdoc cref="Row(string, HttpContext, ProtocolParameters, CallingClient?, TokenOutcome, DateTimeOffset)"/>
    public static AuditRow Revocation(string tenantId, HttpContext http, ProtocolParameters parameters, CallingClient? client, TokenOutcome outcome, DateTimeOffset now) =>
        Row(tenantId, "RevokeToken", http, parameters, client, outcome, now);

    private static string KeyOf(string? grantType) => grantType is not null && Keys.TryGetValue(grantType, out var key) ? key : "ExchangeTokenBy.Unknown";

    private static AuditRow Row(
        string tenantId, string key, HttpContext http, ProtocolParameters parameters, CallingClient? client, TokenOutcome outcome, DateTimeOffset now) => new()
        {
            TenantId = tenantId,
            Id = Identifier.Ordered(now.UtcDateTime),
            Key = key,
            CreatedAt = now.UtcDateTime,
            // What an unauthenticated caller claims to be is in the payload only.
            ApplicationId = client?.Application.Id,
            UserId = outcome.UserId,
            Payload = JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("key", key);
                WriteResult(json, outcome.Refusal);
                if (http.Connection.RemoteIpAddress is { } ip) json.WriteString("ip", ip.ToString());
                if (http.Request.Headers.UserAgent is [{ Length: > 0 } agent]) json.WriteString("userAgent", Kept(agent));
                WriteParties(json, client, outcome);
                WriteParameters(json, parameters);
                WriteIssued(json, outcome);
                json.WriteEndObject();
            }),
        };

    private static void WriteResult(Utf8JsonWriter json, OAuthError? refused)
    {
        json.WriteString("result", refused is null ? "Success" : "Error");
        if (refused is null) return;
        json.WriteStartObject("error");
        json.WriteString("code", "oidc." + refused.Error);
        json.WriteString("message", refused.Description);
        json.WriteEndObject();
    }

    private static void WriteParties(Utf8JsonWriter json, CallingClient? client, TokenOutcome outcome)
    {
        if (client is not null) json.WriteString("applicationId", client.Application.Id);
        if (outcome.SessionId is not null) json.WriteString("sessionId", outcome.SessionId);
        if (outcome.UserId is not null) json.WriteString("userId", outcome.UserId);
        if (client?.SecretName is not { Length: > 0 } secret) return;
        json.WriteStartObject("applicationSecret");
        json.WriteString("name", secret);
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, ProtocolParameters parameters)
    {
        json.WriteStartObject("params");
        foreach (var name in Shown)
        {
            if (parameters[name] is { } value) json.WriteString(name, Kept(value));
        }

        foreach (var name in Secret)
        {
            if (parameters[name] is not null) json.WriteString(name, Masked);
        }

        if (parameters.Resources.Count > 0) json.WriteString("resource", Kept(string.Join(' ', parameters.Resources)));
        json.WriteEndObject();
    }

    private static void WriteIssued(Utf8JsonWriter json, TokenOutcome outcome)
    {
        if (outcome.Response is { } response) json.WriteString("scope", response.Scope ?? "");
        if (outcome.TokenTypes.Count == 0) return;
        json.WriteStartArray("tokenTypes");
        foreach (var type in outcome.TokenTypes) json.WriteStringValue(type);
        json.WriteEndArray();
    }

    private static string Kept(string text)
    {
        var clean = text.Replace("\0", "", StringComparison.Ordinal);
        if (clean.Length <= LongestKept) return clean;
        // Not between the halves of one character: what is left would be no text any more.
        return clean[..(char.IsHighSurrogate(clean[LongestKept - 1]) ? LongestKept - 1 : LongestKept)];
    }
}
