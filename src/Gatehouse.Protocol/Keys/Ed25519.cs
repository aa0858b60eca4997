using System.Numerics;
using System.Security.Cryptography;

namespace Gatehouse.Protocol.Keys;

/// <summary>
/// Checks Ed25519 signatures: RFC 8032 section 5.1.7, which the framework lacks. It handles public values only, so it need not be
/// constant in time; a check takes a few milliseconds, which is why only keys of registered clients come here.
/// </summary>
internal static class Ed25519
{
    public const int KeyOctets = 32;
    private const int SignatureOctets = 64;

    // RFC 8032 section 5.1.
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", null);
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);
    private static readonly Point Zero = new(0, 1, 1, 0);
    private static readonly Point Base = Recover(Mod(4 * Inverse(5)), isOdd: false)!.Value;

    public static bool Verifies(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureOctets || key.Length != KeyOctets || Decode(key) is not { } publicPoint) return false;
        var s = new BigInteger(signature[32..], isUnsigned: true);
        // RFC 8032 section 8.4: else a second signature could be made from the first.
        if (s >= Order) return false;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(signature[..32]);
        hash.AppendData(key);
        hash.AppendData(data);
        var k = new BigInteger(hash.GetHashAndReset(), isUnsigned: true) % Order;
        // [S]B = R + [k]A, turned round so that R is compared and not decoded.
        var point = Sum(s, Base, k, new Point(Mod(-publicPoint.X), publicPoint.Y, 1, Mod(-publicPoint.T)));
        return Encode(point).AsSpan().SequenceEqual(signature[..32]);
    }

    /// <summary>Both products in one pass over the bits.</summary>
    private static Point Sum(BigInteger s, Point first, BigInteger k, Point second)
    {
        var both = Add(first, second);
        var sum = Zero;
        for (var bit = 252; bit >= 0; bit--)
        {
            sum = Add(sum, sum);
            var (hasFirst, hasSecond) = (!(s >> bit).IsEven, !(k >> bit).IsEven);
            if (hasFirst && hasSecond) sum = Add(sum, both);
            else if (hasFirst) sum = Add(sum, first);
            else if (hasSecond) sum = Add(sum, second);
        }

        return sum;
    }

    // RFC 8032 section 5.1.4.
    private static Point Add(Point left, Point right)
    {
        var a = (left.Y - left.X) * (right.Y - right.X) % P;
        var b = (left.Y + left.X) * (right.Y + right.X) % P;
        var c = left.T * right.T % P * 2 * D % P;
        var d = left.Z * right.Z * 2 % P;
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new Point(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    // RFC 8032 section 5.1.3.
    private static Point? Decode(ReadOnlySpan<byte> octets)
    {
        var y = new BigInteger(octets, isUnsigned: true);
        var isOdd = !(y >> 255).IsZero;
        y &= (BigInteger.One << 255) - 1;
        return y >= P ? null : Recover(y, isOdd);
    }

    private static Point? Recover(BigInteger y, bool isOdd)
    {
        var square = Mod((y * y - 1) * Inverse(D * y * y + 1));
        var x = BigInteger.ModPow(square, (P + 3) / 8, P);
        if (x * x % P != square) x = x * RootOfMinusOne % P;
        if (x * x % P != square || (x.IsZero && isOdd)) return null;
        if (x.IsEven == isOdd) x = P - x;
        return new Point(x, y, 1, x * y % P);
    }

    private static byte[] Encode(Point point)
    {
        var inverse = Inverse(point.Z);
        var (x, y) = (point.X * inverse % P, point.Y * inverse % P);
        if (!x.IsEven) y |= BigInteger.One << 255;
        var octets = new byte[KeyOctets];
        y.TryWriteBytes(octets, out _, isUnsigned: true);
        return octets;
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Mod(value), P - 2, P);

    private static BigInteger Mod(BigInteger value)
    {
        var rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }

    private readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T);
}
