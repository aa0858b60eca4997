using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.TokenEndpoint;

namespace Gatehouse.Protocol.Tests.TokenEndpoint;

/// <summary>RFC 9700 section 4.14.2; contract oidc.md section 12.</summary>
public sealed class RefreshRotationTests
{
    private const double Day = 1;
    private const double Year = 365.25;

    [Theory(DisplayName = "Contract section 12: who rotates when, and how long the successor lives")]
    [InlineData(ApplicationType.SPA, true, 0, 0, 14)]
    [InlineData(ApplicationType.SPA, true, 10, 10, 4)]
    [InlineData(ApplicationType.SPA, false, 10, 10, null)]
    [InlineData(ApplicationType.Native, true, 10, 10, 14)]
    [InlineData(ApplicationType.Native, true, 1, 365.2, 14)]
    [InlineData(ApplicationType.Native, true, 1, Year, null)]
    [InlineData(ApplicationType.Traditional, true, 9.79, 9.79, null)]
    [InlineData(ApplicationType.Traditional, true, 9.8, 9.8, 14)]
    [InlineData(ApplicationType.Traditional, true, 13, 13, 14)]
    [InlineData(ApplicationType.Traditional, true, 13, 400, null)]
    [InlineData(ApplicationType.Traditional, false, 13, 13, null)]
    public void Rotation(ApplicationType type, bool isOn, double age, double ageOfLine, object? successorDays)
    {
        var client = Given.Client(type) with { RotateRefreshToken = isOn };
        var created = Given.Now.AddDays(-age * Day);
        var token = Given.Token with { CreatedAt = created, ExpiresAt = created.AddDays(14), FirstIssuedAt = Given.Now.AddDays(-ageOfLine) };
        var expected = successorDays is null ? (DateTimeOffset?)null : Given.Now.AddDays(Convert.ToDouble(successorDays, null));
        Assert.Equal(expected, RefreshRotation.SuccessorExpiresAt(client, token, Given.Now));
    }

    [Fact]
    public void A_token_without_a_line_is_its_own_first() =>
        Assert.Null(RefreshRotation.SuccessorExpiresAt(
            Given.Client(ApplicationType.Native), Given.Token with { CreatedAt = Given.Now.AddDays(-366), FirstIssuedAt = null }, Given.Now));

    [Theory(DisplayName = "Contract section 12: a replaced token works three seconds longer, then it is a replay")]
    [InlineData(null, false)]
    [InlineData(0.0, false)]
    [InlineData(3.0, false)]
    [InlineData(3.001, true)]
    [InlineData(9999.0, true)]
    public void Leeway(double? secondsAgo, bool isReplay) =>
        Assert.Equal(isReplay, RefreshRotation.IsReplay(
            Given.Token with { ConsumedAt = secondsAgo is { } ago ? Given.Now.AddSeconds(-ago) : null }, Given.Now));

    [Theory(DisplayName = "Contract section 12: every use inside the leeway gets a successor, also where a fresh token would stay")]
    [InlineData(ApplicationType.Traditional)]
    [InlineData(ApplicationType.SPA)]
    public void Uses_inside_the_leeway_rotate(ApplicationType type) =>
        Assert.NotNull(RefreshRotation.SuccessorExpiresAt(Given.Client(type), Given.Token with { ConsumedAt = Given.Now.AddSeconds(-1) }, Given.Now));
}
