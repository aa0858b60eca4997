using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gatehouse.Passwords;

/// <summary>
/// The Salsa20/8 core (RFC 7914 section 3) on four vectors. Each vector is a diagonal of the 4 × 4 matrix of words, so that the four
/// quarter rounds of a column round are one vector operation, and those of a row round are too after turning the vectors.
/// </summary>
internal unsafe ref struct Salsa20Core
{
    private Vector128<uint> a;
    private Vector128<uint> b;
    private Vector128<uint> c;
    private Vector128<uint> d;

    public Salsa20Core(uint* diagonals)
    {
        a = Vector128.Load(diagonals);
        b = Vector128.Load(diagonals + 4);
        c = Vector128.Load(diagonals + 8);
        d = Vector128.Load(diagonals + 12);
    }

    /// <summary>Where in the specification's order the word lies that is at this place in the diagonal order.</summary>
    public static int DiagonalIndex(int index) => (index & ~15) | (((index & 12) + (5 * (index & 3))) & 15);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Xor(uint* diagonals)
    {
        a ^= Vector128.Load(diagonals);
        b ^= Vector128.Load(diagonals + 4);
        c ^= Vector128.Load(diagonals + 8);
        d ^= Vector128.Load(diagonals + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(uint* diagonals)
    {
        a.Store(diagonals);
        b.Store(diagonals + 4);
        c.Store(diagonals + 8);
        d.Store(diagonals + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Permute()
    {
        var (x0, x1, x2, x3) = (a, b, c, d);
        for (var round = 0; round < 8; round += 2)
        {
            QuarterRounds(ref x0, ref x1, ref x2, ref x3);
            x1 = Vector128.Shuffle(x1, Vector128.Create(3u, 0, 1, 2));
            x2 = Vector128.Shuffle(x2, Vector128.Create(2u, 3, 0, 1));
            x3 = Vector128.Shuffle(x3, Vector128.Create(1u, 2, 3, 0));
            QuarterRounds(ref x0, ref x3, ref x2, ref x1);
            x1 = Vector128.Shuffle(x1, Vector128.Create(1u, 2, 3, 0));
            x2 = Vector128.Shuffle(x2, Vector128.Create(2u, 3, 0, 1));
            x3 = Vector128.Shuffle(x3, Vector128.Create(3u, 0, 1, 2));
        }

        a += x0;
        b += x1;
        c += x2;
        d += x3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void QuarterRounds(ref Vector128<uint> a, ref Vector128<uint> b, ref Vector128<uint> c, ref Vector128<uint> d)
    {
        b ^= RotateLeft(a + d, 7);
        c ^= RotateLeft(b + a, 9);
        d ^= RotateLeft(c + b, 13);
        a ^= RotateLeft(d + c, 18);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> RotateLeft(Vector128<uint> value, int count) => (value << count) | (value >>> (32 - count));
}
