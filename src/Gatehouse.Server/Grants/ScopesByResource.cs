using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Grants;

/// <summary>Scopes by resource indicator, in the order of the request (contract/oidc.md 13).</summary>
internal sealed class ScopesByResource
{
    private readonly Dictionary<string, ScopeSet> _byIndicator;

    private ScopesByResource(Dictionary<string, ScopeSet> byIndicator) => _byIndicator = byIndicator;

    public static ScopesByResource None { get; } = new([]);

    public IEnumerable<string> Indicators => _byIndicator.Keys;

    /// <summary>Empty when the resource is not among them.</summary>
    public ScopeSet this[string indicator] => _byIndicator.GetValueOrDefault(indicator, ScopeSet.Empty);

    public static ScopesByResource Of(IEnumerable<KeyValuePair<string, ScopeSet>> scopes) => new(new Dictionary<string, ScopeSet>(scopes, StringComparer.Ordinal));

    public static ScopesByResource FromStored(JsonText stored) => Of(stored.ToElement().EnumerateObject()
        .Select(member => KeyValuePair.Create(member.Name, ScopeSet.Parse(member.Value.GetString()))));

    public bool Contains(string indicator) => _byIndicator.ContainsKey(indicator);

    /// <summary>These and those together.</summary>
    public ScopesByResource With(ScopesByResource more)
    {
        var all = new Dictionary<string, ScopeSet>(_byIndicator, StringComparer.Ordinal);
        foreach (var (indicator, scopes) in more._byIndicator)
            all[indicator] = ScopeSet.Of(this[indicator].Concat(scopes));
        return new ScopesByResource(all);
    }

    public JsonText ToStored() => JsonText.Write(json =>
    {
        json.WriteStartObject();
        foreach (var (indicator, scopes) in _byIndicator) json.WriteString(indicator, scopes.ToString());
        json.WriteEndObject();
    });
}
