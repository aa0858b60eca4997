using System.Collections.Frozen;
using FsCheck.Fluent;
using Gatehouse.Protocol.Resources;

namespace Gatehouse.Protocol.Tests.Resources;

/// <summary>RFC 8707 section 2; contract oidc.md section 13.</summary>
public sealed class ResourceDirectoryTests
{
    private static readonly ApiResource Orders = new("https://orders.example", 600, FrozenSet.Create("read"));
    private static readonly ApiResource Stock = new("https://stock.example", 600, FrozenSet.Create("read"));

    [Theory(DisplayName = "RFC 8707 section 2: absolute URI without fragment")]
    [InlineData("https://api.example", true)]
    [InlineData("https://api.example/v1?x=y", true)]
    [InlineData("urn:logto:resource:organizations", true)]
    [InlineData("api:orders", true)]
    [InlineData("https://api.example#part", false)]
    [InlineData("https://api.example#", false)]
    [InlineData("/api", false)]
    [InlineData("api", false)]
    [InlineData("//api.example", false)]
    [InlineData(":x", false)]
    [InlineData("1a:x", false)]
    [InlineData("a_b:x", false)]
    [InlineData("https:", false)]
    [InlineData(" https://api.example", false)]
    [InlineData("https://api.example\n", false)]
    [InlineData("", false)]
    public void Form_of_an_indicator(string text, bool wellFormed) => Assert.Equal(wellFormed, ResourceIndicator.IsWellFormed(text));

    [Fact]
    public void Arbitrary_indicators_never_throw() =>
        Prop.ForAll(AnyText.Raw, text => { _ = ResourceIndicator.IsWellFormed("https:" + text); }).Holds();

    [Fact]
    public void An_alias_leads_to_the_resource_itself() =>
        Assert.Same(Orders, Directory(("https://id.example/api", "https://orders.example")).Find("https://id.example/api"));

    [Fact]
    public void A_registered_indicator_wins_over_an_alias() =>
        Assert.Same(Stock, Directory(("https://stock.example", "https://orders.example")).Find("https://stock.example"));

    [Fact]
    public void An_alias_to_nothing_or_to_an_alias_is_no_name()
    {
        var directory = Directory(("a:1", "https://none.example"), ("a:2", "https://orders.example"), ("a:3", "a:2"));
        Assert.Null(directory.Find("a:1"));
        Assert.Null(directory.Find("a:3"));
    }

    [Theory(DisplayName = "RFC 8707 section 2: names are compared as written")]
    [InlineData("https://orders.example/")]
    [InlineData("HTTPS://orders.example")]
    [InlineData("https://orders.example:443")]
    public void Names_are_compared_as_written(string name) => Assert.Null(Directory().Find(name));

    [Fact(DisplayName = "Contract section 13: the reserved resource always exists")]
    public void The_organizations_resource_is_always_there() =>
        Assert.Equal(3600, Directory().Find("urn:logto:resource:organizations")?.AccessTokenTtl);

    [Fact]
    public void A_default_that_does_not_exist_is_none()
    {
        Assert.Null(ResourceDirectory.Create([Orders], "https://none.example").DefaultResource);
        Assert.Same(Orders, ResourceDirectory.Create([Orders], "https://orders.example").DefaultResource);
    }

    private static ResourceDirectory Directory(params (string Alias, string Indicator)[] aliases) =>
        ResourceDirectory.Create([Orders, Stock], aliases: aliases.ToDictionary(pair => pair.Alias, pair => pair.Indicator));
}
