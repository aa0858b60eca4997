using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gatehouse.Protocol.ClientAuthentication;

/// <summary>
/// One of the named secrets registered for a client: contract oidc.md section 4.2. Only the SHA-256 of the value is held, which is what
/// is compared; generated secrets have too much entropy for the digest to be reversed.
/// </summary>
public sealed class ClientSecret
{
    private readonly byte[] _digest;

    public ClientSecret(string name, string value, DateTimeOffset? expiresAt)
    {
        Name = name;
        _digest = DigestOf(value);
        ExpiresAt = expiresAt;
    }

    /// <summary>The name that the audit log shows.</summary>
    public string Name { get; }

    public DateTimeOffset? ExpiresAt { get; }

    public bool IsLive(DateTimeOffset now) => ExpiresAt is not { } end || now < end;

    internal static byte[] DigestOf(string value) => SHA256.HashData(MemoryMarshal.AsBytes(value.AsSpan()));

    internal bool Matches(ReadOnlySpan<byte> digest) => CryptographicOperations.FixedTimeEquals(_digest, digest);
}
