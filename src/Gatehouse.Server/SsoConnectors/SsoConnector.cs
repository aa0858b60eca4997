using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.SsoConnectors;

/// <summary>An enterprise identity provider and the mail domains whose users it signs in (contract/management-misc.md 8).</summary>
internal sealed class SsoConnector
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    /// <summary>One of <see cref="SsoProviders"/>.</summary>
    public required string ProviderName { get; init; }

    public required string ConnectorName { get; set; }

    /// <summary>A JSON object; of the OIDC kind it holds the client secret.</summary>
    public required SealedText Config { get; set; }

    /// <summary>A JSON array of mail domains in lower case.</summary>
    public JsonText Domains { get; set; } = JsonText.EmptyArray;

    /// <summary>A JSON object with <c>displayName</c>, <c>logo</c>, <c>darkLogo</c>.</summary>
    public JsonText Branding { get; set; } = JsonText.EmptyObject;

    public bool SyncProfile { get; set; }

    public bool EnableTokenStorage { get; set; }

    /// <summary>What the provider said of itself when the configuration was last written; null while there is none.</summary>
    public JsonText? ProviderMetadata { get; set; }

    public required DateTime CreatedAt { get; init; }
}
