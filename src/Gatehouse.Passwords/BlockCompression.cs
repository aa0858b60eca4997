using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gatehouse.Passwords;

/// <summary>
/// The compression function G of RFC 9106 section 3.5 on blocks of 128 words: writes G(x, y) to <paramref name="result"/>,
/// or XORs it into what is there. The result may be x or y itself.
/// </summary>
internal unsafe delegate void CompressBlocks(ulong* x, ulong* y, ulong* result, bool xorIntoResult);

/// <summary>Chooses the compression function for this processor once.</summary>
internal static unsafe class BlockCompression
{
    public const int BlockWords = 128;
    public const int BlockBytes = 1024;

    // Processors whose clock drops under AVX-512 are not "accelerated", though they support it.
    public static readonly CompressBlocks Fastest =
        Avx512BW.IsSupported && Vector512.IsHardwareAccelerated ? Avx512Compression.Compress
        : Avx2.IsSupported ? Avx2Compression.Compress
        : ScalarCompression.Compress;
}
