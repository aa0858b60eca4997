using Gatehouse.Protocol.Scopes;

namespace Gatehouse.Protocol.Tests.Scopes;

/// <summary>RFC 6749 section 3.3; contract oidc.md section 11.5.</summary>
public sealed class ScopeSetTests
{
    [Theory(DisplayName = "RFC 6749 section 3.3: scope")]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("a", "a")]
    [InlineData("b a b  c a", "b a c")]
    [InlineData("A a", "A a")]
    [InlineData("a\tb c", "a\tb c")]
    public void Scopes_keep_their_order_and_come_once(string? text, string expected) =>
        Assert.Equal(expected, ScopeSet.Parse(text).ToString());

    [Fact]
    public void Where_keeps_the_order_of_the_request() =>
        Assert.Equal("c a", ScopeSet.Parse("c b a").Where(scope => scope != "b").ToString());

    [Fact]
    public void Sets_with_the_same_scopes_in_the_same_order_are_equal()
    {
        Assert.Equal(ScopeSet.Parse("a b"), ScopeSet.Of(["a", "b", "a"]));
        Assert.NotEqual(ScopeSet.Parse("a b"), ScopeSet.Parse("b a"));
        Assert.True(ScopeSet.Parse("a b").Contains("b"));
        Assert.False(ScopeSet.Parse("a b").Contains("c"));
    }
}
