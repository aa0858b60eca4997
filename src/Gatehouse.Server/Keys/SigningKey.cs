using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.Keys;

/// <summary>A key that the tenant signs tokens with (contract/oidc.md 1.3). The private part is sealed at rest.</summary>
internal sealed class SigningKey
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    /// <summary><c>ES256</c>, <c>ES384</c> or <c>RS256</c>.</summary>
    public required string Algorithm { get; init; }

    /// <summary>PKCS#8 in PEM, sealed.</summary>
    public required SealedText PrivateKey { get; init; }

    public required SigningKeyStatus Status { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>When a staged key comes into use by itself; null = when somebody promotes it.</summary>
    public DateTime? EffectiveAt { get; set; }

    /// <summary>The keys with the statuses that they have by now: a staged key whose time has come is Current, whatever the rows still say.</summary>
    public static IReadOnlyList<(SigningKey Key, SigningKeyStatus Status)> AsOf(DateTime now, IReadOnlyCollection<SigningKey> keys)
    {
        if (!keys.Any(key => key.IsDue(now))) return [.. keys.Select(key => (key, key.Status))];
        return
        [
            .. keys.Where(key => key.Status != SigningKeyStatus.Previous)
                .Select(key => (key, key.Status == SigningKeyStatus.Next ? SigningKeyStatus.Current : SigningKeyStatus.Previous)),
        ];
    }

    private bool IsDue(DateTime now) => Status == SigningKeyStatus.Next && EffectiveAt <= now;
}

/// <summary>Exactly one key is Current; Next and Previous are published beside it. The order is that of the JWKS.</summary>
internal enum SigningKeyStatus
{
    Current,
    Next,
    Previous,
}

/// <summary>A key that signs cookies; the newest signs, all verify (contract/oidc.md 1.3).</summary>
internal sealed class CookieKey
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public required SealedText Value { get; init; }

    public required DateTime CreatedAt { get; init; }
}
