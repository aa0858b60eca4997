using System.Collections.Frozen;
using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Resources;
using Gatehouse.Protocol.Scopes;
using static Gatehouse.Protocol.Tests.Authorization.Requests;

namespace Gatehouse.Protocol.Tests.Authorization;

/// <summary>Contract oidc.md sections 6, 7, 13, 14, 16 and 20.</summary>
public sealed class GrantableScopesTests
{
    private const string Organizations = ResourceDirectory.Organizations;

    [Theory(DisplayName = "Contract section 6: scope handling")]
    [InlineData("scope=openid+profile", "openid profile")]
    [InlineData("scope=profile", "profile")]
    [InlineData("scope=profile+openid+profile", "profile openid")]
    [InlineData("scope=openid+read+nonsense", "openid")]
    [InlineData("scope=openid+read+write&resource=https://orders.example", "openid | https://orders.example: read write")]
    [InlineData("scope=openid+count&resource=https://orders.example", "openid | https://orders.example: ")]
    [InlineData("scope=openid+write+read&resource=https://stock.example&resource=https://orders.example", "openid | https://stock.example: read | https://orders.example: write read")]
    [InlineData("scope=read&resource=https://orders.example&resource=https://orders.example", " | https://orders.example: read")]
    [InlineData("scope=openid+count&resource=https://stock.example", "openid | https://stock.example: ")]
    [InlineData("scope=openid+org:read+org:invite&resource=urn:logto:resource:organizations", "openid | urn:logto:resource:organizations: org:read")]
    [InlineData("scope=openid+READ&resource=https://orders.example", "openid | https://orders.example: ")]
    public void Scopes(string query, string expected) => Assert.Equal(expected, Text(Of(query, Spa)));

    [Theory(DisplayName = "Contract section 6: nothing left of scope is access_denied, after the sign-in and without description")]
    [InlineData("", true)]
    [InlineData("scope=", true)]
    [InlineData("scope=nonsense", true)]
    [InlineData("scope=offline_access", true)]
    [InlineData("resource=https://orders.example", true)]
    [InlineData("scope=count&resource=https://orders.example", true)]
    [InlineData("scope=read&resource=https://orders.example", false)]
    [InlineData("scope=openid", false)]
    public void Nothing_to_grant(string query, bool refused)
    {
        var refusal = Of(query, Spa).Refusal;
        Assert.Equal((refused ? "access_denied" : null, null), (refusal?.Error, refusal?.Description));
    }

    [Theory(DisplayName = "Contract section 7, OpenID Connect Core section 11: offline_access")]
    [InlineData("response_type=code&prompt=consent", true)]
    [InlineData("response_type=code&prompt=login+consent", true)]
    [InlineData("response_type=code+id_token&prompt=consent", true)]
    [InlineData("response_type=code", false)]
    [InlineData("response_type=code&prompt=login", false)]
    [InlineData("response_type=code&prompt=none", false)]
    [InlineData("response_type=id_token&prompt=consent", false)]
    [InlineData("prompt=consent", false)]
    public void Offline_access(string query, bool kept)
    {
        foreach (var client in new[] { Spa, Native, Traditional, ThirdParty() })
        {
            Assert.Equal(kept ? "openid offline_access" : "openid", Of($"scope=openid+offline_access&{query}", client).Oidc.ToString());
        }
    }

    [Fact(DisplayName = "Contract section 7: offline_access needs a client that may refresh")]
    public void Offline_access_is_for_clients_that_may_refresh()
    {
        var client = Spa with { GrantTypes = FrozenSet.Create("authorization_code") };
        Assert.Equal("openid", Of("scope=openid+offline_access&response_type=code&prompt=consent", client).Oidc.ToString());
    }

    [Fact(DisplayName = "Contract section 16: for the device flow offline_access needs no prompt=consent")]
    public void Devices_get_offline_access_at_once() => Assert.Equal(
        "openid offline_access",
        GrantableScopes.Of(Request("scope=openid+offline_access", Device, AuthorizationRequestKind.Device), Owned).Oidc.ToString());

    [Theory(DisplayName = "Contract section 13: the default resource counts when none is named")]
    [InlineData("scope=openid+read", "openid | https://stock.example: read")]
    [InlineData("scope=openid", "openid | https://stock.example: ")]
    [InlineData("scope=openid+read+write&resource=https://orders.example", "openid | https://orders.example: read write")]
    public void Default_resource(string query, string expected)
    {
        var directory = ResourceDirectory.Create(
            [new(Orders, 600, FrozenSet.Create("read", "write")), new(Stock, 600, FrozenSet.Create("read", "count"))], Stock);
        Assert.Equal(expected, Text(GrantableScopes.Of(Request(query) with { Directory = directory }, Owned)));
    }

    [Fact(DisplayName = "RFC 8707 section 2: further names of a resource are one resource")]
    public void An_alias_is_the_resource_itself()
    {
        const string alias = "https://id.example/api";
        var directory = ResourceDirectory.Create(
            [new(Orders, 600, FrozenSet.Create("read"))], aliases: new Dictionary<string, string> { [alias] = Orders });
        var request = Request($"scope=read&resource={alias}&resource={Orders}") with { Directory = directory };
        Assert.Equal(" | https://orders.example: read", Text(GrantableScopes.Of(request, Owned)));
    }

    [Theory(DisplayName = "Contract section 20: third-party clients get what is enabled for them")]
    [InlineData("scope=openid+email+offline_access", "openid email")]
    [InlineData("scope=openid+read+write&resource=https://orders.example", "openid | https://orders.example: read")]
    [InlineData("scope=openid+read&resource=https://stock.example", "openid | https://stock.example: ")]
    [InlineData("scope=openid+org:read+org:invite&resource=urn:logto:resource:organizations", "openid | urn:logto:resource:organizations: org:read")]
    [InlineData("scope=openid+profile", "openid")]
    public void Third_parties(string query, string expected) => Assert.Equal(expected, Text(Of(query, ThirdParty("email"))));

    [Fact(DisplayName = "Contract section 6: scopes that the user does not own are left out, even those a resource lost")]
    public void Only_scopes_that_are_owned_and_exist()
    {
        var granted = GrantableScopes.Of(
            Request("scope=read+write+gone&resource=https://orders.example"), indicator => FrozenSet.Create("gone", "write"));
        Assert.Equal(" | https://orders.example: write", Text(granted));
        Assert.Equal(" | https://orders.example: ", Text(GrantableScopes.Of(Request("scope=read&resource=https://orders.example"), _ => null)));
    }

    [Fact(DisplayName = "Contract section 8.3: what a grant leaves of a request")]
    public void A_grant_limits_what_is_issued()
    {
        var asked = Of("scope=openid+email+read+write&resource=https://orders.example", Spa);
        var grant = new GrantedScopes(
            ScopeSet.Parse("openid profile"), new Dictionary<string, ScopeSet> { [Orders] = ScopeSet.Parse("write more") });
        Assert.Equal("openid | https://orders.example: write", Text(asked.In(grant)));
        Assert.Equal("access_denied", asked.In(GrantedScopes.None).Refusal?.Error);
    }

    private static GrantableScopes Of(string query, ClientMetadata client) => GrantableScopes.Of(Request(query, client), Owned);

    private static FrozenSet<string>? Owned(string indicator) => indicator switch
    {
        Orders => FrozenSet.Create("read", "write", "email"),
        Stock => FrozenSet.Create("read"),
        Organizations => FrozenSet.Create("org:read"),
        _ => null,
    };

    private static string Text(GrantableScopes scopes) =>
        string.Join(" | ", scopes.Resources.Select(resource => $"{resource.Key}: {resource.Value}").Prepend(scopes.Oidc.ToString()));
}
