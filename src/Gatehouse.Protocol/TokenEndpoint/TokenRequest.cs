using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Protocol.Resources;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>
/// A request to <c>POST /oidc/token</c> (RFC 6749 section 3.2, contract oidc.md section 15) of an authenticated client, with all that is
/// needed to decide on it.
/// </summary>
public sealed record TokenRequest
{
    /// <summary>As sent; null when absent.</summary>
    public string? GrantType { get; init; }

    /// <summary>Every <c>resource</c> sent.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    public string? Scope { get; init; }

    public string? OrganizationId { get; init; }

    public required ClientMetadata Client { get; init; }

    /// <summary>The tenant's resources.</summary>
    public required ResourceDirectory Directory { get; init; }

    /// <summary>What the application owns by its own roles, outside of any organization.</summary>
    public required OwnedScopes OwnedScopes { get; init; }

    /// <summary>The application's place in <see cref="OrganizationId"/>; null when it has none, or there is no such organization.</summary>
    public OrganizationAccess? Organization { get; init; }

    public static TokenRequest From(
        ProtocolParameters parameters,
        ClientMetadata client,
        ResourceDirectory directory,
        OwnedScopes ownedScopes,
        OrganizationAccess? organization) =>
        new()
        {
            GrantType = parameters["grant_type"],
            Resources = parameters.Resources,
            Scope = parameters["scope"],
            OrganizationId = parameters["organization_id"],
            Client = client,
            Directory = directory,
            OwnedScopes = ownedScopes,
            Organization = organization,
        };
}
