using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gatehouse.Passwords;

/// <summary>Compression function G for every processor, and the plain text that the vector versions are tested against.</summary>
internal static unsafe class ScalarCompression
{
    public static void Compress(ulong* x, ulong* y, ulong* result, bool xorIntoResult)
    {
        var z = stackalloc ulong[BlockCompression.BlockWords];
        for (var i = 0; i < BlockCompression.BlockWords; i++)
            z[i] = x[i] ^ y[i];

        // 3.5: P on each row of the 8 × 8 matrix of 16-byte registers, then on each column.
        for (var row = 0; row < 8; row++)
            Permute(z + (16 * row), 2);
        for (var column = 0; column < 8; column++)
            Permute(z + (2 * column), 16);

        for (var i = 0; i < BlockCompression.BlockWords; i++)
        {
            var word = z[i] ^ x[i] ^ y[i];
            result[i] = xorIntoResult ? result[i] ^ word : word;
        }
    }

    // 3.6: permutation P over eight registers of two words; "step" words lie between one register and the next.
    private static void Permute(ulong* s, int step)
    {
        var (v0, v1, v2, v3) = (s[0], s[1], s[step], s[step + 1]);
        var (v4, v5, v6, v7) = (s[2 * step], s[(2 * step) + 1], s[3 * step], s[(3 * step) + 1]);
        var (v8, v9, v10, v11) = (s[4 * step], s[(4 * step) + 1], s[5 * step], s[(5 * step) + 1]);
        var (v12, v13, v14, v15) = (s[6 * step], s[(6 * step) + 1], s[7 * step], s[(7 * step) + 1]);

        GB(ref v0, ref v4, ref v8, ref v12);
        GB(ref v1, ref v5, ref v9, ref v13);
        GB(ref v2, ref v6, ref v10, ref v14);
        GB(ref v3, ref v7, ref v11, ref v15);

        GB(ref v0, ref v5, ref v10, ref v15);
        GB(ref v1, ref v6, ref v11, ref v12);
        GB(ref v2, ref v7, ref v8, ref v13);
        GB(ref v3, ref v4, ref v9, ref v14);

        (s[0], s[1], s[step], s[step + 1]) = (v0, v1, v2, v3);
        (s[2 * step], s[(2 * step) + 1], s[3 * step], s[(3 * step) + 1]) = (v4, v5, v6, v7);
        (s[4 * step], s[(4 * step) + 1], s[5 * step], s[(5 * step) + 1]) = (v8, v9, v10, v11);
        (s[6 * step], s[(6 * step) + 1], s[7 * step], s[(7 * step) + 1]) = (v12, v13, v14, v15);
    }

    // 3.6: function GB.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GB(ref ulong a, ref ulong b, ref ulong c, ref ulong d)
    {
        a = Add(a, b);
        d = BitOperations.RotateRight(d ^ a, 32);
        c = Add(c, d);
        b = BitOperations.RotateRight(b ^ c, 24);
        a = Add(a, b);
        d = BitOperations.RotateRight(d ^ a, 16);
        c = Add(c, d);
        b = BitOperations.RotateRight(b ^ c, 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Add(ulong a, ulong b) => a + b + (2 * (ulong)(uint)a * (uint)b);
}
