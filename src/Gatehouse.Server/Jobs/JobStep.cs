namespace Gatehouse.Server.Jobs;

/// <summary>A part of a job's input that is done with.</summary>
/// <param name="Position">Where the next part begins.</param>
/// <param name="Line">The lines before it.</param>
/// <param name="Succeeded">Rows that went well.</param>
/// <param name="Errors">The others.</param>
/// <param name="Result">What the part adds to the result: lines of JSON; empty for nothing.</param>
internal sealed record JobStep(long Position, long Line, int Succeeded, IReadOnlyList<JobError> Errors, byte[] Result);
