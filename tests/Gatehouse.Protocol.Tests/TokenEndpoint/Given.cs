using System.Collections.Frozen;
using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Resources;
using Gatehouse.Protocol.Scopes;
using Gatehouse.Protocol.TokenEndpoint;

namespace Gatehouse.Protocol.Tests.TokenEndpoint;

/// <summary>A world in which every grant of a user succeeds; a test changes the one thing that it is about.</summary>
internal static class Given
{
    public const string Orders = "https://orders.example";
    public const string Stock = "https://stock.example";
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    public const string RedirectUri = "https://app.example/cb";
    public const string OrganizationsScope = "urn:logto:scope:organizations";
    public const string AllScopes = "openid profile offline_access urn:logto:scope:organizations read cancel org:read org:invite";

    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    public static ClientMetadata Client(ApplicationType type = ApplicationType.SPA, bool isThirdParty = false) =>
        ClientMetadata.For(type, allowTokenExchange: true, isDeviceFlow: false, isThirdParty) with { RedirectUris = [RedirectUri] };

    public static TokenRequest Request(string grantType) => new()
    {
        GrantType = grantType, ClientId = "app", Client = Client(), Directory = Directory(),
        Code = "c", RedirectUri = RedirectUri, CodeVerifier = Verifier, RefreshToken = "r", DeviceCode = "d",
        SubjectToken = "s", SubjectTokenType = TokenExchangeGrant.AccessTokenType,
    };

    public static TokenFacts Token { get; } = new()
    {
        ClientId = "app", CreatedAt = Now.AddSeconds(-10), ExpiresAt = Now.AddSeconds(50), Scope = ScopeSet.Parse(AllScopes),
        Resources = [Orders, Stock, ResourceDirectory.Organizations], RedirectUri = RedirectUri, CodeChallenge = Challenge,
    };

    public static GrantFacts Grant { get; } = new(
        "app", Now.AddDays(180), ScopeSet.Parse("openid profile offline_access urn:logto:scope:organizations"), indicator => indicator switch
        {
            Orders => ScopeSet.Parse("cancel read"),
            ResourceDirectory.Organizations => ScopeSet.Parse("org:read org:invite"),
            _ => ScopeSet.Empty,
        });

    public static UserAccess User { get; } = new()
    {
        IsActive = true,
        Organization = new OrganizationMembership(FrozenSet.Create("org:read"), HasConsent: false, LacksFactor: false),
        OwnedScopes = indicator => indicator switch
        {
            Orders => FrozenSet.Create("read", "write", "removed"),
            ResourceDirectory.Organizations => FrozenSet.Create("org:read"),
            _ => null,
        },
    };

    public static ResourceDirectory Directory(string? byDefault = null) => ResourceDirectory.Create(
        [new(Orders, 600, FrozenSet.Create("read", "write", "cancel")), new(Stock, 700, FrozenSet<string>.Empty), new("urn:x:other", 1, FrozenSet<string>.Empty)], byDefault);

    public static GrantedTokens Tokens(this GrantDecision decision)
    {
        if (!decision.TryGet(out var tokens, out var refusal)) Assert.Fail($"Refused: {refusal}");
        return tokens;
    }

    public static OAuthError Refused(this GrantDecision decision, int status, string code, bool isReplay = false)
    {
        if (decision.TryGet(out var tokens, out var refusal)) Assert.Fail($"Let through: {tokens}");
        Assert.Equal((status, code, isReplay), (refusal!.Status, refusal.Error, decision.IsReplay));
        return refusal;
    }
}
