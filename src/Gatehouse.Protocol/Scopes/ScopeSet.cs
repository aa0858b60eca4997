using System.Collections;

namespace Gatehouse.Protocol.Scopes;

/// <summary>
/// Scopes in the order of the request, each once: RFC 6749 section 3.3, contract oidc.md section 11.5. <see cref="ToString"/> is the
/// wire form.
/// </summary>
public sealed class ScopeSet : IReadOnlyList<string>, IEquatable<ScopeSet>
{
    private readonly string[] _scopes;

    private ScopeSet(string[] scopes) => _scopes = scopes;

    /// <summary>No scope; on the wire the empty string.</summary>
    public static ScopeSet Empty { get; } = new([]);

    public int Count => _scopes.Length;

    public string this[int index] => _scopes[index];

    /// <summary>Reads the parameter <c>scope</c>; absent is the same as empty.</summary>
    public static ScopeSet Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return Empty;
        // RFC 6749 section 3.3: the delimiter is the space alone.
        if (!text.Contains(' ', StringComparison.Ordinal)) return new ScopeSet([text]);
        return Of(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Keeps the first of each name.</summary>
    public static ScopeSet Of(IEnumerable<string> scopes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string[] distinct = [.. scopes.Where(seen.Add)];
        return distinct.Length == 0 ? Empty : new ScopeSet(distinct);
    }

    /// <summary>The scopes that <paramref name="isAllowed"/> lets through, in the same order.</summary>
    public ScopeSet Where(Func<string, bool> isAllowed)
    {
        var kept = Array.FindAll(_scopes, scope => isAllowed(scope));
        return kept.Length == _scopes.Length ? this : kept.Length == 0 ? Empty : new ScopeSet(kept);
    }

    public bool Contains(string scope) => Array.IndexOf(_scopes, scope) >= 0;

    public IEnumerator<string> GetEnumerator() => _scopes.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(ScopeSet? other) => other is not null && _scopes.AsSpan().SequenceEqual(other._scopes);

    public override bool Equals(object? obj) => Equals(obj as ScopeSet);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _scopes.Length == 1 ? _scopes[0] : string.Join(' ', _scopes);
}
