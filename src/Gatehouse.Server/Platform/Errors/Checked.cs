using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Server.Platform.Errors;

/// <summary>A value, or the <see cref="Refusal"/> that stands in its place. The one shape for "may be refused" outside the OAuth protocol.</summary>
internal readonly struct Checked<T>
{
    private readonly T? value;

    private Checked(T? value, Refusal? refusal) => (this.value, Refusal) = (value, refusal);

    public Refusal? Refusal { get; }

    public bool TryGet([MaybeNullWhen(false)] out T result, [NotNullWhen(false)] out Refusal? refused)
    {
        result = value;
        refused = Refusal;
        return refused is null;
    }

    public static implicit operator Checked<T>(T value) => new(value, null);

    public static implicit operator Checked<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>The value of an operation that has nothing to give back.</summary>
internal readonly record struct Done;
