using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gatehouse.Passwords;

/// <summary>
/// Compression function G with AVX-512: the whole block stays in sixteen registers, and four permutations P run side by side,
/// one in each 128-bit lane. In memory a vector is four 16-byte registers of one row: columns load as they are, rows are
/// transposed on the way in and out.
/// </summary>
internal static unsafe class Avx512Compression
{
    // Compiled in full at once: the first tier would make the first sign-ins after a start many times slower.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compress(ulong* x, ulong* y, ulong* result, bool xorIntoResult)
    {
        var left = (Vector512<ulong>*)x;
        var right = (Vector512<ulong>*)y;
        var target = (Vector512<ulong>*)result;

        // 3.5: R = X xor Y. The number is the row, l and r are its left and right half.
        var l0 = left[0] ^ right[0];
        var r0 = left[1] ^ right[1];
        var l1 = left[2] ^ right[2];
        var r1 = left[3] ^ right[3];
        var l2 = left[4] ^ right[4];
        var r2 = left[5] ^ right[5];
        var l3 = left[6] ^ right[6];
        var r3 = left[7] ^ right[7];
        var l4 = left[8] ^ right[8];
        var r4 = left[9] ^ right[9];
        var l5 = left[10] ^ right[10];
        var r5 = left[11] ^ right[11];
        var l6 = left[12] ^ right[12];
        var r6 = left[13] ^ right[13];
        var l7 = left[14] ^ right[14];
        var r7 = left[15] ^ right[15];

        // 3.5: P on the rows, four at a time.
        Transpose(ref l0, ref l1, ref l2, ref l3);
        Transpose(ref r0, ref r1, ref r2, ref r3);
        Permute(ref l0, ref l1, ref l2, ref l3, ref r0, ref r1, ref r2, ref r3);
        Transpose(ref l0, ref l1, ref l2, ref l3);
        Transpose(ref r0, ref r1, ref r2, ref r3);

        Transpose(ref l4, ref l5, ref l6, ref l7);
        Transpose(ref r4, ref r5, ref r6, ref r7);
        Permute(ref l4, ref l5, ref l6, ref l7, ref r4, ref r5, ref r6, ref r7);
        Transpose(ref l4, ref l5, ref l6, ref l7);
        Transpose(ref r4, ref r5, ref r6, ref r7);

        // 3.5: P on the columns, four at a time.
        Permute(ref l0, ref l1, ref l2, ref l3, ref l4, ref l5, ref l6, ref l7);
        Permute(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);

        // 3.5: the result is that XORed with R.
        if (xorIntoResult)
        {
            l0 ^= target[0];
            r0 ^= target[1];
            l1 ^= target[2];
            r1 ^= target[3];
            l2 ^= target[4];
            r2 ^= target[5];
            l3 ^= target[6];
            r3 ^= target[7];
            l4 ^= target[8];
            r4 ^= target[9];
            l5 ^= target[10];
            r5 ^= target[11];
            l6 ^= target[12];
            r6 ^= target[13];
            l7 ^= target[14];
            r7 ^= target[15];
        }

        target[0] = l0 ^ left[0] ^ right[0];
        target[1] = r0 ^ left[1] ^ right[1];
        target[2] = l1 ^ left[2] ^ right[2];
        target[3] = r1 ^ left[3] ^ right[3];
        target[4] = l2 ^ left[4] ^ right[4];
        target[5] = r2 ^ left[5] ^ right[5];
        target[6] = l3 ^ left[6] ^ right[6];
        target[7] = r3 ^ left[7] ^ right[7];
        target[8] = l4 ^ left[8] ^ right[8];
        target[9] = r4 ^ left[9] ^ right[9];
        target[10] = l5 ^ left[10] ^ right[10];
        target[11] = r5 ^ left[11] ^ right[11];
        target[12] = l6 ^ left[12] ^ right[12];
        target[13] = r6 ^ left[13] ^ right[13];
        target[14] = l7 ^ left[14] ^ right[14];
        target[15] = r7 ^ left[15] ^ right[15];
    }

    /// <summary>Transposes the 4 × 4 matrix of 128-bit lanes; twice gives the first back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Vector512<ulong> v0, ref Vector512<ulong> v1, ref Vector512<ulong> v2, ref Vector512<ulong> v3)
    {
        var low01 = Avx512F.Shuffle4x128(v0, v1, 0b01_00_01_00);
        var low23 = Avx512F.Shuffle4x128(v2, v3, 0b01_00_01_00);
        var high01 = Avx512F.Shuffle4x128(v0, v1, 0b11_10_11_10);
        var high23 = Avx512F.Shuffle4x128(v2, v3, 0b11_10_11_10);
        v0 = Avx512F.Shuffle4x128(low01, low23, 0b10_00_10_00);
        v1 = Avx512F.Shuffle4x128(low01, low23, 0b11_01_11_01);
        v2 = Avx512F.Shuffle4x128(high01, high23, 0b10_00_10_00);
        v3 = Avx512F.Shuffle4x128(high01, high23, 0b11_01_11_01);
    }

    // 3.6: permutation P; a0 holds v0 and v1 of each instance, a1 v2 and v3, b0 v4 and v5, and so on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Permute(
        ref Vector512<ulong> a0, ref Vector512<ulong> a1, ref Vector512<ulong> b0, ref Vector512<ulong> b1,
        ref Vector512<ulong> c0, ref Vector512<ulong> c1, ref Vector512<ulong> d0, ref Vector512<ulong> d1)
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

    /// <summary>In each lane the second word of <paramref name="first"/> followed by the first word of <paramref name="second"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Join(Vector512<ulong> first, Vector512<ulong> second) =>
        Avx512BW.AlignRight(second.AsByte(), first.AsByte(), 8).AsUInt64();

    // 3.6: function GB.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GB(ref Vector512<ulong> a, ref Vector512<ulong> b, ref Vector512<ulong> c, ref Vector512<ulong> d)
    {
        a = Add(a, b);
        d = Avx512F.RotateRight(d ^ a, 32);
        c = Add(c, d);
        b = Avx512F.RotateRight(b ^ c, 24);
        a = Add(a, b);
        d = Avx512F.RotateRight(d ^ a, 16);
        c = Add(c, d);
        b = Avx512F.RotateRight(b ^ c, 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Add(Vector512<ulong> a, Vector512<ulong> b)
    {
        var product = Avx512F.Multiply(a.AsUInt32(), b.AsUInt32());
        return a + b + (product + product);
    }
}
