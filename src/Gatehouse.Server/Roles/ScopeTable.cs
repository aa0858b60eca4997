using System.Collections.Frozen;

namespace Gatehouse.Server.Roles;

/// <summary>Who owns which scopes on which resource; immutable.</summary>
internal sealed class ScopeTable
{
    private readonly FrozenDictionary<(string Owner, string Indicator), FrozenSet<string>> _scopes;

    private ScopeTable(FrozenDictionary<(string Owner, string Indicator), FrozenSet<string>> scopes) => _scopes = scopes;

    public static ScopeTable Of(IEnumerable<(string Owner, string Indicator, string Scope)> rows) => new(
        rows.GroupBy(row => (row.Owner, row.Indicator), row => row.Scope).ToFrozenDictionary(owned => owned.Key, owned => owned.ToFrozenSet(StringComparer.Ordinal)));

    /// <summary>Null is none.</summary>
    public IReadOnlySet<string>? Find(string owner, string indicator) => _scopes.GetValueOrDefault((owner, indicator));
}
