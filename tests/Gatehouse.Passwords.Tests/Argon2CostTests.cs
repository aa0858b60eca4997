namespace Gatehouse.Passwords.Tests;

public sealed class Argon2CostTests
{
    [Theory]
    [InlineData(8, 1, 1)]
    [InlineData(512, 1, 64)]
    [InlineData(1024 * 1024, 64, 64)]
    public void Bounds_are_inside(int memoryKiB, int iterations, int parallelism)
    {
        var cost = new Argon2Cost(memoryKiB, iterations, parallelism);

        Assert.Equal((memoryKiB, iterations, parallelism), (cost.MemoryKiB, cost.Iterations, cost.Parallelism));
        Assert.Equal(cost, Argon2Cost.TryCreate(memoryKiB, iterations, parallelism));
    }

    [Theory]
    [InlineData(7, 1, 1)]
    [InlineData(511, 1, 64)]
    [InlineData((1024 * 1024) + 1, 1, 1)]
    [InlineData(19456, 0, 1)]
    [InlineData(19456, 65, 1)]
    [InlineData(19456, 2, 0)]
    [InlineData(19456, 2, 65)]
    [InlineData(19456, 2, int.MaxValue)]
    [InlineData(int.MinValue, int.MinValue, int.MinValue)]
    public void Outside_is_refused(int memoryKiB, int iterations, int parallelism)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Argon2Cost(memoryKiB, iterations, parallelism));
        Assert.Null(Argon2Cost.TryCreate(memoryKiB, iterations, parallelism));
    }
}
