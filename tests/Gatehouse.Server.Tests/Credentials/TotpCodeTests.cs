using System.Text;
using Gatehouse.Server.Credentials;

namespace Gatehouse.Server.Tests.Credentials;

/// <summary>RFC 6238, RFC 4648 section 6, contract/experience-api.md 4.5.</summary>
public sealed class TotpCodeTests
{
    /// <summary>The RFC's key, <c>12345678901234567890</c>.</summary>
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory(DisplayName = "RFC 6238 appendix B: the vectors of SHA-1")]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Vectors(long seconds, string code)
    {
        var step = TotpCode.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds));
        Assert.Equal(code, TotpCode.At(Encoding.ASCII.GetBytes("12345678901234567890"), step, digits: 8));
        Assert.Equal(code[2..], TotpCode.At(TotpSecret.Decode(Secret), step));
    }

    [Theory(DisplayName = "RFC 4226 appendix D: the first ten codes of a counter")]
    [InlineData(0, "755224")]
    [InlineData(1, "287082")]
    [InlineData(2, "359152")]
    [InlineData(3, "969429")]
    [InlineData(4, "338314")]
    [InlineData(5, "254676")]
    [InlineData(6, "287922")]
    [InlineData(7, "162583")]
    [InlineData(8, "399871")]
    [InlineData(9, "520489")]
    public void Counters(long counter, string code) => Assert.Equal(code, TotpCode.At(TotpSecret.Decode(Secret), counter));

    [Theory(DisplayName = "Section 4.5: the step before and the step after are taken, and none beyond")]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_clock_may_be_wrong_by_a_step(int off, bool isTaken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_015);
        var step = TotpCode.StepAt(now) + off;
        Assert.Equal(isTaken ? step : null, TotpCode.FindStep(Secret, TotpCode.At(TotpSecret.Decode(Secret), step), now));
    }

    [Theory(DisplayName = "reliability.md 7: the step that was used and those before it are refused")]
    [InlineData(-1, -2, true)]
    [InlineData(-1, -1, false)]
    [InlineData(-1, 0, false)]
    [InlineData(0, -1, true)]
    [InlineData(0, 0, false)]
    [InlineData(1, 0, true)]
    [InlineData(1, 1, false)]
    public void A_step_is_used_once(int given, int used, bool isTaken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_015);
        var step = TotpCode.StepAt(now);
        Assert.Equal(isTaken, TotpCode.FindStep(Secret, TotpCode.At(TotpSecret.Decode(Secret), step + given), now, step + used) is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("١٢٣٤٥٦")]
    [InlineData(" 123456")]
    public void What_is_no_code_is_wrong(string code) => Assert.Null(TotpCode.FindStep(Secret, code, DateTimeOffset.FromUnixTimeSeconds(1_800_000_015)));

    [Theory(DisplayName = "RFC 4648 section 10: base32")]
    [InlineData("MY======", "f")]
    [InlineData("MZXQ====", "fo")]
    [InlineData("MZXW6===", "foo")]
    [InlineData("MZXW6YQ=", "foob")]
    [InlineData("MZXW6YTB", "fooba")]
    [InlineData("MZXW6YTBOI======", "foobar")]
    [InlineData("MZXW6YTBOI", "foobar")]
    public void Base32(string text, string bytes) => Assert.Equal(bytes, Encoding.ASCII.GetString(TotpSecret.Decode(text)));

    [Fact]
    public void A_new_secret_has_twenty_bytes()
    {
        var secret = TotpSecret.New();
        Assert.True(TotpSecret.IsValid(secret));
        Assert.Equal(20, TotpSecret.Decode(secret).Length);
    }
}
