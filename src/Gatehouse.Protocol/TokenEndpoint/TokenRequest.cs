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

    /// <summary>RFC 6749 section 4.1.3.</summary>
    public string? Code { get; init; }

    /// <summary>RFC 6749 section 4.1.3.</summary>
    public string? RedirectUri { get; init; }

    /// <summary>RFC 7636 section 4.5.</summary>
    public string? CodeVerifier { get; init; }

    /// <summary>RFC 6749 section 6.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>RFC 8628 section 3.4.</summary>
    public string? DeviceCode { get; init; }

    /// <summary>RFC 8693 section 2.1.</summary>
    public string? SubjectToken { get; init; }

    /// <summary>RFC 8693 section 2.1.</summary>
    public string? SubjectTokenType { get; init; }

    /// <summary>RFC 8693 section 2.1.</summary>
    public string? ActorToken { get; init; }

    /// <summary>RFC 8693 section 2.1.</summary>
    public string? ActorTokenType { get; init; }

    /// <summary>RFC 8693 section 2.1.</summary>
    public string? RequestedTokenType { get; init; }

    /// <summary>The thumbprint of the key that the request proved to hold (RFC 9449 section 5); null without a proof.</summary>
    public string? DpopJkt { get; init; }

    public required string ClientId { get; init; }

    public required ClientMetadata Client { get; init; }

    /// <summary>The tenant's resources.</summary>
    public required ResourceDirectory Directory { get; init; }

    /// <summary>What the application owns by its own roles, outside of any organization.</summary>
    public OwnedScopes OwnedScopes { get; init; } = static _ => null;

    /// <summary>The application's place in <see cref="OrganizationId"/>; null when it has none, or there is no such organization.</summary>
    public OrganizationAccess? Organization { get; init; }

    public static TokenRequest From(
        ProtocolParameters parameters, string clientId, ClientMetadata client, ResourceDirectory directory, string? dpopJkt = null) =>
        new()
        {
            GrantType = parameters["grant_type"],
            Resources = parameters.Resources,
            Scope = parameters["scope"],
            OrganizationId = parameters["organization_id"],
            Code = parameters["code"],
            RedirectUri = parameters["redirect_uri"],
            CodeVerifier = parameters["code_verifier"],
            RefreshToken = parameters["refresh_token"],
            DeviceCode = parameters["device_code"],
            SubjectToken = parameters["subject_token"],
            SubjectTokenType = parameters["subject_token_type"],
            ActorToken = parameters["actor_token"],
            ActorTokenType = parameters["actor_token_type"],
            RequestedTokenType = parameters["requested_token_type"],
            DpopJkt = dpopJkt,
            ClientId = clientId,
            Client = client,
            Directory = directory,
        };

    /// <summary>Without codes and tokens, which must not reach a log.</summary>
    public override string ToString() => $"TokenRequest {{ GrantType = {GrantType}, ClientId = {ClientId}, secrets redacted }}";
}
