using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Sessions;

namespace Gatehouse.Server.Interactions;

/// <summary>One turn of an authorization: the request and what is known of its user at this moment.</summary>
internal sealed record AuthorizationTurn
{
    public required AuthorizationRequest Request { get; init; }

    public required RegisteredApplication Application { get; init; }

    /// <summary>Null when nobody is signed in.</summary>
    public Session? Session { get; init; }

    /// <summary>What the user owns; null when nobody is signed in.</summary>
    public OwnedPermissions? Owned { get; init; }

    /// <summary>What the user granted the application in this session.</summary>
    public Grant? Grant { get; init; }

    /// <summary>The interaction that the user comes back from.</summary>
    public Interaction? From { get; init; }

    /// <summary>The interaction ended with the user's consent, not with a sign-in on the way to it.</summary>
    public bool HasConsented { get; init; }

    public string? PushedDigest { get; init; }

    public string? DeviceDigest { get; init; }

    public GrantableScopes Grantable => GrantableScopes.Of(Request, OwnedScopes);

    /// <summary>Contract/oidc.md 6: <c>organization_id</c> narrows to the user's own roles and those in that organization.</summary>
    private OwnedScopes OwnedScopes => Owned is not { } owned ? _ => null
        : Request.Parameters["organization_id"] is { } organization ? indicator => owned.ScopesIn(organization, indicator)
        : owned.ScopesOf;

    public PromptFacts Facts(DateTimeOffset now) => new()
    {
        UserId = Session?.UserId,
        LoginAt = Session?.LoginAt ?? default,
        Now = now,
        // Consent is asked after signing in, so whoever comes back from it has.
        LoginIsDone = From is not null,
        ConsentIsDone = HasConsented,
        Grantable = Grantable,
        Granted = Grant is { } grant ? Decided(grant.OidcScopes, grant.Granted) : GrantedScopes.None,
        Rejected = Grant is { } rejecting ? Decided(Protocol.Scopes.ScopeSet.Empty, rejecting.Rejected) : GrantedScopes.None,
    };

    private static GrantedScopes Decided(Protocol.Scopes.ScopeSet oidc, ScopesByResource resources) =>
        new(oidc, resources.Indicators.ToDictionary(indicator => indicator, indicator => resources[indicator]));
}
