using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.Tenants;

/// <summary>The two tenants of a fresh installation and the public URLs that they answer at.</summary>
internal sealed class TenantEndpoints(GatehouseOptions options)
{
    /// <summary>The tenant of end users.</summary>
    public const string Default = "default";

    /// <summary>The tenant of administrators.</summary>
    public const string Admin = "admin";

    private readonly Addresses _default = new(options.Endpoint!);
    private readonly Addresses _admin = new(options.AdminEndpoint!);

    /// <summary>Public base URL, without trailing slash.</summary>
    public string BaseUrl(string tenantId) => Of(tenantId).BaseUrl;

    /// <summary>The <c>iss</c> of the tenant's tokens (contract/oidc.md 1.1).</summary>
    public string Issuer(string tenantId) => Of(tenantId).Issuer;

    /// <summary>The origin of the tenant's own pages, as browsers send it.</summary>
    public string Origin(string tenantId) => Of(tenantId).Origin;

    private Addresses Of(string tenantId) => tenantId == Admin ? _admin : _default;

    private sealed class Addresses(string baseUrl)
    {
        public string BaseUrl { get; } = baseUrl;

        public string Issuer { get; } = baseUrl + "/oidc";

        public string Origin { get; } = new Uri(baseUrl).GetLeftPart(UriPartial.Authority);
    }
}
