using System.Security.Cryptography;

namespace Gatehouse.Passwords;

/// <summary>Digests by the names that OpenSSL gives them; only to verify imported passwords, broken ones included.</summary>
internal static class NamedDigest
{
    /// <summary>The digest, or null when it is unknown or this system's cryptography lacks it.</summary>
    public static HashAlgorithmName? TryFind(string name) => name.ToLowerInvariant() switch
    {
        "md5" => HashAlgorithmName.MD5,
        "sha1" => HashAlgorithmName.SHA1,
        "sha256" => HashAlgorithmName.SHA256,
        "sha384" => HashAlgorithmName.SHA384,
        "sha512" => HashAlgorithmName.SHA512,
        "sha3-256" when SHA3_256.IsSupported => HashAlgorithmName.SHA3_256,
        "sha3-384" when SHA3_384.IsSupported => HashAlgorithmName.SHA3_384,
        "sha3-512" when SHA3_512.IsSupported => HashAlgorithmName.SHA3_512,
        _ => null,
    };
}
