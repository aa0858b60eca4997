using Gatehouse.Protocol.Discovery;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Keys;

namespace Gatehouse.Protocol.ClientAuthentication;

/// <summary>
/// The claims of a client's assertion: RFC 7523 section 3, OpenID Connect Core section 9. Stricter than both: one audience, a short life,
/// an id that is always there.
/// </summary>
internal static class ClientAssertion
{
    /// <summary><c>client_assertion_type</c>, RFC 7523 section 2.2.</summary>
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private const int LongestSeconds = 600;
    private const int SkewSeconds = 5;
    private const int LongestJti = 256;

    /// <summary>Contract section 1.1, <c>token_endpoint_auth_signing_alg_values_supported</c>, without HS256: a MAC belongs to the other method.</summary>
    private static readonly string[] Signatures = ["RS256", "PS256", "ES256", "Ed25519", "EdDSA"];

    /// <summary>The algorithm alone says which method it is; what is registered decides whether that one is allowed.</summary>
    public static ClientAuthenticationMethod? MethodOf(ReceivedJws assertion) =>
        assertion.Algorithm == ClientSecret.MacAlgorithm ? ClientAuthenticationMethod.ClientSecretJwt
        : Signatures.Contains(assertion.Algorithm) ? ClientAuthenticationMethod.PrivateKeyJwt
        : null;

    /// <summary>Whether one of the registered keys signed: the one that the header names, if it names one.</summary>
    public static bool IsSignedByOneOf(IReadOnlyList<PublicJwk> keys, ReceivedJws assertion) =>
        keys.Any(key => (assertion.KeyId is null || key.KeyId is null || key.KeyId == assertion.KeyId) && assertion.IsSignedBy(key));

    public static Checked<AssertionId> Judge(ReceivedJws assertion, string clientId, string issuer, DateTimeOffset now)
    {
        // ASVS 9.2.2: a token of another kind, signed with the same key, is no assertion.
        if (assertion.Type is { } type && !IsAllowedType(type)) return Refused("The client assertion has the typ of something else.");
        if (assertion.Text("iss") != clientId || assertion.Text("sub") != clientId)
            return Refused("iss and sub of the client assertion must be the client_id.");

        // The issuer, or the URL that OpenID Connect Core names; alone, so that no other server can use what it was sent.
        if (assertion.OnlyAudience() is not { } audience || (audience != issuer && audience != issuer + EndpointPath.Token))
            return Refused("The client assertion's aud must be this issuer alone.");

        var time = now.ToUnixTimeMilliseconds() / 1000.0;
        if (assertion.Seconds("exp") is not { } expires) return Refused("The client assertion needs exp.");
        if (expires <= time) return Refused("The client assertion has expired.");
        if (expires > time + LongestSeconds + SkewSeconds) return Refused("The client assertion lives longer than ten minutes.");
        if (!HasBegun(assertion, "nbf", time) || !HasBegun(assertion, "iat", time)) return Refused("The client assertion is not valid yet.");

        return assertion.Text("jti") is { Length: > 0 and <= LongestJti } jti
            ? new AssertionId(jti, DateTimeOffset.UnixEpoch.AddSeconds(Math.Ceiling(expires)))
            : Refused("The client assertion needs a jti of at most 256 characters.");
    }

    private static bool IsAllowedType(string type) =>
        type.Equals("JWT", StringComparison.OrdinalIgnoreCase) || type.Equals("client-authentication+jwt", StringComparison.OrdinalIgnoreCase);

    /// <summary>RFC 7523 section 3, items 5 and 6: both may be left out.</summary>
    private static bool HasBegun(ReceivedJws assertion, string claim, double time) =>
        !assertion.Has(claim) || assertion.Seconds(claim) <= time + SkewSeconds;

    private static OAuthError Refused(string description) => OAuthError.InvalidClient(description);
}
