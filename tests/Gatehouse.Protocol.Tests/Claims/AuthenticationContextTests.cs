using Gatehouse.Protocol.Claims;

namespace Gatehouse.Protocol.Tests.Claims;

/// <summary>OpenID Connect Core section 2 (acr), RFC 8176 (amr).</summary>
public sealed class AuthenticationContextTests
{
    [Theory(DisplayName = "RFC 8176: the class follows from the methods used, never from what they are called together")]
    [InlineData("pwd", "urn:gatehouse:acr:1")]
    [InlineData("otp", "urn:gatehouse:acr:1")]
    [InlineData("pwd mfa", "urn:gatehouse:acr:1")]
    [InlineData("otp sms", "urn:gatehouse:acr:1")]
    [InlineData("pwd otp", "urn:gatehouse:acr:2")]
    [InlineData("pwd sms mfa", "urn:gatehouse:acr:2")]
    [InlineData("swk pop", "phr")]
    [InlineData("pwd hwk pop", "phr")]
    [InlineData("", "urn:gatehouse:acr:1")]
    public void Of_methods(string methods, string expected) =>
        Assert.Equal(expected, AuthenticationContext.Of(methods.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
