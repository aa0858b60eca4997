using System.Collections.Frozen;
using Gatehouse.Protocol.Scopes;
using Gatehouse.Protocol.TokenEndpoint;

namespace Gatehouse.Protocol.Tests.TokenEndpoint;

/// <summary>RFC 8693; contract oidc.md section 15.4.</summary>
public sealed class TokenExchangeGrantTests
{
    private static readonly TokenRequest Request = Given.Request(GrantType.TokenExchange);
    private static readonly SubjectFacts Subject = new("user", IsUsedUp: false);
    private static readonly ActorFacts Actor = new("boss", ScopeSet.Parse("openid profile"));

    [Theory(DisplayName = "Contract section 15.4: which types are taken, and what they are taken for")]
    [InlineData("urn:ietf:params:oauth:token-type:access_token", "x", SubjectTokenKind.OpaqueAccessToken)]
    [InlineData("urn:ietf:params:oauth:token-type:access_token", "a.b.c", SubjectTokenKind.JwtAccessToken)]
    [InlineData("urn:ietf:params:oauth:token-type:access_token", "sub_x", SubjectTokenKind.Impersonation)]
    [InlineData("urn:ietf:params:oauth:token-type:access_token", "pat_x", SubjectTokenKind.OpaqueAccessToken)]
    [InlineData("urn:logto:token-type:impersonation_token", "sub_x", SubjectTokenKind.Impersonation)]
    [InlineData("urn:logto:token-type:impersonation_token", "x", null)]
    [InlineData("urn:logto:token-type:personal_access_token", "pat_x", SubjectTokenKind.PersonalAccessToken)]
    [InlineData("urn:logto:token-type:personal_access_token", "x", null)]
    [InlineData("urn:ietf:params:oauth:token-type:id_token", "a.b.c", null)]
    [InlineData("urn:ietf:params:oauth:token-type:refresh_token", "x", null)]
    [InlineData("urn:ietf:params:oauth:token-type:jwt", "a.b.c", null)]
    [InlineData(null, "x", null)]
    public void Kinds(string? type, string token, SubjectTokenKind? expected) => Assert.Equal(expected, TokenExchangeGrant.KindOf(type, token));

    [Fact(DisplayName = "Contract section 15.4: alone, an opaque token with the OIDC scopes asked for; never an ID or refresh token")]
    public void For_the_provider_itself()
    {
        var tokens = Decide(Request with { Scope = "read openid unknown profile" }).Tokens();
        Assert.Equal((null, "openid profile", 3600), (tokens.Jwt, tokens.Scope.ToString(), tokens.ExpiresIn));
        Assert.Null(tokens.IdTokenScope);
        Assert.Null(tokens.RefreshTokenExpiresAt);
        Assert.Equal("", Decide(Request).Tokens().Scope.ToString());
    }

    [Fact(DisplayName = "Contract section 15.4: with resource, the scopes asked for and owned by the subject; nothing without asking")]
    public void For_a_resource()
    {
        var tokens = Decide(Request with { Resources = [Given.Orders], Scope = "cancel write removed read openid" }).Tokens();
        Assert.Equal((Given.Orders, "write read", 600), (tokens.Jwt?.Audience, tokens.Scope.ToString(), tokens.ExpiresIn));
        Assert.Equal("", Decide(Request with { Resources = [Given.Orders] }).Tokens().Jwt?.Scope?.ToString());
        Decide(Request with { Resources = ["urn:x:unknown"] }).Refused(400, "invalid_target");
    }

    [Fact(DisplayName = "Contract sections 14 and 15.4: organizations")]
    public void For_an_organization()
    {
        var alone = Decide(Request with { OrganizationId = "org1", Scope = "org:invite org:read" }).Tokens();
        Assert.Equal(("urn:logto:organization:org1", "org:read", null), (alone.Jwt?.Audience, alone.Scope.ToString(), alone.Jwt?.OrganizationId));
        var beside = Decide(Request with { OrganizationId = "org1", Resources = [Given.Orders], Scope = "read" }).Tokens();
        Assert.Equal((Given.Orders, "read", "org1"), (beside.Jwt?.Audience, beside.Scope.ToString(), beside.Jwt?.OrganizationId));
        Decide(Request with { OrganizationId = "org1" }, user: Given.User with { Organization = null }).Refused(403, "access_denied");
        var lacking = Given.User with { Organization = new OrganizationMembership(FrozenSet<string>.Empty, HasConsent: true, LacksFactor: true) };
        Decide(Request with { OrganizationId = "org1" }, user: lacking).Refused(403, "access_denied");
    }

    [Fact]
    public void Worthless_subjects_are_refused()
    {
        TokenExchangeGrant.Decide(Request, null, null, Given.User).Refused(400, "invalid_grant");
        Decide(Request, Subject with { IsUsedUp = true }).Refused(400, "invalid_grant");
        Decide(Request, user: UserAccess.None).Refused(400, "invalid_grant");
        Decide(Request, user: Given.User with { MayUseApplication = false }).Refused(400, "access_denied");
    }

    [Theory(DisplayName = "Contract section 15.4: the actor is a live opaque token with openid, of the type access_token")]
    [InlineData("urn:ietf:params:oauth:token-type:access_token", "openid profile", true)]
    [InlineData("urn:ietf:params:oauth:token-type:access_token", "profile", false)]
    [InlineData("urn:ietf:params:oauth:token-type:access_token", null, false)]
    [InlineData("urn:ietf:params:oauth:token-type:jwt", "openid", false)]
    [InlineData(null, "openid", false)]
    public void Actors(string? type, string? scope, bool isPassed)
    {
        var actor = scope is null ? null : Actor with { Scope = ScopeSet.Parse(scope) };
        var decision = Decide(Request with { ActorToken = "a", ActorTokenType = type }, actor: actor);
        if (isPassed) decision.Tokens();
        else decision.Refused(400, "invalid_grant");
    }

    private static GrantDecision Decide(TokenRequest request, SubjectFacts? subject = null, ActorFacts? actor = null, UserAccess? user = null) =>
        TokenExchangeGrant.Decide(request, subject ?? Subject, actor, user ?? Given.User);
}
