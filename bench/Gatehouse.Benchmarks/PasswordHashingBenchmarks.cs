using BenchmarkDotNet.Attributes;
using Gatehouse.Passwords;

namespace Gatehouse.Benchmarks;

/// <summary>What one sign-in with a password costs, for our own hashes and for imported ones.</summary>
[MemoryDiagnoser]
public class PasswordHashingBenchmarks
{
    private static readonly byte[] Salt = new byte[16];

    private static readonly StoredPassword Bcrypt = new(
        PasswordAlgorithm.Bcrypt, "$2b$10$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2awu");

    private static readonly StoredPassword FirebaseScrypt = new(
        PasswordAlgorithm.Legacy,
        """["firebase-scrypt",["42xEC+ixf3L2lw==","jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVM=","Bw==","8","14","@"],"AA=="]""");

    [Benchmark(Baseline = true)]
    public StoredPassword Argon2id_19_MiB_2_passes() => PasswordHashing.Hash("correct horse", Salt, Argon2Cost.Default);

    [Benchmark]
    public bool Bcrypt_cost_10() => PasswordHashing.Verify("correct horse", Bcrypt);

    [Benchmark]
    public bool Firebase_scrypt_N_16384_r_8() => PasswordHashing.Verify("correct horse", FirebaseScrypt);
}
