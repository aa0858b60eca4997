using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Scopes;
using static Gatehouse.Protocol.Tests.Authorization.Requests;

namespace Gatehouse.Protocol.Tests.Authorization;

/// <summary>OpenID Connect Core sections 3.1.2.3 and 3.1.2.4; contract oidc.md sections 7 and 8.3.</summary>
public sealed class PromptDecisionTests
{
    private static readonly DateTimeOffset Login = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly PromptFacts SignedIn = new()
    {
        UserId = "u",
        LoginAt = Login,
        Now = Login.AddSeconds(100),
        Grantable = new(ScopeSet.Parse("openid email"), [new(Orders, ScopeSet.Parse("read"))]),
        Granted = new(ScopeSet.Parse("openid email"), new Dictionary<string, ScopeSet> { [Orders] = ScopeSet.Parse("read write") }),
    };

    private static readonly PromptFacts Nobody = SignedIn with { UserId = null, Granted = GrantedScopes.None };

    [Theory(DisplayName = "Contract section 7: login")]
    [InlineData("", "none")]
    [InlineData("prompt=login", "login login_prompt")]
    [InlineData("prompt=login+consent", "login login_prompt")]
    [InlineData("max_age=99", "login max_age")]
    [InlineData("max_age=100", "none")]
    [InlineData("max_age=10000", "none")]
    [InlineData("max_age=0", "login login_prompt max_age")]
    [InlineData("prompt=login&max_age=1", "login login_prompt max_age")]
    public void Login_prompts(string query, string expected) => Assert.Equal(expected, Text(Request(query), SignedIn));

    [Theory(DisplayName = "Contract section 7: nobody is signed in")]
    [InlineData("", "login no_session")]
    [InlineData("prompt=consent", "login no_session")]
    [InlineData("prompt=login", "login login_prompt no_session")]
    [InlineData("max_age=1", "login no_session")]
    public void Without_session(string query, string expected)
    {
        Assert.Equal(expected, Text(Request(query), Nobody));
        Assert.Equal(expected, Text(Request(query, Native), Nobody));
    }

    [Fact(DisplayName = "Contract section 7: max_age=0 asks for a login even in the second of the last one")]
    public void Max_age_zero() => Assert.Equal("login login_prompt", Text(Request("max_age=0"), SignedIn with { Now = Login }));

    [Theory(DisplayName = "Contract section 7: id_token_hint of another user")]
    [InlineData("u", "none")]
    [InlineData("other", "login id_token_hint")]
    public void Hints(string subject, string expected)
    {
        var request = Request("id_token_hint=x") with { HintedSubject = subject };
        Assert.Equal(expected, Text(request, SignedIn));
        Assert.Equal(expected, Text(request, SignedIn with { LoginIsDone = true }));
    }

    [Theory(DisplayName = "Contract section 8.2: what was answered in this authorization is not asked again")]
    [InlineData("prompt=login", true, false, "none")]
    [InlineData("max_age=0", true, false, "none")]
    [InlineData("max_age=1", true, false, "none")]
    [InlineData("prompt=login+consent", true, false, "consent consent_prompt")]
    [InlineData("prompt=login+consent", true, true, "none")]
    [InlineData("prompt=login+consent", false, true, "login login_prompt")]
    [InlineData("prompt=consent", false, true, "none")]
    public void Answered(string query, bool login, bool consent, string expected) =>
        Assert.Equal(expected, Text(Request(query), SignedIn with { LoginIsDone = login, ConsentIsDone = consent }));

    [Theory(DisplayName = "Contract section 7: consent")]
    [InlineData("prompt=consent", "openid email", "read", "consent consent_prompt")]
    [InlineData("", "openid", "read", "consent op_scopes_missing; email")]
    [InlineData("", "", "read", "consent op_scopes_missing; openid email")]
    [InlineData("", "openid email", "", "consent rs_scopes_missing; ; https://orders.example: read")]
    [InlineData("", "", "", "consent op_scopes_missing rs_scopes_missing; openid email; https://orders.example: read")]
    [InlineData("prompt=consent", "", "", "consent consent_prompt op_scopes_missing rs_scopes_missing; openid email; https://orders.example: read")]
    public void Consent_prompts(string query, string oidc, string resource, string expected)
    {
        var facts = SignedIn with { Granted = Granted(oidc, resource) };
        foreach (var client in new[] { Spa, Traditional, ThirdParty("email") }) Assert.Equal(expected, Text(Request(query, client), facts));
    }

    [Fact(DisplayName = "Contract section 7: native clients consent at every authorization")]
    public void Native_clients()
    {
        Assert.Equal("consent native_client_prompt", Text(Request("", Native), SignedIn));
        Assert.Equal("consent native_client_prompt", Text(Request("", Device, AuthorizationRequestKind.Device), SignedIn));
        Assert.Equal("consent consent_prompt native_client_prompt", Text(Request("prompt=consent", Native), SignedIn));
        Assert.Equal("none", Text(Request("", Native), SignedIn with { ConsentIsDone = true }));
    }

    [Fact(DisplayName = "Contract section 8.3: scopes that the user refused are not asked again")]
    public void Rejected_scopes()
    {
        var facts = SignedIn with { Granted = Granted("openid", ""), Rejected = Granted("email", "read") };
        Assert.Equal("none", Text(Request(""), facts));
    }

    [Theory(DisplayName = "Contract section 7: prompt=none")]
    [InlineData("", "openid email", "read", "none")]
    [InlineData("max_age=1", "openid email", "read", "login_required")]
    [InlineData("max_age=0", "openid email", "read", "login_required")]
    [InlineData("", "openid", "read", "consent_required")]
    [InlineData("", "openid email", "", "consent_required")]
    [InlineData("max_age=1", "", "", "login_required")]
    public void Under_none(string query, string oidc, string resource, string expected) =>
        Assert.Equal(expected, Text(Request($"prompt=none&{query}"), SignedIn with { Granted = Granted(oidc, resource) }));

    [Fact(DisplayName = "Contract section 7: prompt=none without session, with another user's hint, for a native client")]
    public void Under_none_by_facts()
    {
        Assert.Equal("login_required", Text(Request("prompt=none"), Nobody));
        Assert.Equal("login_required", Text(Request("prompt=none", Native), Nobody));
        Assert.Equal("login_required", Text(Request("prompt=none&id_token_hint=x") with { HintedSubject = "other" }, SignedIn));
        Assert.Equal("none", Text(Request("prompt=none&id_token_hint=x") with { HintedSubject = "u" }, SignedIn));
        Assert.Equal("interaction_required", Text(Request("prompt=none", Native), SignedIn));
        Assert.Equal("interaction_required", Text(Request("prompt=none", Native), SignedIn with { Granted = GrantedScopes.None }));
    }

    private static GrantedScopes Granted(string oidc, string resource) =>
        new(ScopeSet.Parse(oidc), new Dictionary<string, ScopeSet> { [Orders] = ScopeSet.Parse(resource) });

    private static string Text(AuthorizationRequest request, PromptFacts facts)
    {
        if (!PromptDecision.Decide(request, facts).TryGet(out var decision, out var refusal)) return refusal.Error;
        var resources = string.Join(", ", decision.MissingResourceScopes.Select(resource => $"{resource.Key}: {string.Join(' ', resource.Value)}"));
        return $"{string.Join(' ', decision.Reasons.Prepend(decision.Prompt))}; {string.Join(' ', decision.MissingOidcScopes)}; {resources}".TrimEnd(' ', ';');
    }
}
