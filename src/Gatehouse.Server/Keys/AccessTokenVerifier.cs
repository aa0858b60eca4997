using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tenants;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Server.Keys;

/// <summary>A JWT access token of ours that was held against keys, issuer, audience and time.</summary>
/// <param name="TenantId">Whose key signed it.</param>
internal sealed record VerifiedToken(string TenantId, string? Subject, string? ClientId, string Scope);

/// <summary>
/// Verifies the JWT access tokens that our own APIs accept (RFC 9068 section 4). Refusals carry the code and name of the JOSE error, as
/// contract/management-api.md 1.2 lists them.
/// </summary>
internal sealed class AccessTokenVerifier(Snapshots snapshots, TenantEndpoints endpoints, TimeProvider time)
{
    private static readonly string[] Algorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.RsaSha256];
    private static readonly JsonWebTokenHandler Handler = new();

    /// <param name="audience">Null: any, for somebody who asks on behalf of no API.</param>
    /// <param name="issuers">The tenants whose tokens are accepted.</param>
    public async Task<Checked<VerifiedToken>> VerifyAsync(string text, string? audience, IReadOnlyList<string> issuers, CancellationToken ct)
    {
        if (!TryRead(text, out var token)) return Refused("ERR_JWS_INVALID", "JWSInvalid");
        if (!Algorithms.Contains(token.Alg)) return Refused("ERR_JOSE_NOT_SUPPORTED", "JOSENotSupported");
        SecurityKey? key = null;
        var signer = "";
        foreach (var tenantId in issuers)
        {
            key = (await snapshots.GetAsync(tenantId, ct)).Get<SigningKeys>().VerificationKey(token.Kid, token.Alg);
            signer = tenantId;
            if (key is not null) break;
        }

        if (key is null) return Refused("ERR_JWKS_NO_MATCHING_KEY", "JWKSNoMatchingKey");

        if (!await IsSignedByAsync(token, key)) return Refused("ERR_JWS_SIGNATURE_VERIFICATION_FAILED", "JWSSignatureVerificationFailed");
        // The claims behind a good signature: the issuer must be the tenant whose key signed.
        return Judge(token, audience, signer);
    }

    /// <summary>A JWT of any kind that the tenant signed; null when it is none. What its claims say is not looked at.</summary>
    public async Task<JsonWebToken?> ReadOwnAsync(string text, string tenantId, CancellationToken ct)
    {
        if (!TryRead(text, out var token) || !Algorithms.Contains(token.Alg)) return null;
        var key = (await snapshots.GetAsync(tenantId, ct)).Get<SigningKeys>().VerificationKey(token.Kid, token.Alg);
        return key is not null && await IsSignedByAsync(token, key) ? token : null;
    }

    private static async Task<bool> IsSignedByAsync(JsonWebToken token, SecurityKey key)
    {
#pragma warning disable CA5404 // Issuer, audience and time are judged by the callers, each with a refusal of its own.
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
#pragma warning restore CA5404
        return result.IsValid;
    }

    private Checked<VerifiedToken> Judge(JsonWebToken token, string? audience, string tenantId)
    {
        if (token.Issuer != endpoints.Issuer(tenantId)) return ClaimRefused(token, "iss");
        if (audience is not null && !token.Audiences.Contains(audience)) return ClaimRefused(token, "aud");
        // RFC 9068 section 4: an ID token or a logout token is no access token, whatever it says otherwise.
        if (token.Typ != "at+jwt") return ClaimRefused(token, "typ");
        // RFC 9449 section 7.2: a token that is bound to a key is no bearer token.
        if (token.TryGetPayloadValue<JsonElement>("cnf", out _)) return ClaimRefused(token, "cnf");
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (token.TryGetPayloadValue<long>("nbf", out var notBefore) && notBefore > now) return ClaimRefused(token, "nbf");
        if (!token.TryGetPayloadValue<long>("exp", out var expires)) return ClaimRefused(token, "exp");
        if (expires <= now) return ClaimRefused(token, "exp", "ERR_JWT_EXPIRED", "JWTExpired");
        var hasSubject = token.TryGetPayloadValue<string>("sub", out var subject);
        token.TryGetPayloadValue<string>("client_id", out var clientId);
        token.TryGetPayloadValue<string>("scope", out var scope);
        return new VerifiedToken(tenantId, hasSubject ? subject : null, clientId, scope ?? "");
    }

    private static bool TryRead(string text, out JsonWebToken token)
    {
        token = null!;
        try
        {
            token = new JsonWebToken(text);
            return !token.IsEncrypted;
        }
        catch (Exception problem) when (problem is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            return false;
        }
    }

    private static Refusal Refused(string code, string name) => new("auth.unauthorized", StatusCodes.Status401Unauthorized)
    {
        Data = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("code", code);
            json.WriteString("name", name);
            json.WriteEndObject();
        }),
    };

    private static Refusal ClaimRefused(
        JsonWebToken token, string claim, string code = "ERR_JWT_CLAIM_VALIDATION_FAILED", string name = "JWTClaimValidationFailed") =>
        new("auth.unauthorized", StatusCodes.Status401Unauthorized)
        {
            Data = JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("code", code);
                json.WriteString("name", name);
                json.WriteString("claim", claim);
                json.WriteString("reason", "check_failed");
                json.WritePropertyName("payload");
                json.WriteRawValue(Base64UrlEncoder.Decode(token.EncodedPayload));
                json.WriteEndObject();
            }),
        };
}
