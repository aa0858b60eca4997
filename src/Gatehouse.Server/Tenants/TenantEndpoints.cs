using System.Collections.Concurrent;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.Tenants;

/// <summary>
/// The public URLs that tenants answer at: of the two of an installation by its settings, of others by their rows, which whoever reads them
/// tells here (<see cref="Know(string, string?)"/>).
/// </summary>
internal sealed class TenantEndpoints(GatehouseOptions options)
{
    /// <summary>The tenant of end users.</summary>
    public const string Default = "default";

    /// <summary>The tenant of administrators.</summary>
    public const string Admin = "admin";

    private readonly Addresses _default = new(options.Endpoint!);
    private readonly Addresses _admin = new(options.AdminEndpoint!);
    private readonly ConcurrentDictionary<string, Addresses> _others = new();
    private readonly ConcurrentDictionary<string, string> _tenantsByHost = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Public base URL, without trailing slash.</summary>
    public string BaseUrl(string tenantId) => Of(tenantId).BaseUrl;

    /// <summary>The <c>iss</c> of the tenant's tokens (contract/oidc.md 1.1).</summary>
    public string Issuer(string tenantId) => Of(tenantId).Issuer;

    /// <summary>The origin of the tenant's own pages, as browsers send it.</summary>
    public string Origin(string tenantId) => Of(tenantId).Origin;

    /// <summary>Whether this is where the tenant of end users is reached: there is nothing to look for.</summary>
    /// <param name="host">As requests name it, with the port unless that is the scheme's own.</param>
    public bool IsDefault(string host) => string.Equals(host, _default.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether one of the two tenants of an installation answers there.</summary>
    public bool IsOfInstallation(string origin) =>
        string.Equals(origin, _default.Origin, StringComparison.OrdinalIgnoreCase) || string.Equals(origin, _admin.Origin, StringComparison.OrdinalIgnoreCase);

    /// <summary>The tenant that answers at this host and is none of the two; null where nobody told of one.</summary>
    public string? TenantAt(string host) => _tenantsByHost.GetValueOrDefault(host);

    /// <param name="endpoint">Null: an address of the settings.</param>
    public void Know(string tenantId, string? endpoint)
    {
        if (endpoint is null || _others.ContainsKey(tenantId)) return;
        var addresses = new Addresses(endpoint);
        _others[tenantId] = addresses;
        _tenantsByHost[addresses.Host] = tenantId;
    }

    public void Know(IEnumerable<TenantRow> tenants)
    {
        foreach (var tenant in tenants) Know(tenant.Id, tenant.Endpoint);
    }

    private Addresses Of(string tenantId) => tenantId == Admin ? _admin : _others.GetValueOrDefault(tenantId, _default);

    private sealed class Addresses
    {
        public Addresses(string baseUrl)
        {
            var uri = new Uri(baseUrl);
            (BaseUrl, Issuer, Origin, Host) = (baseUrl, baseUrl + "/oidc", uri.GetLeftPart(UriPartial.Authority), uri.Authority);
        }

        public string BaseUrl { get; }

        public string Issuer { get; }

        public string Origin { get; }

        public string Host { get; }
    }
}
