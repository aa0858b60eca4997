namespace Gatehouse.Passwords;

/// <summary>
/// What one Argon2 hash costs (RFC 9106 section 3.1). The lower bounds are the RFC's. The upper ones are ours: a digest arrives
/// from outside, and its cost must not stop the server that verifies it. A cost that can be hashed can thus always be verified.
/// </summary>
/// <param name="MemoryKiB">Memory size m in KiB: at least 8 for each lane, at most 1 GiB.</param>
/// <param name="Iterations">Number of passes t, 1 to 64.</param>
/// <param name="Parallelism">Degree of parallelism p (number of lanes), 1 to 64.</param>
public sealed record Argon2Cost(int MemoryKiB, int Iterations, int Parallelism)
{
    private const int MostMemoryKiB = 1024 * 1024;
    private const int MostIterations = 64;
    private const int MostParallelism = 64;

    /// <summary>19 MiB, two passes, one lane: OWASP's password storage recommendation.</summary>
    public static Argon2Cost Default { get; } = new(19456, 2, 1);

    /// <inheritdoc cref="Argon2Cost" path="/param[@name='MemoryKiB']"/>
    public int MemoryKiB { get; } = Within(MemoryKiB, 8 * Within(Parallelism, 1, MostParallelism), MostMemoryKiB);

    /// <inheritdoc cref="Argon2Cost" path="/param[@name='Iterations']"/>
    public int Iterations { get; } = Within(Iterations, 1, MostIterations);

    /// <inheritdoc cref="Argon2Cost" path="/param[@name='Parallelism']"/>
    public int Parallelism { get; } = Parallelism;

    /// <summary>The cost of an imported digest, or null when it is out of range.</summary>
    internal static Argon2Cost? TryCreate(int memoryKiB, int iterations, int parallelism) =>
        parallelism is >= 1 and <= MostParallelism && iterations is >= 1 and <= MostIterations
        && memoryKiB >= 8 * parallelism && memoryKiB <= MostMemoryKiB
            ? new(memoryKiB, iterations, parallelism)
            : null;

    private static int Within(int value, int least, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most);
        return value;
    }
}
