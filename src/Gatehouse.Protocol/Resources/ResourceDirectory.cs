using System.Collections.Frozen;

namespace Gatehouse.Protocol.Resources;

/// <summary>
/// The resources of one tenant, looked up exactly as written (RFC 8707 section 2, contract oidc.md section 13). A resource may have
/// further names (<c>&lt;endpoint&gt;/api</c> for the Management API); tokens always carry the indicator itself.
/// </summary>
public sealed class ResourceDirectory
{
    /// <summary>The reserved resource: always there, its scopes are the organization template's.</summary>
    public const string Organizations = "urn:logto:resource:organizations";

    private const int OrganizationsTtl = 3600;

    private readonly FrozenDictionary<string, ApiResource> _byName;

    private ResourceDirectory(FrozenDictionary<string, ApiResource> byName, ApiResource? defaultResource)
    {
        _byName = byName;
        DefaultResource = defaultResource;
    }

    /// <summary>Used where a request names no resource and no organization.</summary>
    public ApiResource? DefaultResource { get; }

    /// <param name="defaultIndicator">The one resource marked as default, if any.</param>
    /// <param name="aliases">From a further name to an indicator. A registered indicator wins; an alias to nothing is no name.</param>
    public static ResourceDirectory Create(
        IEnumerable<ApiResource> resources, string? defaultIndicator = null, IReadOnlyDictionary<string, string>? aliases = null)
    {
        var byName = new Dictionary<string, ApiResource>(StringComparer.Ordinal)
        {
            [Organizations] = new(Organizations, OrganizationsTtl, FrozenSet<string>.Empty),
        };
        foreach (var resource in resources) byName[resource.Indicator] = resource;
        var defaultResource = defaultIndicator is null ? null : byName.GetValueOrDefault(defaultIndicator);

        List<KeyValuePair<string, ApiResource>> aliased = [];
        foreach (var (alias, indicator) in aliases ?? FrozenDictionary<string, string>.Empty)
        {
            if (byName.TryGetValue(indicator, out var resource)) aliased.Add(new(alias, resource));
        }

        foreach (var (alias, resource) in aliased) byName.TryAdd(alias, resource);
        return new ResourceDirectory(byName.ToFrozenDictionary(StringComparer.Ordinal), defaultResource);
    }

    /// <summary>By indicator or alias, ordinal; null when the tenant has no such resource.</summary>
    public ApiResource? Find(string name) => _byName.GetValueOrDefault(name);
}
