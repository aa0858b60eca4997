using System.Text.Json;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.Applications;

/// <summary>A client of the OpenID provider (contract/management-apps-resources-roles.md 1.1).</summary>
internal sealed class Application
{
    /// <summary>OpenID Connect metadata of an application that nobody gave addresses.</summary>
    public static JsonText NoAddresses { get; } = JsonText.FromStored("""{"redirectUris":[],"postLogoutRedirectUris":[]}""");

    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The single secret of seeded applications; null for all others, whose secrets are rows of their own.</summary>
    public SealedText? LegacySecret { get; set; }

    public string? Description { get; set; }

    public required ApplicationType Type { get; init; }

    public JsonText OidcClientMetadata { get; set; } = NoAddresses;

    public JsonText CustomClientMetadata { get; set; } = JsonText.EmptyObject;

    /// <summary>Of type Protected alone: what it protects, and the domains that customers bring (contract 1.1).</summary>
    public JsonText? ProtectedAppMetadata { get; set; }

    /// <summary>The host in <see cref="ProtectedAppMetadata"/>, which no two applications share.</summary>
    public string? ProtectedHost { get; set; }

    /// <summary>The domain that a customer brought, which no two applications share; it stands in <see cref="ProtectedAppMetadata"/> too.</summary>
    public string? CustomDomain { get; set; }

    public JsonText CustomData { get; set; } = JsonText.EmptyObject;

    public bool IsThirdParty { get; init; }

    public bool AppLevelAccessControlEnabled { get; set; }

    public required DateTime CreatedAt { get; init; }

    public List<ApplicationSecret> Secrets { get; } = [];

    /// <summary>The domains that customers brought to a protected application.</summary>
    public IEnumerable<string> CustomDomains() => CustomDomainList().ToElement().EnumerateArray().Select(domain => domain.GetProperty("domain").GetString()!);

    /// <summary>The same as they are shown.</summary>
    public JsonText CustomDomainList() =>
        ProtectedAppMetadata is { } metadata && metadata.ToElement().TryGetProperty("customDomains", out var domains) && domains.ValueKind == JsonValueKind.Array
            ? JsonText.From(domains) : JsonText.EmptyArray;

    public bool CustomDomainIsActive() => CustomDomainList().ToElement().EnumerateArray().All(domain => domain.GetProperty("status").GetString() == "Active");
}

/// <summary>A named secret of an application; several may be valid at once (contract 1.3).</summary>
internal sealed class ApplicationSecret
{
    public required string TenantId { get; init; }

    public required string ApplicationId { get; init; }

    public required string Name { get; set; }

    public required SealedText Value { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? ExpiresAt { get; init; }
}
