using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.Tenants;

/// <summary>The two tenants of a fresh installation and the public URLs that they answer at.</summary>
internal sealed class TenantEndpoints(GatehouseOptions options)
{
    /// <summary>The tenant of end users.</summary>
    public const string Default = "default";

    /// <summary>The tenant of administrators.</summary>
    public const string Admin = "admin";

    /// <summary>Public base URL, without trailing slash.</summary>
    public string BaseUrl(string tenantId) => tenantId == Admin ? options.AdminEndpoint! : options.Endpoint!;

    /// <summary>The <c>iss</c> of the tenant's tokens (contract/oidc.md 1.1).</summary>
    public string Issuer(string tenantId) => BaseUrl(tenantId) + "/oidc";
}
