using Gatehouse.Protocol.Scopes;
using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Grants;

/// <summary>
/// What a user has allowed an application (contract/oidc.md 7, 8.3, 12): everything that is issued hangs on one, and goes when it goes.
/// </summary>
internal sealed class Grant
{
    /// <summary>Contract 12.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public required string UserId { get; init; }

    public required string ApplicationId { get; init; }

    /// <summary>OIDC scopes, separated by spaces.</summary>
    public string Scopes { get; private set; } = "";

    /// <summary>From resource indicator to scopes, separated by spaces. A resource without scopes is granted too.</summary>
    public JsonText ResourceScopes { get; private set; } = JsonText.EmptyObject;

    /// <summary>What was asked for and not allowed: it is not asked again.</summary>
    public JsonText RejectedResourceScopes { get; private set; } = JsonText.EmptyObject;

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public bool IsLive(DateTimeOffset now) => now.UtcDateTime < ExpiresAt;

    public ScopeSet OidcScopes => ScopeSet.Parse(Scopes);

    public ScopesByResource Granted => ScopesByResource.FromStored(ResourceScopes);

    public ScopesByResource Rejected => ScopesByResource.FromStored(RejectedResourceScopes);

    public GrantFacts Facts
    {
        get
        {
            var granted = Granted;
            return new GrantFacts(ApplicationId, ExpiresAt, OidcScopes, indicator => granted[indicator]);
        }
    }

    /// <summary>Allows more; what was allowed before stays.</summary>
    public void Add(ScopeSet oidcScopes, ScopesByResource granted, ScopesByResource rejected)
    {
        Scopes = ScopeSet.Of(OidcScopes.Concat(oidcScopes)).ToString();
        ResourceScopes = Granted.With(granted).ToStored();
        RejectedResourceScopes = Rejected.With(rejected).ToStored();
    }
}
