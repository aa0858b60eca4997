using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Protocol.Keys;

/// <summary>
/// Signs in the compact serialization: RFC 7515 section 7.1, signatures by RFC 7518 sections 3.3 and 3.4. The key's owner sees to it that
/// no two threads use one key object at once, which the framework does not promise to stand.
/// </summary>
public static class CompactJws
{
    // RFC 7518 section 3.3.
    private const int MinimumRsaBits = 2048;

    public static string Sign(JwsHeader header, ReadOnlySpan<byte> payload, ECDsa key)
    {
        if (header.Algorithm.CurveBits != key.KeySize) throw Mismatch(header);
        return Sign(header, payload, key, key.KeySize / 8 * 2, static (key, algorithm, data, signature) =>
            key.SignData(data, signature, algorithm.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    public static string Sign(JwsHeader header, ReadOnlySpan<byte> payload, RSA key)
    {
        if (header.Algorithm != SigningAlgorithm.RS256 || key.KeySize < MinimumRsaBits) throw Mismatch(header);
        return Sign(header, payload, key, (key.KeySize + 7) / 8, static (key, algorithm, data, signature) =>
            key.SignData(data, signature, algorithm.Hash, RSASignaturePadding.Pkcs1));
    }

    private static string Sign<TKey>(JwsHeader header, ReadOnlySpan<byte> payload, TKey key, int signatureLength, Signer<TKey> sign)
    {
        var signedLength = header.Encoded.Length + 1 + Base64Url.GetEncodedLength(payload.Length);
        var length = signedLength + 1 + Base64Url.GetEncodedLength(signatureLength);
        var rented = ArrayPool<byte>.Shared.Rent(length + signatureLength);
        try
        {
            var jws = rented.AsSpan(0, length);
            header.Encoded.CopyTo(jws);
            jws[header.Encoded.Length] = (byte)'.';
            Base64Url.EncodeToUtf8(payload, jws[(header.Encoded.Length + 1)..]);

            var signature = rented.AsSpan(length, signatureLength);
            if (sign(key, header.Algorithm, jws[..signedLength], signature) != signatureLength)
                throw new CryptographicException("The signature has an unexpected length.");
            jws[signedLength] = (byte)'.';
            Base64Url.EncodeToUtf8(signature, jws[(signedLength + 1)..]);
            return Encoding.ASCII.GetString(jws);
        }
        finally
        {
            // A token is a bearer secret: the pool must not keep it.
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    private static ArgumentException Mismatch(JwsHeader header) => new($"The key is not one for {header.Algorithm.Name}.");

    private delegate int Signer<TKey>(TKey key, SigningAlgorithm algorithm, ReadOnlySpan<byte> data, Span<byte> signature);
}
