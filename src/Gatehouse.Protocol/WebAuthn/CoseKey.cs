using System.Formats.Cbor;
using System.Security.Cryptography;

namespace Gatehouse.Protocol.WebAuthn;

/// <summary>
/// A public key as authenticators write it (RFC 9052 section 7, RFC 9053, RFC 8230), of the two kinds that this server offers: ES256 on
/// P-256 and RS256 of 2048 to 4096 bits. Others, EdDSA among them, are refused: no browser makes one that was not offered.
/// </summary>
internal sealed class CoseKey
{
    /// <summary>ECDSA on P-256 with SHA-256: RFC 9053 section 2.1.</summary>
    public const int ES256 = -7;

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256: RFC 8812 section 2.</summary>
    public const int RS256 = -257;

    private const int KeyTypeEC2 = 2;
    private const int KeyTypeRsa = 3;
    private const int CurveP256 = 1;

    // RFC 9052 section 7.1, RFC 9053 section 7.1.1, RFC 8230 section 4. The negative labels mean one thing for each type of key.
    private const int LabelType = 1;
    private const int LabelAlgorithm = 3;
    private const int LabelCurveOrModulus = -1;
    private const int LabelXOrExponent = -2;
    private const int LabelY = -3;

    private readonly ECParameters? _ec;
    private readonly RSAParameters? _rsa;

    private CoseKey(ECParameters? ec, RSAParameters? rsa) => (_ec, _rsa) = (ec, rsa);

    /// <summary>Best first, as options list them.</summary>
    public static IReadOnlyList<int> Algorithms { get; } = [ES256, RS256];

    public int Algorithm => _ec is null ? RS256 : ES256;

    /// <returns>Null when it is no key of a kind that is offered.</returns>
    public static CoseKey? Read(ReadOnlyMemory<byte> cbor)
    {
        try
        {
            return ReadMap(cbor) is not { } members ? null : (members.Type, members.Algorithm) switch
            {
                // Section 5.8.5: ES256 means P-256 here, and points are never compressed.
                (KeyTypeEC2, ES256) => members is { Curve: CurveP256, X.Length: 32, Y.Length: 32 }
                    ? new CoseKey(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = members.X, Y = members.Y } }, null) : null,
                (KeyTypeRsa, RS256) => members is { Modulus: { Length: >= 256 and <= 512 } modulus, X: { Length: >= 1 and <= 4 } exponent } && modulus[0] != 0 && exponent[0] != 0
                    ? new CoseKey(null, new RSAParameters { Modulus = modulus, Exponent = exponent }) : null,
                _ => null,
            };
        }
        catch (Exception problem) when (problem is CborContentException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Whether anything can be verified with it: the point is on the curve, the modulus is one.</summary>
    public bool IsSound()
    {
        try
        {
            using AsymmetricAlgorithm key = Open();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Section 6.5.5: ECDSA signatures are in the ASN.1 form.</summary>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            using AsymmetricAlgorithm key = Open();
            return key switch
            {
                ECDsa ec => ec.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
                RSA rsa => rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private AsymmetricAlgorithm Open() => _ec is { } point ? ECDsa.Create(point) : RSA.Create(_rsa!.Value);

    private static Members? ReadMap(ReadOnlyMemory<byte> cbor)
    {
        var reader = new CborReader(cbor, CborConformanceMode.Ctap2Canonical);
        var members = new Members();
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            if (reader.PeekState() == CborReaderState.TextString)
            {
                reader.SkipValue();
                reader.SkipValue();
                continue;
            }

            switch (reader.ReadInt64())
            {
                case LabelType: members.Type = reader.ReadInt32(); break;
                case LabelAlgorithm: members.Algorithm = reader.ReadInt32(); break;
                case LabelCurveOrModulus when reader.PeekState() == CborReaderState.ByteString: members.Modulus = reader.ReadByteString(); break;
                case LabelCurveOrModulus: members.Curve = reader.ReadInt32(); break;
                case LabelXOrExponent: members.X = reader.ReadByteString(); break;
                case LabelY: members.Y = reader.ReadByteString(); break;
                default: reader.SkipValue(); break;
            }
        }

        reader.ReadEndMap();
        return reader.BytesRemaining == 0 ? members : null;
    }

    private sealed class Members
    {
        public int Type { get; set; }

        public int Algorithm { get; set; }

        public int Curve { get; set; }

        public byte[]? Modulus { get; set; }

        public byte[]? X { get; set; }

        public byte[]? Y { get; set; }
    }
}
