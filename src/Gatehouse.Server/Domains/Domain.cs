using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Domains;

/// <summary>A host name that the tenant wants to be reached at (contract/management-misc.md 6).</summary>
internal sealed class Domain
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    /// <summary>The host name in lower case; <c>domain</c> on the wire.</summary>
    public required string Name { get; init; }

    public DomainStatus Status { get; set; }

    /// <summary>What the provider of host names found wrong; null when nothing.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>What must stand in the name system, as an array of <c>name</c>, <c>type</c>, <c>value</c>.</summary>
    public required JsonText DnsRecords { get; init; }

    /// <summary>Files that prove to third parties whose domain it is, as an array of <c>path</c>, <c>content</c>, <c>contentType</c>.</summary>
    public JsonText VerificationFiles { get; set; } = JsonText.EmptyArray;

    public required DateTime CreatedAt { get; init; }
}

/// <summary>How far a domain is; the names are the wire's.</summary>
internal enum DomainStatus
{
    PendingVerification,
    PendingSsl,
    Active,
    Error,
}
