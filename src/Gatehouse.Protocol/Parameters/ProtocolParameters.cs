using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Parameters;

/// <summary>
/// The parameters of one request, wherever they stood (form, JSON, query): RFC 6749 sections 3.1 and 3.2, contract oidc.md section 2.
/// A known parameter given twice is refused, except <c>resource</c> (RFC 8707 section 2); unknown ones are ignored; an empty value is
/// the same as none.
/// </summary>
public sealed class ProtocolParameters
{
    private const string Resource = "resource";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _resources = [];
    private readonly SortedSet<string> _doubled = new(StringComparer.Ordinal);

    private ProtocolParameters()
    {
    }

    /// <summary>Every <c>resource</c> in the order sent, each occurrence, without empty ones.</summary>
    public IReadOnlyList<string> Resources => _resources;

    /// <summary>The value, or null when the parameter is absent, empty or not one of the known.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>The names that <see cref="CreateSettingDoubledAside"/> set aside; the indexer has no value for them.</summary>
    public IReadOnlySet<string> Doubled => _doubled;

    /// <summary>What <see cref="Create"/> would read again: every value that counts, and every <c>resource</c>.</summary>
    public IEnumerable<KeyValuePair<string, string>> Pairs =>
        _values.Where(pair => pair.Value.Length > 0)
            .Concat(_resources.Select(resource => KeyValuePair.Create(Resource, resource)));

    /// <summary>The refusal of the doubled parameters, or null when there are none.</summary>
    public OAuthError? DoubledRefusal =>
        _doubled.Min is { } name ? OAuthError.InvalidRequest($"The parameter {name} is given more than once.") : null;

    /// <param name="known">The endpoint's parameters, for example <c>TokenParameters.Known</c>.</param>
    public static Checked<ProtocolParameters> Create(IEnumerable<KeyValuePair<string, string>> pairs, IReadOnlySet<string> known)
    {
        var parameters = CreateSettingDoubledAside(pairs, known);
        return parameters.DoubledRefusal is { } refusal ? refusal : parameters;
    }

    /// <summary>
    /// For the authorization endpoint, which tells the client by redirect: there a doubled parameter is one without value, whose name
    /// waits in <see cref="Doubled"/> for the checks to refuse (contract oidc.md section 2).
    /// </summary>
    public static ProtocolParameters CreateSettingDoubledAside(
        IEnumerable<KeyValuePair<string, string>> pairs, IReadOnlySet<string> known)
    {
        var parameters = new ProtocolParameters();
        foreach (var (name, value) in pairs)
        {
            if (!known.Contains(name)) continue;
            if (name == Resource)
            {
                if (value.Length > 0) parameters._resources.Add(value);
            }
            // Twice is twice, even if one of them is empty: which one counts would be a guess.
            else if (!parameters._values.TryAdd(name, value))
            {
                parameters._doubled.Add(name);
            }
        }

        foreach (var name in parameters._doubled) parameters._values.Remove(name);
        return parameters;
    }
}
