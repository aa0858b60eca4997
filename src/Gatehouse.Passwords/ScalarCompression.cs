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
        Mix(s, s + (2 * step), s + (4 * step), s + (6 * step));
        Mix(s + 1, s + (2 * step) + 1, s + (4 * step) + 1, s + (6 * step) + 1);
        Mix(s + step, s + (3 * step), s + (5 * step), s + (7 * step));
        Mix(s + step + 1, s + (3 * step) + 1, s + (5 * step) + 1, s + (7 * step) + 1);

        Mix(s, s + (2 * step) + 1, s + (5 * step), s + (7 * step) + 1);
        Mix(s + 1, s + (3 * step), s + (5 * step) + 1, s + (6 * step));
        Mix(s + step, s + (3 * step) + 1, s + (4 * step), s + (6 * step) + 1);
        Mix(s + step + 1, s + (2 * step), s + (4 * step) + 1, s + (7 * step));
    }

    // 3.6: function GB.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ulong* a, ulong* b, ulong* c, ulong* d)
    {
        *a = Add(*a, *b);
        *d = BitOperations.RotateRight(*d ^ *a, 32);
        *c = Add(*c, *d);
        *b = BitOperations.RotateRight(*b ^ *c, 24);
        *a = Add(*a, *b);
        *d = BitOperations.RotateRight(*d ^ *a, 16);
        *c = Add(*c, *d);
        *b = BitOperations.RotateRight(*b ^ *c, 63);
    }

    private static ulong Add(ulong a, ulong b) => a + b + (2 * (ulong)(uint)a * (uint)b);
}
