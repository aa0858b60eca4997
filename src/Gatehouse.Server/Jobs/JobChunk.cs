namespace Gatehouse.Server.Jobs;

/// <summary>A piece of a job's input or of its result.</summary>
internal sealed class JobChunk
{
    /// <summary>Of the input; the last piece is shorter.</summary>
    public const int Size = 256 * 1024;

    public required string TenantId { get; init; }

    public required string JobId { get; init; }

    public required JobPart Part { get; init; }

    /// <summary>The place among the pieces of its part: of the input 0, 1, 2 and so on; of the result growing numbers.</summary>
    public required long Number { get; init; }

    public required byte[] Content { get; init; }
}

internal enum JobPart
{
    Input = 0,
    Result = 1,
}
