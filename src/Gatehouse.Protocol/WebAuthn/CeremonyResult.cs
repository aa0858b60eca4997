using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Protocol.WebAuthn;

/// <summary>What a ceremony (Web Authentication Level 3 section 7) came to, or why it was refused. The value can only be had by asking for both.</summary>
public readonly record struct CeremonyResult<T>
    where T : notnull
{
    private readonly T? _value;
    private readonly CeremonyProblem? _problem;
    private readonly bool _decided;

    private CeremonyResult(T? value, CeremonyProblem? problem)
    {
        _value = value;
        _problem = problem;
        _decided = true;
    }

    public static implicit operator CeremonyResult<T>(T value) => new(value, null);

    public static implicit operator CeremonyResult<T>(CeremonyProblem problem) => new(default, problem);

    /// <summary>True with the value, false with the problem; never neither.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out CeremonyProblem? problem)
    {
        if (!_decided) throw new InvalidOperationException("Nothing was verified: this is the default of the type.");
        value = _value;
        problem = _problem;
        return problem is null;
    }
}

/// <summary>Why a ceremony was refused.</summary>
/// <param name="Message">A sentence for developers. It holds nothing that the browser sent.</param>
public sealed record CeremonyProblem(string Message);
