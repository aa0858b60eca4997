using System.Collections.Frozen;
using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Resources;
using Gatehouse.Protocol.Scopes;
using Gatehouse.Protocol.TokenEndpoint;

namespace Gatehouse.Protocol.Tests.TokenEndpoint;

/// <summary>RFC 6749 section 4.4, RFC 8707; contract oidc.md sections 13, 14 and 15.3.</summary>
public sealed class ClientCredentialsGrantTests
{
    private const string Orders = "https://orders.example";
    private const string Management = "https://default.logto.app/api";
    private const string ManagementAlias = "http://localhost:3001/api";

    private static readonly ResourceDirectory WithoutDefault = Directory(null);
    private static readonly ResourceDirectory WithDefault = Directory(Orders);

    private static readonly OrganizationAccess Member = new(
        FrozenSet.Create("org:read", "org:invite"),
        indicator => indicator == Orders ? FrozenSet.Create("write") : null);

    private static readonly TokenRequest Request = new()
    {
        GrantType = "client_credentials",
        ClientId = "app",
        Client = ClientMetadata.For(ApplicationType.MachineToMachine, allowTokenExchange: false, isDeviceFlow: false, isThirdParty: false),
        Directory = WithoutDefault,
        OwnedScopes = indicator => indicator switch
        {
            Orders => FrozenSet.Create("read", "cancel", "removed"),
            Management => FrozenSet.Create("all"),
            _ => null,
        },
    };

    [Fact(DisplayName = "Contract section 13: a token for the resource named")]
    public void A_resource_is_granted_with_its_lifetime()
    {
        var granted = Decide(Request with { Resources = [Orders], Scope = "read" });
        Assert.Equal(new GrantedAccess(Orders, ScopeSet.Of(["read"]), 600, null), granted);
    }

    [Theory(DisplayName = "Contract section 15.3: scopes not owned are dropped, order is the request's, none asked is none given")]
    [InlineData("read", "read")]
    [InlineData("cancel read", "cancel read")]
    [InlineData("write cancel openid read cancel", "cancel read")]
    [InlineData("write", null)]
    [InlineData("READ", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Scopes_are_those_asked_for_and_owned(string? asked, string? granted) =>
        Assert.Equal(granted, Decide(Request with { Resources = [Orders], Scope = asked }).Scope?.ToString());

    [Fact]
    public void A_scope_that_the_resource_no_longer_has_is_dropped() =>
        Assert.Null(Decide(Request with { Resources = [Orders], Scope = "removed" }).Scope);

    [Fact]
    public void Scopes_owned_on_one_resource_do_not_count_on_another()
    {
        Assert.Null(Decide(Request with { Resources = [Orders], Scope = "all" }).Scope);
        Assert.Null(Decide(Request with { Resources = [ResourceDirectory.Organizations], Scope = "read all" }).Scope);
    }

    [Fact]
    public void An_alias_is_answered_with_the_canonical_audience()
    {
        var granted = Decide(Request with { Resources = [ManagementAlias], Scope = "all" });
        Assert.Equal((Management, "all"), (granted.Audience, granted.Scope?.ToString()));
    }

    [Fact(DisplayName = "Contract section 13: the default resource")]
    public void Without_a_resource_the_default_is_meant() =>
        Assert.Equal((Orders, "read"), Seen(Decide(Request with { Directory = WithDefault, Scope = "read" })));

    [Theory(DisplayName = "RFC 8707 section 2: invalid_target")]
    [InlineData("https://unknown.example")]
    [InlineData("https://orders.example/")]
    [InlineData("https://orders.example#x")]
    [InlineData("orders")]
    [InlineData("https://orders.example https://default.logto.app/api")]
    [InlineData("https://orders.example https://orders.example")]
    public void Resources_that_are_unknown_malformed_or_several_are_refused(string resources)
    {
        foreach (var directory in new[] { WithoutDefault, WithDefault })
        {
            Refuse(Request with { Resources = resources.Split(' '), Directory = directory }, 400, "invalid_target");
        }
    }

    [Theory(DisplayName = "RFC 8707 section 2: an absolute URI without fragment, registered or not")]
    [InlineData("orders")]
    [InlineData("/api")]
    [InlineData("https://orders.example#x")]
    public void A_malformed_resource_is_refused_even_if_it_was_registered(string indicator) =>
        Refuse(
            Request with { Resources = [indicator], Directory = ResourceDirectory.Create([new(indicator, 600, FrozenSet<string>.Empty)]) },
            400,
            "invalid_target");

    [Fact(DisplayName = "Contract section 15.3: neither resource nor default nor organization")]
    public void A_token_for_nothing_is_refused() => Refuse(Request with { Scope = "read" }, 400, "invalid_target");

    [Theory(DisplayName = "Contract section 14: organization tokens")]
    [InlineData("org:read", "org:read")]
    [InlineData("read org:invite org:read", "org:invite org:read")]
    [InlineData("read", "")]
    [InlineData(null, "")]
    public void An_organization_alone_is_the_audience(string? asked, string granted)
    {
        var access = Decide(Request with { OrganizationId = "org1", Organization = Member, Scope = asked });
        Assert.Equal(("urn:logto:organization:org1", granted), (access.Audience, access.Scope?.ToString()));
        Assert.Equal((3600, null), (access.ExpiresIn, access.OrganizationId));
    }

    [Fact(DisplayName = "Contract section 14: the default resource is ignored with organization_id")]
    public void The_default_resource_does_not_replace_the_organization() =>
        Assert.Equal(
            "urn:logto:organization:org1",
            Decide(Request with { OrganizationId = "org1", Organization = Member, Directory = WithDefault }).Audience);

    [Fact(DisplayName = "Contract sections 13 and 14: resource and organization")]
    public void With_a_resource_only_the_roles_inside_the_organization_count()
    {
        var inside = Request with { Resources = [Orders], OrganizationId = "org1", Organization = Member };
        var granted = Decide(inside with { Scope = "read write org:read" });
        Assert.Equal((Orders, "write"), Seen(granted));
        Assert.Equal((600, "org1"), (granted.ExpiresIn, granted.OrganizationId));
    }

    [Fact(DisplayName = "Contract section 11.5: no matching scope on a resource leaves the member out, in an organization too")]
    public void No_matching_scope_on_a_resource_is_no_scope() =>
        Assert.Null(Decide(Request with { Resources = [Orders], OrganizationId = "org1", Organization = Member, Scope = "read" }).Scope);

    [Theory(DisplayName = "Contract section 14: an application outside of the organization")]
    [InlineData(null)]
    [InlineData(Orders)]
    public void An_application_outside_of_the_organization_is_denied(string? resource) =>
        Refuse(Request with { OrganizationId = "org1", Resources = resource is null ? [] : [resource] }, 403, "access_denied");

    [Fact]
    public void Access_to_an_organization_that_was_not_asked_for_changes_nothing_in_the_claims() =>
        Assert.Null(Decide(Request with { Resources = [Orders], Organization = Member }).OrganizationId);

    [Fact]
    public void Another_grant_is_never_decided_here()
    {
        var client = ClientMetadata.For(ApplicationType.Traditional, allowTokenExchange: false, isDeviceFlow: false, isThirdParty: false);
        Refuse(Request with { GrantType = "refresh_token", RefreshToken = "r", Client = client, Resources = [Orders] }, 400, "unsupported_grant_type");
    }

    private static GrantedAccess Decide(TokenRequest request) => ClientCredentialsGrant.Decide(request).Value();

    private static void Refuse(TokenRequest request, int status, string code) =>
        ClientCredentialsGrant.Decide(request).IsRefused(status, code);

    private static (string Audience, string? Scope) Seen(GrantedAccess granted) => (granted.Audience, granted.Scope?.ToString());

    private static ResourceDirectory Directory(string? byDefault) => ResourceDirectory.Create(
        [new(Orders, 600, FrozenSet.Create("read", "write", "cancel")), new(Management, 3600, FrozenSet.Create("all"))],
        byDefault,
        new Dictionary<string, string> { [ManagementAlias] = Management });
}
