using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gatehouse.Protocol.ClientAuthentication;

/// <summary>
/// A secret as a client sent it (RFC 6749 section 2.3.1, contract oidc.md section 4.2). It shows nothing of itself in logs and debuggers,
/// and two of them can't be compared: that is <see cref="ClientAuthenticator"/>'s work, in constant time.
/// </summary>
[DebuggerDisplay("[redacted]")]
public sealed class SecretText(string value)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value = value;

    public override string ToString() => "[redacted]";

    /// <summary>Over the UTF-16 form, so that no two texts have one digest for want of a UTF-8 form.</summary>
    internal static byte[] DigestOf(string value) => SHA256.HashData(MemoryMarshal.AsBytes(value.AsSpan()));

    internal byte[] Digest() => DigestOf(_value);
}
