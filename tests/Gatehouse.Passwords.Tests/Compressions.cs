using System.Runtime.Intrinsics.X86;

namespace Gatehouse.Passwords.Tests;

/// <summary>The compression functions by name, so that a test runs each one that this processor supports.</summary>
internal static unsafe class Compressions
{
    public static IEnumerable<string> Supported
    {
        get
        {
            yield return "scalar";
            if (Avx2.IsSupported)
                yield return "AVX2";
            if (Avx512BW.IsSupported)
                yield return "AVX-512";
        }
    }

    public static CompressBlocks Named(string name) => name switch
    {
        "AVX-512" => Avx512Compression.Compress,
        "AVX2" => Avx2Compression.Compress,
        _ => ScalarCompression.Compress,
    };
}
