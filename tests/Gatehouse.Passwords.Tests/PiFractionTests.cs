using System.Globalization;
using System.Numerics;

namespace Gatehouse.Passwords.Tests;

/// <summary>The initial state of Blowfish, computed by Machin's formula: π = 16 arctan(1/5) − 4 arctan(1/239).</summary>
public sealed class PiFractionTests
{
    private const int SpareBits = 64;

    [Fact]
    public void Words_are_the_fraction_of_pi()
    {
        var bits = (32 * PiFraction.Words.Length) + SpareBits;
        var pi = (16 * ArcTangentOfInverse(5, bits)) - (4 * ArcTangentOfInverse(239, bits));
        var fraction = (pi - (new BigInteger(3) << bits)) >> SpareBits;

        var words = string.Concat(PiFraction.Words.ToArray().Select(word => word.ToString("x8", CultureInfo.InvariantCulture)));

        Assert.Equal(1042, PiFraction.Words.Length);
        Assert.Equal(fraction, BigInteger.Parse("0" + words, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    private static BigInteger ArcTangentOfInverse(int x, int bits)
    {
        var power = (BigInteger.One << bits) / x;
        var sum = power;
        for (var k = 3; !power.IsZero; k += 2)
        {
            power = -power / (x * x);
            sum += power / k;
        }

        return sum;
    }
}
