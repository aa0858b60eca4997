using System.Diagnostics;

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

    internal byte[] Digest() => ClientSecret.DigestOf(_value);
}
