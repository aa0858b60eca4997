using BenchmarkDotNet.Attributes;
using Gatehouse.Passwords;

namespace Gatehouse.Benchmarks;

/// <summary>Argon2id at the usual cost with each compression function. On a processor that lacks one, its row fails.</summary>
public class Argon2CompressionBenchmarks
{
    private readonly byte[] tag = new byte[32];

    [Benchmark(Baseline = true)]
    public unsafe void Scalar() => Derive(ScalarCompression.Compress);

    [Benchmark]
    public unsafe void Avx2() => Derive(Avx2Compression.Compress);

    [Benchmark]
    public unsafe void Avx512() => Derive(Avx512Compression.Compress);

    private void Derive(CompressBlocks compress) =>
        Argon2.Derive(
            compress, Argon2Variant.Argon2id, "correct horse"u8, "0123456789abcdef"u8, default, default, Argon2Cost.Default, tag,
            Argon2.Version13);
}
