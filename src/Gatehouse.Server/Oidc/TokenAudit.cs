using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Oidc;

/// <summary>The audit entry of a token request (contract/management-misc.md 1): what was asked, without any secret, and what came of it.</summary>
internal static class TokenAudit
{
    private const int LongestKept = 512;
    private const string Masked = "******";
    private static readonly string[] Shown = ["grant_type", "client_id", "scope", "organization_id"];
    private static readonly string[] Secret =
        ["client_secret", "client_assertion", "code", "code_verifier", "refresh_token", "device_code", "subject_token", "actor_token"];

    public static AuditRow Row(string tenantId, HttpContext http, ProtocolParameters parameters, IssuedAnswer? issued, OAuthError? refused, DateTimeOffset now)
    {
        var key = "ExchangeTokenBy." + (parameters["grant_type"] == GrantType.ClientCredentials ? "ClientCredentials" : "Unknown");
        return new AuditRow
        {
            TenantId = tenantId,
            Id = Identifier.Long(),
            Key = key,
            CreatedAt = now.UtcDateTime,
            // What an unauthenticated caller claims to be is in the payload only.
            ApplicationId = issued?.ClientId,
            Payload = JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("key", key);
                json.WriteString("result", refused is null ? "Success" : "Error");
                if (refused is not null)
                {
                    json.WriteStartObject("error");
                    json.WriteString("code", "oidc." + refused.Error);
                    json.WriteString("message", refused.Description);
                    json.WriteEndObject();
                }

                if (http.Connection.RemoteIpAddress is { } ip) json.WriteString("ip", ip.ToString());
                if (http.Request.Headers.UserAgent is [{ Length: > 0 } agent]) json.WriteString("userAgent", Kept(agent));
                if (issued is not null) json.WriteString("applicationId", issued.ClientId);
                if (issued?.SecretName is { Length: > 0 } secret)
                {
                    json.WriteStartObject("applicationSecret");
                    json.WriteString("name", secret);
                    json.WriteEndObject();
                }

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
                if (issued is not null)
                {
                    json.WriteString("scope", issued.Response.Scope ?? "");
                    json.WriteStartArray("tokenTypes");
                    json.WriteStringValue("AccessToken");
                    json.WriteEndArray();
                }

                json.WriteEndObject();
            }),
        };
    }

    private static string Kept(string text)
    {
        var clean = text.Replace("\0", "", StringComparison.Ordinal);
        if (clean.Length <= LongestKept) return clean;
        // Not between the halves of one character: what is left would be no text any more.
        return clean[..(char.IsHighSurrogate(clean[LongestKept - 1]) ? LongestKept - 1 : LongestKept)];
    }
}
