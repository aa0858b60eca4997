using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Userinfo;

namespace Gatehouse.Protocol.Tests.Userinfo;

/// <summary>RFC 6750 sections 2 and 3; contract oidc.md section 17.</summary>
public sealed class BearerTokenTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("", null, null)]
    [InlineData("Bearer abc", null, "abc")]
    [InlineData("bEARER abc", null, "abc")]
    [InlineData(null, "abc", "abc")]
    public void Taken(string? header, string? form, string? expected) =>
        Assert.Equal(expected, BearerToken.Read(header, form, isInQuery: false).Value().Value);

    [Theory]
    [InlineData("Bearer", null, false)]
    [InlineData("Bearer ", null, false)]
    [InlineData("Bearer a b", null, false)]
    [InlineData("Bearer  a", null, false)]
    [InlineData("Basic abc", null, false)]
    [InlineData("abc", null, false)]
    [InlineData("Bearer abc", "abc", false)]
    [InlineData("Bearer abc", null, true)]
    [InlineData(null, null, true)]
    public void Refused(string? header, string? form, bool isInQuery) => BearerToken.Read(header, form, isInQuery).IsRefused(400, "invalid_request");

    [Fact]
    public void The_token_does_not_show_in_ToString() => Assert.DoesNotContain("abc", new BearerToken("abc").ToString(), StringComparison.Ordinal);

    [Fact(DisplayName = "RFC 6750 section 3: the challenge")]
    public void Challenge()
    {
        Assert.Equal("Bearer realm=\"https://i.example/oidc\"", OAuthError.BearerChallenge("https://i.example/oidc", null));
        Assert.Equal(
            "Bearer realm=\"i\", error=\"insufficient_scope\", error_description=\"No.\", scope=\"openid\"",
            OAuthError.BearerChallenge("i", OAuthError.InsufficientScope("openid", "No.")));
        Assert.Equal("Bearer realm=\"i\", error=\"insufficient_scope\", error_description=\"No.\", scope=\"a?b\"", OAuthError.BearerChallenge("i", OAuthError.InsufficientScope("a\"b", "No.")));
    }
}
