using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Protocol.Errors;

/// <summary>
/// What passed a check, or the refusal (RFC 6749 section 5.2, contract oidc.md section 3). The value can only be had by asking for both.
/// </summary>
public readonly record struct Checked<T>
    where T : notnull
{
    private readonly T? _value;
    private readonly OAuthError? _refusal;
    private readonly bool _decided;

    private Checked(T? value, OAuthError? refusal)
    {
        _value = value;
        _refusal = refusal;
        _decided = true;
    }

    public static implicit operator Checked<T>(T value) => new(value, null);

    public static implicit operator Checked<T>(OAuthError refusal) => new(default, refusal);

    /// <summary>True with the value, false with the refusal; never neither.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out OAuthError? refusal)
    {
        if (!_decided) throw new InvalidOperationException("Nothing was checked: this is the default of the type.");
        value = _value;
        refusal = _refusal;
        return refusal is null;
    }
}
