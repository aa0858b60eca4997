using System.Globalization;
using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Protocol.Resources;
using Gatehouse.Protocol.Scopes;

namespace Gatehouse.Protocol.Authorization;

/// <summary>
/// An authorization request (RFC 6749 section 4.1.1, OpenID Connect Core section 3.1.2.1, contract oidc.md section 6) of a known client,
/// with all that is needed to decide on it. Nothing is checked yet: that is <see cref="AuthorizationChecks"/>.
/// </summary>
public sealed record AuthorizationRequest
{
    public required AuthorizationRequestKind Kind { get; init; }

    public required ProtocolParameters Parameters { get; init; }

    /// <summary>The client that the request belongs to: with a pushed request the one that pushed it.</summary>
    public required string ClientId { get; init; }

    public required ClientMetadata Client { get; init; }

    /// <summary>The tenant's resources.</summary>
    public required ResourceDirectory Directory { get; init; }

    /// <summary>
    /// RFC 9126 section 4: the <c>client_id</c> that stood beside <c>request_uri</c>, once <see cref="Parameters"/> are those of the
    /// pushed request; null when the request was not pushed.
    /// </summary>
    public string? PushedFor { get; init; }

    /// <summary>
    /// The <c>sub</c> of <c>id_token_hint</c>, after its signature and audience were found good; a hint without it is refused.
    /// </summary>
    public string? HintedSubject { get; init; }

    /// <summary>The one to answer to: as sent, else the only one registered (contract section 5.1). Null when there is none.</summary>
    public string? RedirectUri => Parameters["redirect_uri"] ?? RedirectUris.OnlyOne(Client);

    /// <summary>In canonical form; null when absent.</summary>
    public string? ResponseType => Authorization.ResponseType.Canonical(Parameters["response_type"]);

    /// <summary>The mode in force, whatever was asked.</summary>
    public string ResponseMode => Authorization.ResponseMode.InForce(Parameters["response_mode"], ResponseType);

    public string? State => Parameters["state"];

    public ScopeSet Scope => ScopeSet.Parse(Parameters["scope"]);

    /// <summary>The words of <c>prompt</c>.</summary>
    public ScopeSet Prompts => ScopeSet.Parse(Parameters["prompt"]);

    /// <summary>Seconds; null when absent or malformed.</summary>
    public long? MaxAge =>
        long.TryParse(Parameters["max_age"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    public static AuthorizationRequest From(
        ProtocolParameters parameters,
        string clientId,
        ClientMetadata client,
        ResourceDirectory directory,
        AuthorizationRequestKind kind) =>
        new() { Parameters = parameters, ClientId = clientId, Client = client, Directory = directory, Kind = kind };

    /// <summary>Which client to look up: contract section 3 refuses the rest without redirect.</summary>
    public static Checked<string> ClientIdOf(ProtocolParameters parameters)
    {
        if (parameters["client_id"] is { } clientId) return clientId;
        return OAuthError.InvalidRequest(
            parameters.Doubled.Contains("client_id") ? "The parameter client_id is given more than once." : "client_id is missing.");
    }
}
