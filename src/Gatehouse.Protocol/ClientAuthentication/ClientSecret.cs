using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Protocol.Keys;

namespace Gatehouse.Protocol.ClientAuthentication;

/// <summary>
/// One of the named secrets registered for a client: contract oidc.md section 4.2. It answers whether something was made with it, and
/// shows its value to nobody.
/// </summary>
[DebuggerDisplay("{Name}: [redacted]")]
public sealed class ClientSecret
{
    /// <summary>The one MAC of <c>client_secret_jwt</c>: contract section 1.1.</summary>
    public const string MacAlgorithm = "HS256";

    // RFC 7518 section 3.2: a key at least as long as the hash.
    private const int ShortestMacKey = 32;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _value;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _digest;

    public ClientSecret(string name, string value, DateTimeOffset? expiresAt)
    {
        Name = name;
        // OpenID Connect Core section 10.1: the key of a MAC is the UTF-8 form.
        _value = Encoding.UTF8.GetBytes(value);
        _digest = SecretText.DigestOf(value);
        ExpiresAt = expiresAt;
    }

    /// <summary>The name that the audit log shows.</summary>
    public string Name { get; }

    public DateTimeOffset? ExpiresAt { get; }

    public bool IsLive(DateTimeOffset now) => ExpiresAt is not { } end || now < end;

    internal bool Matches(ReadOnlySpan<byte> digest) => CryptographicOperations.FixedTimeEquals(_digest, digest);

    /// <summary>RFC 7518 section 3.2.</summary>
    public bool Made(ReceivedJws assertion) =>
        assertion.Algorithm == MacAlgorithm && _value.Length >= ShortestMacKey
        && CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_value, assertion.Signed), assertion.Signature);
}
