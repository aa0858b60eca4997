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

    private ProtocolParameters()
    {
    }

    /// <summary>Every <c>resource</c> in the order sent, each occurrence, without empty ones.</summary>
    public IReadOnlyList<string> Resources => _resources;

    /// <summary>The value, or null when the parameter is absent, empty or not one of the known.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <param name="known">The endpoint's parameters, for example <c>TokenParameters.Known</c>.</param>
    public static Checked<ProtocolParameters> Create(IEnumerable<KeyValuePair<string, string>> pairs, IReadOnlySet<string> known)
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
                return OAuthError.InvalidRequest($"The parameter {name} is given more than once.");
            }
        }

        return parameters;
    }
}
