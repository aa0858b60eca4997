using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Server.Grants;

/// <summary>The values of codes, opaque tokens and handles: 43 characters with 256 random bits (contract/oidc.md 11). Stored as a digest only.</summary>
internal static class OpaqueToken
{
    private const int Octets = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Octets));

    /// <summary>Base64url of SHA-256: 43 characters, whatever was sent.</summary>
    public static string DigestOf(string value) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(value)));
}
