namespace Gatehouse.Protocol.Authorization;

/// <summary>What decides, besides the request, whether the user must be asked something.</summary>
public sealed record PromptFacts
{
    /// <summary>Who is signed in at this browser; null when nobody is.</summary>
    public string? UserId { get; init; }

    /// <summary>When that user signed in.</summary>
    public DateTimeOffset LoginAt { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The user signed in during this very authorization: <c>prompt=login</c> and <c>max_age</c> are met.</summary>
    public bool LoginIsDone { get; init; }

    /// <summary>The user consented during this very authorization: <c>prompt=consent</c> is met, a native client's too.</summary>
    public bool ConsentIsDone { get; init; }

    /// <summary>What the user could give, of what the request asks.</summary>
    public required GrantableScopes Grantable { get; init; }

    /// <summary>The client's stored grant of this user.</summary>
    public GrantedScopes Granted { get; init; } = GrantedScopes.None;

    /// <summary>What the user refused: it is not asked again in the same grant.</summary>
    public GrantedScopes Rejected { get; init; } = GrantedScopes.None;

    /// <summary>Asked for, neither given nor refused.</summary>
    internal IReadOnlyList<string> MissingOidcScopes =>
        [.. Grantable.Oidc.Where(scope => !Granted.Oidc.Contains(scope) && !Rejected.Oidc.Contains(scope))];

    /// <summary>The same by indicator, without resources that miss nothing.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> MissingResourceScopes =>
        Grantable.Resources
            .Select(resource => KeyValuePair.Create<string, IReadOnlyList<string>>(
                resource.Key,
                [.. resource.Value.Where(scope =>
                    !Granted.OfResource(resource.Key).Contains(scope) && !Rejected.OfResource(resource.Key).Contains(scope))]))
            .Where(resource => resource.Value.Count > 0)
            .ToDictionary(StringComparer.Ordinal);
}
