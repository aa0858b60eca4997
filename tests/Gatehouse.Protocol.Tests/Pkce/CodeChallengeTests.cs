using Gatehouse.Protocol.Pkce;

namespace Gatehouse.Protocol.Tests.Pkce;

/// <summary>RFC 7636.</summary>
public sealed class CodeChallengeTests
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    [Fact(DisplayName = "RFC 7636 appendix B: the challenge of the example")]
    public void Example() => Assert.Equal("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", CodeChallenge.Of(Verifier));

    [Fact(DisplayName = "RFC 7636 section 4.6: only the verifier of the challenge meets it")]
    public void Meets()
    {
        Assert.True(CodeChallenge.IsMetBy(CodeChallenge.Of(Verifier), Verifier));
        Assert.False(CodeChallenge.IsMetBy(CodeChallenge.Of(Verifier), Verifier[..^1] + "l"));
        Assert.False(CodeChallenge.IsMetBy(Verifier, Verifier));
    }

    [Theory(DisplayName = "RFC 7636 section 4.1: 43 to 128 unreserved characters")]
    [InlineData(42, 'a', false)]
    [InlineData(43, 'a', true)]
    [InlineData(128, '~', true)]
    [InlineData(129, 'a', false)]
    [InlineData(43, '+', false)]
    [InlineData(43, '=', false)]
    [InlineData(43, 'é', false)]
    public void WellFormed(int length, char character, bool expected) => Assert.Equal(expected, CodeChallenge.IsWellFormed(new string(character, length)));
}
