using System.Collections.Frozen;
using Gatehouse.Protocol.Resources;
using Gatehouse.Protocol.Scopes;
using Gatehouse.Protocol.TokenEndpoint;

namespace Gatehouse.Protocol.Tests.TokenEndpoint;

/// <summary>RFC 6749 section 6, OpenID Connect Core section 12; contract oidc.md sections 13, 14 and 15.2.</summary>
public sealed class RefreshTokenGrantTests
{
    private static readonly TokenRequest Request = Given.Request(GrantType.RefreshToken);
    private static readonly TokenFacts Used = Given.Token with { ConsumedAt = Given.Now.AddSeconds(-4) };

    [Fact]
    public void Without_parameters_the_token_is_for_userinfo_and_an_id_token_comes_along()
    {
        var tokens = Decide(Request).Tokens();
        Assert.Equal((null, "openid profile offline_access urn:logto:scope:organizations"), (tokens.Jwt, tokens.Scope.ToString()));
        Assert.Equal(tokens.Scope, tokens.IdTokenScope);
    }

    [Fact(DisplayName = "Contract section 15.2: the order of checks")]
    public void Order_of_checks()
    {
        // Each request fails on its own check and on all that follow it.
        var request = Request with { Scope = "beyond", OrganizationId = "org1", Resources = ["urn:x:other"] };
        var user = UserAccess.None with { MayUseApplication = false };
        Decide(request, Used with { ExpiresAt = Given.Now }, user: user).Refused(400, "invalid_grant");
        Decide(request, Used, grant: Given.Grant with { ExpiresAt = Given.Now }, user: user).Refused(400, "invalid_grant");
        Assert.Equal("beyond", Decide(request, Used, user: user).Refused(400, "invalid_scope").Scope);
        request = request with { Scope = "read" };
        Decide(request, Used, user: user).Refused(400, "invalid_grant");
        user = user with { IsActive = true };
        Decide(request, Used, user: user).Refused(400, "invalid_grant", isReplay: true);
        Decide(request, user: user).Refused(400, "access_denied");
        user = user with { MayUseApplication = true };
        Decide(request, user: user).Refused(403, "access_denied");
        Decide(request with { OrganizationId = null }, user: user).Refused(400, "invalid_target");
    }

    [Fact]
    public void Unknown_foreign_and_dead_tokens_are_refused()
    {
        RefreshTokenGrant.Decide(Request, null, Given.Grant, Given.User, Given.Now).Refused(400, "invalid_grant");
        RefreshTokenGrant.Decide(Request, Given.Token, null, Given.User, Given.Now).Refused(400, "invalid_grant");
        Decide(Request, Given.Token with { ClientId = "other" }).Refused(400, "invalid_grant");
        Decide(Request, Given.Token with { SessionIsOver = true }).Refused(400, "invalid_grant");
        Decide(Request, Used with { ClientId = "other" }).Refused(400, "invalid_grant");
    }

    [Theory(DisplayName = "RFC 6749 section 6: narrower, never wider")]
    [InlineData("openid", "openid", "openid")]
    [InlineData("profile openid", "profile openid", "profile openid")]
    [InlineData("profile", "profile", null)]
    [InlineData("read openid", "openid", "openid")]
    [InlineData("email", "refused", null)]
    [InlineData("openid write", "refused", null)]
    public void Narrowing(string scope, string access, string? idToken)
    {
        // Two resources and no default: without openid there is nothing that the token could be for but the provider itself.
        var decision = Decide(Request with { Scope = scope });
        if (access == "refused") decision.Refused(400, "invalid_scope");
        else Assert.Equal((access, idToken), (decision.Tokens().Scope.ToString(), decision.Tokens().IdTokenScope?.ToString()));
    }

    [Theory(DisplayName = "Contract section 13: with resource, the scopes granted, owned now and asked; an ID token unless scope leaves openid out")]
    [InlineData(null, "read", true)]
    [InlineData("cancel read", "read", false)]
    [InlineData("openid read", "read", true)]
    [InlineData("openid", "", true)]
    public void Resource_tokens(string? scope, string expected, bool hasIdToken)
    {
        var tokens = Decide(Request with { Resources = [Given.Orders], Scope = scope }).Tokens();
        Assert.Equal((Given.Orders, expected, 600, null), (tokens.Jwt?.Audience, tokens.Jwt?.Scope?.ToString(), tokens.ExpiresIn, tokens.Jwt?.OrganizationId));
        Assert.Equal(hasIdToken, tokens.IdTokenScope is not null);
    }

    [Theory(DisplayName = "Contract section 14: organization tokens")]
    [InlineData(null, "org:read")]
    [InlineData("org:invite org:read", "org:read")]
    [InlineData("org:invite", "")]
    public void Organization_tokens(string? scope, string expected)
    {
        var tokens = Decide(Request with { OrganizationId = "org1", Scope = scope }).Tokens();
        Assert.Equal(("urn:logto:organization:org1", expected, 3600, null), (tokens.Jwt?.Audience, tokens.Jwt?.Scope?.ToString(), tokens.ExpiresIn, tokens.Jwt?.OrganizationId));
    }

    [Fact(DisplayName = "Contract section 14: with a resource the organization is a claim; its audience is never the granted resource without one")]
    public void Organization_beside_a_resource()
    {
        var tokens = Decide(Request with { OrganizationId = "org1", Resources = [Given.Orders] }).Tokens();
        Assert.Equal((Given.Orders, "org1"), (tokens.Jwt?.Audience, tokens.Jwt?.OrganizationId));
        var single = Given.Token with { Scope = ScopeSet.Parse($"{Given.OrganizationsScope} read"), Resources = [Given.Orders] };
        Assert.Equal("urn:logto:organization:org1", Decide(Request with { OrganizationId = "org1" }, single).Tokens().Jwt?.Audience);
    }

    [Fact(DisplayName = "Contract section 14: member, consent of a third party, second factor, scope, in this order")]
    public void Organization_refusals()
    {
        var request = Request with { OrganizationId = "org1", Client = Given.Client(isThirdParty: true) };
        var token = Given.Token with { Scope = ScopeSet.Parse("openid") };
        Decide(request, token, user: Given.User with { Organization = null }).Refused(403, "access_denied");
        var membership = new OrganizationMembership(FrozenSet<string>.Empty, HasConsent: false, LacksFactor: true);
        Decide(request, token, user: Given.User with { Organization = membership }).Refused(403, "access_denied");
        Decide(request, token, user: Given.User with { Organization = membership with { HasConsent = true } }).Refused(403, "access_denied");
        Decide(Request with { OrganizationId = "org1" }, token, user: Given.User with { Organization = membership }).Refused(403, "access_denied");
        var passed = Given.User with { Organization = membership with { HasConsent = true, LacksFactor = false } };
        Assert.Equal(Given.OrganizationsScope, Decide(request, token, user: passed).Refused(403, "insufficient_scope").Scope);
        Decide(Request with { OrganizationId = "org1" }, user: Given.User).Tokens();
    }

    [Fact(DisplayName = "Contract section 14: a narrowed scope does not take the way into organizations along")]
    public void The_scope_of_the_refresh_token_counts_for_the_organization() =>
        Assert.Equal("org:read", Decide(Request with { OrganizationId = "org1", Scope = "org:read" }).Tokens().Scope.ToString());

    [Fact(DisplayName = "Contract section 13: the reserved resource")]
    public void The_organizations_resource() =>
        Assert.Equal(
            (ResourceDirectory.Organizations, "org:read"),
            (Decide(Request with { Resources = [ResourceDirectory.Organizations] }).Tokens().Jwt?.Audience, Decide(Request with { Resources = [ResourceDirectory.Organizations] }).Tokens().Scope.ToString()));

    [Fact(DisplayName = "RFC 9449 section 5: a bound refresh token needs its key, and so does its successor")]
    public void Bound_to_a_key()
    {
        var bound = Given.Token with { DpopJkt = "key" };
        Decide(Request, bound).Refused(400, "invalid_grant");
        Decide(Request with { DpopJkt = "other" }, bound).Refused(400, "invalid_grant");
        Assert.Equal("key", Decide(Request with { DpopJkt = "key" }, bound).Tokens().RefreshTokenJkt);
        Assert.Null(Decide(Request with { DpopJkt = "key" }).Tokens().RefreshTokenJkt);
    }

    private static GrantDecision Decide(TokenRequest request, TokenFacts? token = null, GrantFacts? grant = null, UserAccess? user = null) =>
        RefreshTokenGrant.Decide(request, token ?? Given.Token, grant ?? Given.Grant, user ?? Given.User, Given.Now);
}
