using Gatehouse.Protocol.DeviceFlow;

namespace Gatehouse.Protocol.Tests.DeviceFlow;

/// <summary>RFC 8628 section 6.1; contract oidc.md section 16.</summary>
public sealed class UserCodeTests
{
    [Fact]
    public void Codes_have_the_form_and_differ()
    {
        var codes = Enumerable.Range(0, 1000).Select(_ => UserCode.Create()).ToList();
        Assert.All(codes, code => Assert.Matches("^[BCDFGHJKLMNPQRSTVWXZ]{8}$", code));
        Assert.Equal(codes.Count, codes.Distinct().Count());
        // Every letter is in use: the alphabet is not cut off.
        Assert.Equal(20, codes.SelectMany(code => code).Distinct().Count());
        Assert.All(codes, code => Assert.Equal(code, UserCode.Normalize(UserCode.Show(code))));
        Assert.Equal("BCDF-GHJK", UserCode.Show("BCDFGHJK"));
    }

    [Theory(DisplayName = "RFC 8628 section 6.1: case and punctuation do not count")]
    [InlineData("BCDF-GHJK", "BCDFGHJK")]
    [InlineData("bcdfghjk", "BCDFGHJK")]
    [InlineData(" bc-df gh.jk ", "BCDFGHJK")]
    [InlineData("bcdf–ghjk", "BCDFGHJK")]
    [InlineData("BCDFGHJ", null)]
    [InlineData("BCDFGHJKL", null)]
    [InlineData("ACDF-GHJK", null)]
    [InlineData("BCDF-GH1K", null)]
    [InlineData("BCDF-GHJ가", null)]
    [InlineData("", null)]
    public void A_typed_code_is_read_as_it_was_meant(string typed, string? expected) => Assert.Equal(expected, UserCode.Normalize(typed));
}
