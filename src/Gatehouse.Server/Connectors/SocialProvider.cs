namespace Gatehouse.Server.Connectors;

/// <summary>
/// A social provider, described by data: where it is asked to sign somebody in, where a code becomes tokens, who says whose account it is
/// and under which names. Texts may hold <c>{{places}}</c> for members of the connector's configuration.
/// </summary>
internal sealed record SocialProvider
{
    public required SocialAuthorization Authorization { get; init; }

    /// <summary>Null for the provider of the tests, which hands out no code.</summary>
    public SocialToken? Token { get; init; }

    /// <summary>The account stands in an ID token; else in the answer of <see cref="UserInfo"/>.</summary>
    public SocialIdToken? IdToken { get; init; }

    public SocialUserInfoCall? UserInfo { get; init; }

    public SocialClaims? Claims { get; init; }

    /// <summary>A field of the callback that is JSON about the user, which nobody signed: Apple's <c>user</c>. Good for a name.</summary>
    public string? CallbackDetails { get; init; }

    /// <summary>The provider of the tests: it has no configuration, and the user is what is posted as connector data.</summary>
    public bool IsMock { get; init; }
}

/// <summary>The authorization endpoint (RFC 6749 section 3.1).</summary>
/// <param name="Scope">What is asked for unless the configuration says otherwise.</param>
/// <param name="Parameters">More of the request, always the same.</param>
/// <param name="UsesPkce">RFC 7636, S256; only where something can be kept until the browser is back.</param>
/// <param name="NeedsSession">Without something kept until the browser is back the answer could be anybody's: an interaction is needed.</param>
internal sealed record SocialAuthorization(string Endpoint, string Scope, IReadOnlyDictionary<string, string>? Parameters, bool UsesPkce, bool NeedsSession);

/// <summary>The token endpoint (RFC 6749 section 3.2).</summary>
/// <param name="Authentication">
/// <c>client_secret_post</c> (null means it), <c>client_secret_basic</c> or <c>apple</c>, a secret that is signed for the occasion. The
/// configuration's <c>tokenEndpointAuthMethod</c> comes first.
/// </param>
/// <param name="SendsState">The state goes along with the code, as Naver wants it.</param>
internal sealed record SocialToken(string Endpoint, string? Authentication, bool SendsState);

/// <summary>How ID tokens are verified (OpenID Connect Core 1.0 section 3.1.3.7).</summary>
/// <param name="Issuers">Any of them; a place that the configuration leaves open counts as none, and with none left the issuer is not compared.</param>
/// <param name="Audience">Null, or open in the configuration: the client id.</param>
/// <param name="Keys">The URL of the JWK set.</param>
/// <param name="AcceptsMac">HS256 with the client secret too (section 10.1), as LINE signs.</param>
/// <param name="AcceptsTextBooleans">Booleans may be texts, as Apple writes them.</param>
/// <param name="CallbackField">The ID token comes back with the browser where no secret is configured to exchange a code with: Apple.</param>
/// <param name="OneTapField">The field of the callback that holds an ID token of Google One Tap.</param>
internal sealed record SocialIdToken(
    IReadOnlyList<string> Issuers, string? Audience, string Keys, bool AcceptsMac, bool AcceptsTextBooleans, string? CallbackField, string? OneTapField);

/// <summary>The resource that tells whose access token it is.</summary>
/// <param name="Accept">The header; <c>application/json</c> if null.</param>
/// <param name="Proof">A query parameter with the access token's MAC under the client secret: Facebook's <c>appsecret_proof</c>.</param>
/// <param name="More">Members that other resources add, by URL; one that is refused is left out.</param>
internal sealed record SocialUserInfoCall(string Endpoint, string? Accept, string? Proof, IReadOnlyDictionary<string, string>? More);

/// <summary>Where the facts of an account stand, each by <see cref="ClaimPath"/>s of which the first one found counts.</summary>
/// <param name="EmailVerified">Flags, all of which must be true for the address to be taken over; null: the provider says nothing of it.</param>
/// <param name="PhoneVerified">The same for the number.</param>
internal sealed record SocialClaims(
    IReadOnlyList<string> Id,
    IReadOnlyList<string>? Email,
    IReadOnlyList<string>? EmailVerified,
    IReadOnlyList<string>? Phone,
    IReadOnlyList<string>? PhoneVerified,
    IReadOnlyList<string>? Name,
    IReadOnlyList<string>? Avatar);
