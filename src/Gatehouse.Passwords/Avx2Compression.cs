using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gatehouse.Passwords;

/// <summary>
/// Compression function G with AVX2. A vector holds a 16-byte register of two different rows (or columns), so that two
/// permutations P run side by side. In memory a vector is two registers of one row: columns load as they are, rows are swapped
/// across pairs of rows on the way in and out.
/// </summary>
internal static unsafe class Avx2Compression
{
    private const int RowVectors = 4;
    private const int BlockVectors = 32;

    // AVX2 has no rotation; by whole bytes it is a shuffle in each 128-bit lane.
    private static Vector256<byte> RotateRight16 =>
        Vector256.Create(Vector128.Create((byte)2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9));

    private static Vector256<byte> RotateRight24 =>
        Vector256.Create(Vector128.Create((byte)3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10));

    // Compiled in full at once: the first tier would make the first sign-ins after a start many times slower.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compress(ulong* x, ulong* y, ulong* result, bool xorIntoResult)
    {
        var z = stackalloc Vector256<ulong>[BlockVectors];
        var left = (Vector256<ulong>*)x;
        var right = (Vector256<ulong>*)y;
        var target = (Vector256<ulong>*)result;

        // 3.5: R = X xor Y, then P on the rows, two at a time.
        for (var i = 0; i < BlockVectors; i += 2 * RowVectors)
        {
            var a0 = left[i] ^ right[i];
            var b0 = left[i + 1] ^ right[i + 1];
            var c0 = left[i + 2] ^ right[i + 2];
            var d0 = left[i + 3] ^ right[i + 3];
            var a1 = left[i + 4] ^ right[i + 4];
            var b1 = left[i + 5] ^ right[i + 5];
            var c1 = left[i + 6] ^ right[i + 6];
            var d1 = left[i + 7] ^ right[i + 7];
            SwapHalves(ref a0, ref a1);
            SwapHalves(ref b0, ref b1);
            SwapHalves(ref c0, ref c1);
            SwapHalves(ref d0, ref d1);
            Permute(ref a0, ref a1, ref b0, ref b1, ref c0, ref c1, ref d0, ref d1);
            SwapHalves(ref a0, ref a1);
            SwapHalves(ref b0, ref b1);
            SwapHalves(ref c0, ref c1);
            SwapHalves(ref d0, ref d1);
            z[i] = a0;
            z[i + 1] = b0;
            z[i + 2] = c0;
            z[i + 3] = d0;
            z[i + 4] = a1;
            z[i + 5] = b1;
            z[i + 6] = c1;
            z[i + 7] = d1;
        }

        // 3.5: P on the columns, two at a time; the result is that XORed with R.
        for (var i = 0; i < RowVectors; i++)
        {
            var a0 = z[i];
            var a1 = z[i + RowVectors];
            var b0 = z[i + (2 * RowVectors)];
            var b1 = z[i + (3 * RowVectors)];
            var c0 = z[i + (4 * RowVectors)];
            var c1 = z[i + (5 * RowVectors)];
            var d0 = z[i + (6 * RowVectors)];
            var d1 = z[i + (7 * RowVectors)];
            Permute(ref a0, ref a1, ref b0, ref b1, ref c0, ref c1, ref d0, ref d1);
            z[i] = a0;
            z[i + RowVectors] = a1;
            z[i + (2 * RowVectors)] = b0;
            z[i + (3 * RowVectors)] = b1;
            z[i + (4 * RowVectors)] = c0;
            z[i + (5 * RowVectors)] = c1;
            z[i + (6 * RowVectors)] = d0;
            z[i + (7 * RowVectors)] = d1;
        }

        if (xorIntoResult)
        {
            for (var i = 0; i < BlockVectors; i++)
                target[i] ^= z[i] ^ left[i] ^ right[i];
        }
        else
        {
            for (var i = 0; i < BlockVectors; i++)
                target[i] = z[i] ^ left[i] ^ right[i];
        }
    }

    /// <summary>Turns two vectors of one row each into two of one register each, and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SwapHalves(ref Vector256<ulong> first, ref Vector256<ulong> second) =>
        (first, second) = (Avx2.Permute2x128(first, second, 0x20), Avx2.Permute2x128(first, second, 0x31));

    // 3.6: permutation P; a0 holds v0 and v1 of each instance, a1 v2 and v3, b0 v4 and v5, and so on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Permute(
        ref Vector256<ulong> a0, ref Vector256<ulong> a1, ref Vector256<ulong> b0, ref Vector256<ulong> b1,
        ref Vector256<ulong> c0, ref Vector256<ulong> c1, ref Vector256<ulong> d0, ref Vector256<ulong> d1)
    {
        GB(ref a0, ref b0, ref c0, ref d0);
        GB(ref a1, ref b1, ref c1, ref d1);

        (b0, b1) = (Join(b0, b1), Join(b1, b0));
        (d0, d1) = (Join(d1, d0), Join(d0, d1));
        GB(ref a0, ref b0, ref c1, ref d0);
        GB(ref a1, ref b1, ref c0, ref d1);
        (b0, b1) = (Join(b1, b0), Join(b0, b1));
        (d0, d1) = (Join(d0, d1), Join(d1, d0));
    }

    /// <summary>The second word of <paramref name="first"/> followed by the first word of <paramref name="second"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Join(Vector256<ulong> first, Vector256<ulong> second) => Avx2.AlignRight(second, first, 8);

    // 3.6: function GB.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GB(ref Vector256<ulong> a, ref Vector256<ulong> b, ref Vector256<ulong> c, ref Vector256<ulong> d)
    {
        a = Add(a, b);
        d = Avx2.Shuffle((d ^ a).AsUInt32(), 0b10_11_00_01).AsUInt64();
        c = Add(c, d);
        b = Avx2.Shuffle((b ^ c).AsByte(), RotateRight24).AsUInt64();
        a = Add(a, b);
        d = Avx2.Shuffle((d ^ a).AsByte(), RotateRight16).AsUInt64();
        c = Add(c, d);
        b ^= c;
        b = (b + b) ^ (b >>> 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Add(Vector256<ulong> a, Vector256<ulong> b)
    {
        var product = Avx2.Multiply(a.AsUInt32(), b.AsUInt32());
        return a + b + (product + product);
    }
}
