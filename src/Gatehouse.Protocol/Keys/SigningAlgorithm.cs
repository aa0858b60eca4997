using System.Security.Cryptography;

namespace Gatehouse.Protocol.Keys;

/// <summary>The signature algorithms a tenant's key can have, named as in RFC 7518 section 3.1; contract oidc.md section 1.3.</summary>
public enum SigningAlgorithm
{
    /// <summary>ECDSA on P-256 with SHA-256: new tenants.</summary>
    ES256,

    /// <summary>ECDSA on P-384 with SHA-384.</summary>
    ES384,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    RS256,
}

/// <summary>The facts of RFC 7518 section 3.1 about each algorithm.</summary>
public static class SigningAlgorithmFacts
{
    extension(SigningAlgorithm algorithm)
    {
        /// <summary>The wire name.</summary>
        public string Name => algorithm switch
        {
            SigningAlgorithm.ES256 => "ES256",
            SigningAlgorithm.ES384 => "ES384",
            SigningAlgorithm.RS256 => "RS256",
            _ => throw new InvalidOperationException("No such algorithm."),
        };

        internal HashAlgorithmName Hash =>
            algorithm == SigningAlgorithm.ES384 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;

        // RFC 7518 section 3.4: the curve belongs to the algorithm; the key's size tells the curve.
        internal int CurveBits => algorithm switch
        {
            SigningAlgorithm.ES256 => 256,
            SigningAlgorithm.ES384 => 384,
            _ => 0,
        };
    }
}
