using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Keys;

namespace Gatehouse.Protocol.Dpop;

/// <summary>
/// A proof of possession that holds for a request: RFC 9449 section 4.3. No nonce is asked for (section 8 leaves it to the server): the
/// window is one minute and every <see cref="Jti"/> is taken once, so that a proof made in advance is of no use after its minute.
/// </summary>
/// <param name="Thumbprint">RFC 7638 thumbprint of the key: <c>jkt</c> of RFC 9449 section 6.</param>
/// <param name="Jti">To be refused a second time until <paramref name="ExpiresAt"/>.</param>
/// <param name="ExpiresAt">From then on the proof would be too old anyway.</param>
public sealed record DpopProof(string Thumbprint, string Jti, DateTimeOffset ExpiresAt)
{
    private const string MediaType = "dpop+jwt";
    private const int LongestJti = 256;
    private const int OldestSeconds = 60;
    private const int SkewSeconds = 5;

    /// <summary>
    /// <c>dpop_signing_alg_values_supported</c>, RFC 9449 section 5.1. Ed25519 is not among them: anybody may send a proof, and without
    /// the framework's help a check costs too much for that.
    /// </summary>
    public static IReadOnlyList<string> Algorithms { get; } = ["ES256", "ES384", "RS256", "PS256"];

    private static FrozenSet<string> Accepted { get; } = Algorithms.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="headers">The values of the <c>DPoP</c> header fields.</param>
    public static Checked<DpopProof> Validate(IReadOnlyList<string?> headers, DpopRequest request, DateTimeOffset now)
    {
        // 1. Not more than one DPoP header field.
        if (headers is not [{ } header]) return Refused("Exactly one DPoP header is needed.");

        // 2. Its value is a single well-formed JWT.
        if (ReceivedJws.Read(header) is not { } proof) return Refused("The DPoP header does not hold a well-formed JWT.");

        // 3. The claims that section 4.2 demands are there.
        if (proof.Text("jti") is not { Length: > 0 and <= LongestJti } jti) return Refused("The proof needs a jti of at most 256 characters.");
        if (proof.Text("htm") is not { } method || proof.Text("htu") is not { } url) return Refused("The proof needs htm and htu.");
        if (proof.Seconds("iat") is not { } issuedAt) return Refused("The proof needs iat.");

        // 4. Header typ.
        if (proof.Type != MediaType) return Refused("The proof's typ must be dpop+jwt.");

        // 5. An asymmetric algorithm of the list, never none.
        if (!Accepted.Contains(proof.Algorithm)) return Refused("The proof's algorithm is not supported.");

        // 7. The key is public, without any private member. Read before 6, which uses it.
        if (!proof.Header.TryGetProperty("jwk", out var jwk) || PublicJwk.Read(jwk) is not { } key)
            return Refused("The proof's header needs a jwk with a public key that is supported.");

        // 6. The signature is that key's.
        if (!proof.IsSignedBy(key)) return Refused("The proof's signature does not fit its key.");

        // 8. htm is the request's method.
        if (method != request.Method) return Refused("The proof's htm is not the method of this request.");

        // 9. htu is the request's URL, without query and fragment.
        if (!IsSameTarget(url, request.Url)) return Refused("The proof's htu is not the URL of this request.");

        // 10. A nonce was not asked for.

        // 11. Made within the window.
        var age = now.ToUnixTimeMilliseconds() / 1000.0 - issuedAt;
        if (age > OldestSeconds + SkewSeconds) return Refused("The proof is too old.");
        if (age < -SkewSeconds) return Refused("The proof was made in the future.");

        // 12. With an access token: its hash, and the key it is bound to.
        if (request.AccessToken is { } token && !IsEqual(proof.Text("ath"), HashOf(token)))
            return Refused("The proof's ath is not the hash of the access token.");
        if (request.BoundTo is { } bound && !IsEqual(key.Thumbprint, bound)) return Refused("The token is bound to another key.");

        var end = DateTimeOffset.UnixEpoch.AddSeconds(Math.Ceiling(issuedAt) + OldestSeconds + SkewSeconds + 1);
        return new DpopProof(key.Thumbprint, jti, end);
    }

    /// <summary>RFC 9449 section 4.3: compared after the normalisation of RFC 3986 sections 6.2.2 and 6.2.3, query and fragment left out.</summary>
    private static bool IsSameTarget(string htu, Uri url) =>
        Uri.TryCreate(htu, UriKind.Absolute, out var claimed) && claimed.Scheme is "https" or "http" && claimed.UserInfo.Length == 0
        && claimed.GetLeftPart(UriPartial.Path) == url.GetLeftPart(UriPartial.Path);

    /// <summary>RFC 9449 section 4.2, <c>ath</c>.</summary>
    private static string HashOf(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static bool IsEqual(string? left, string right) =>
        left is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private static OAuthError Refused(string description) => OAuthError.InvalidDpopProof(description);
}
