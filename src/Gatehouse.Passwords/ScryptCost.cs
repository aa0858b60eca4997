namespace Gatehouse.Passwords;

/// <summary>
/// What one scrypt hash costs (RFC 7914 section 2): N = 2^LogN, block size r, parallelization p. Memory and work
/// are bounded, since the numbers come with a digest from outside.
/// </summary>
internal sealed record ScryptCost
{
    private const long MostMemoryBytes = 256 * 1024 * 1024;
    private const int MostLogN = 24;
    private const int MostParallelization = 16;

    private ScryptCost(int logN, int blockSize, int parallelization)
    {
        LogN = logN;
        BlockSize = blockSize;
        Parallelization = parallelization;
    }

    public int LogN { get; }

    public int BlockSize { get; }

    public int Parallelization { get; }

    public int N => 1 << LogN;

    public static ScryptCost? TryCreate(int logN, int blockSize, int parallelization) =>
        logN is >= 1 and <= MostLogN && blockSize >= 1 && parallelization is >= 1 and <= MostParallelization
        && 128L * blockSize << logN <= MostMemoryBytes
            ? new(logN, blockSize, parallelization)
            : null;
}
