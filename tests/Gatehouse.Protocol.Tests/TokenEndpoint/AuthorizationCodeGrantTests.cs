using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Resources;
using Gatehouse.Protocol.Scopes;
using Gatehouse.Protocol.TokenEndpoint;

namespace Gatehouse.Protocol.Tests.TokenEndpoint;

/// <summary>RFC 6749 section 4.1.3, RFC 7636, RFC 9700 sections 2.1 and 4.8.2; contract oidc.md sections 11.4, 13 and 15.1.</summary>
public sealed class AuthorizationCodeGrantTests
{
    private static readonly TokenRequest Request = Given.Request(GrantType.AuthorizationCode);

    [Fact(DisplayName = "Contract section 13: without resource, an opaque token with the OIDC scopes, in the order of the request")]
    public void The_whole_answer()
    {
        var tokens = Decide().Tokens();
        Assert.Equal("openid profile offline_access urn:logto:scope:organizations", tokens.Scope.ToString());
        Assert.Equal(tokens.Scope, tokens.IdTokenScope);
        Assert.Equal((null, 3600), (tokens.Jwt, tokens.ExpiresIn));
        Assert.Equal(Given.Now.AddDays(14), tokens.RefreshTokenExpiresAt);
    }

    [Fact(DisplayName = "Contract section 15.1: every failure about the code is invalid_grant and no replay")]
    public void Failures_about_the_code()
    {
        var token = Given.Token;
        Decide(none: true).Refused(400, "invalid_grant");
        Decide(token with { ClientId = "other" }).Refused(400, "invalid_grant");
        Decide(token with { ExpiresAt = Given.Now }).Refused(400, "invalid_grant");
        Decide(token with { SessionIsOver = true }).Refused(400, "invalid_grant");
        Decide(token with { RedirectUri = Given.RedirectUri + "/" }).Refused(400, "invalid_grant");
        Decide(token, user: UserAccess.None).Refused(400, "invalid_grant");
        AuthorizationCodeGrant.Decide(Request, token, null, Given.User, Given.Now).Refused(400, "invalid_grant");
        Decide(token, grant: Given.Grant with { ExpiresAt = Given.Now }).Refused(400, "invalid_grant");
        Decide(token, grant: Given.Grant with { ClientId = "other" }).Refused(400, "invalid_grant");
    }

    [Theory(DisplayName = "RFC 9700 section 4.8.2: no downgrade of PKCE in either direction; RFC 7636 section 4.6")]
    [InlineData(Given.Challenge, Given.Verifier, true)]
    [InlineData(Given.Challenge, null, false)]
    [InlineData(Given.Challenge, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK", false)]
    [InlineData(Given.Challenge, Given.Challenge, false)]
    [InlineData(null, Given.Verifier, false)]
    [InlineData(null, null, true)]
    public void Verifier_and_challenge(string? challenge, string? verifier, bool isPassed)
    {
        var decision = Decide(Given.Token with { CodeChallenge = challenge }, Request with { CodeVerifier = verifier });
        if (isPassed) decision.Tokens();
        else decision.Refused(400, "invalid_grant");
    }

    [Theory(DisplayName = "RFC 6749 section 4.1.3: the redirect URI is the one of the authorization request")]
    [InlineData(Given.RedirectUri, Given.RedirectUri, true)]
    [InlineData(Given.RedirectUri, null, true)]
    [InlineData(null, null, true)]
    [InlineData(null, Given.RedirectUri, true)]
    [InlineData(null, "https://app.example/other", false)]
    [InlineData("https://app.example/other", null, false)]
    [InlineData(Given.RedirectUri, "https://APP.example/cb", false)]
    public void Redirect_uris(string? authorized, string? presented, bool isPassed)
    {
        var decision = Decide(Given.Token with { RedirectUri = authorized }, Request with { RedirectUri = presented });
        if (isPassed) decision.Tokens();
        else decision.Refused(400, "invalid_grant");
    }

    [Fact(DisplayName = "RFC 6749 section 4.1.2, RFC 9700 section 4.5: a right request with a used code is a replay, an old one too")]
    public void A_second_use_is_a_replay()
    {
        var used = Given.Token with { ConsumedAt = Given.Now };
        Decide(used).Refused(400, "invalid_grant", isReplay: true);
        Decide(used with { ExpiresAt = Given.Now }).Refused(400, "invalid_grant", isReplay: true);
        Decide(used, Request with { CodeVerifier = null }).Refused(400, "invalid_grant");
        Decide(used with { ClientId = "other" }).Refused(400, "invalid_grant");
    }

    [Theory(DisplayName = "Contract section 13: which resource is meant")]
    [InlineData("openid read", "", null, "opaque")]
    [InlineData("openid read", Given.Orders, null, Given.Orders)]
    [InlineData("read", "", null, "opaque")]
    [InlineData("read", "", Given.Orders, Given.Orders)]
    [InlineData("read", "", "urn:x:other", null)]
    [InlineData("openid read", Given.Orders + " " + Given.Stock, null, "opaque")]
    [InlineData("openid read", Given.Orders + " " + Given.Stock, Given.Stock, Given.Stock)]
    [InlineData("openid read", "urn:x:other", null, null)]
    [InlineData("openid read", "urn:x:unknown", null, null)]
    public void Resources(string scope, string resources, string? byDefault, string? expected)
    {
        var request = Request with { Resources = resources.Split(' ', StringSplitOptions.RemoveEmptyEntries), Directory = Given.Directory(byDefault) };
        var decision = Decide(Given.Token with { Scope = ScopeSet.Parse(scope) }, request);
        if (expected is null) decision.Refused(400, "invalid_target");
        else Assert.Equal(expected, decision.Tokens().Jwt?.Audience ?? "opaque");
    }

    [Fact(DisplayName = "Contract section 13: without openid and one resource granted, a JWT for it; no ID token")]
    public void One_resource_without_openid()
    {
        var tokens = Decide(Given.Token with { Scope = ScopeSet.Parse("read"), Resources = [Given.Orders] }).Tokens();
        Assert.Equal((Given.Orders, "read", 600), (tokens.Jwt?.Audience, tokens.Scope.ToString(), tokens.ExpiresIn));
        Assert.Null(tokens.IdTokenScope);
        Assert.Null(tokens.RefreshTokenExpiresAt);
    }

    [Fact(DisplayName = "Contract sections 11.5 and 13: granted and owned and asked; nothing left is the empty scope")]
    public void Scopes_of_a_resource()
    {
        Assert.Equal("read", Decide(Given.Token, Request with { Resources = [Given.Orders] }).Tokens().Jwt?.Scope?.ToString());
        Assert.Equal("", Decide(Given.Token, Request with { Resources = [Given.Stock] }).Tokens().Jwt?.Scope?.ToString());
        Assert.Equal("org:read", Decide(Given.Token, Request with { Resources = [ResourceDirectory.Organizations] }).Tokens().Scope.ToString());
        var removed = Given.Grant with { ResourceScopes = _ => ScopeSet.Parse("removed") };
        Assert.Equal("", Decide(Given.Token with { Scope = ScopeSet.Parse("removed openid") }, Request with { Resources = [Given.Orders] }, removed).Tokens().Scope.ToString());
    }

    [Fact(DisplayName = "Contract section 14: organization_id means nothing here")]
    public void An_organization_is_ignored()
    {
        var tokens = Decide(Given.Token, Request with { OrganizationId = "org1" }, user: Given.User with { Organization = null }).Tokens();
        Assert.Null(tokens.Jwt);
        Assert.Null(Decide(Given.Token, Request with { OrganizationId = "org1", Resources = [Given.Orders] }).Tokens().Jwt?.OrganizationId);
    }

    [Theory(DisplayName = "Contract section 7: who gets a refresh token")]
    [InlineData(ApplicationType.SPA, "openid", false, false)]
    [InlineData(ApplicationType.SPA, "openid offline_access", false, true)]
    [InlineData(ApplicationType.SPA, "openid", true, true)]
    [InlineData(ApplicationType.Traditional, "openid", true, true)]
    [InlineData(ApplicationType.Native, "openid", true, false)]
    [InlineData(ApplicationType.Native, "openid offline_access", false, true)]
    public void Refresh_tokens(ApplicationType type, string scope, bool always, bool isIssued)
    {
        var request = Request with { Client = Given.Client(type) with { AlwaysIssueRefreshToken = always, RefreshTokenTtl = 77 } };
        var tokens = Decide(Given.Token with { Scope = ScopeSet.Parse(scope) }, request).Tokens();
        Assert.Equal(isIssued ? Given.Now.AddSeconds(77) : null, tokens.RefreshTokenExpiresAt);
    }

    [Theory(DisplayName = "RFC 9449 sections 5 and 10: a code bound to a key needs its proof; a public client's refresh token is bound")]
    [InlineData(ApplicationType.SPA, "key", "key", "key")]
    [InlineData(ApplicationType.SPA, null, "key", "key")]
    [InlineData(ApplicationType.SPA, null, null, null)]
    [InlineData(ApplicationType.Traditional, "key", "key", null)]
    [InlineData(ApplicationType.SPA, "key", null, "refused")]
    [InlineData(ApplicationType.SPA, "key", "KEY", "refused")]
    public void Bound_to_a_key(ApplicationType type, string? bound, string? proven, string? ofRefreshToken)
    {
        var decision = Decide(Given.Token with { DpopJkt = bound }, Request with { DpopJkt = proven, Client = Given.Client(type) });
        if (ofRefreshToken == "refused") decision.Refused(400, "invalid_grant");
        else Assert.Equal(ofRefreshToken, decision.Tokens().RefreshTokenJkt);
    }

    [Fact(DisplayName = "Contract section 20: a scope that a third-party application lost is not issued any more")]
    public void A_third_party_gets_what_is_enabled_now()
    {
        var request = Request with { Client = Given.Client(isThirdParty: true) };
        Assert.Equal("openid offline_access", Decide(Given.Token, request).Tokens().IdTokenScope?.ToString());
        Assert.Equal("", Decide(Given.Token, request with { Resources = [Given.Orders] }).Tokens().Scope.ToString());
    }

    private static GrantDecision Decide(
        TokenFacts? token = null, TokenRequest? request = null, GrantFacts? grant = null, UserAccess? user = null, bool none = false) =>
        AuthorizationCodeGrant.Decide(request ?? Request, none ? null : token ?? Given.Token, grant ?? Given.Grant, user ?? Given.User, Given.Now);
}
