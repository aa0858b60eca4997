using Gatehouse.Protocol.TokenEndpoint;

namespace Gatehouse.Protocol.Tests.TokenEndpoint;

/// <summary>RFC 8628 section 3.5; contract oidc.md section 16.</summary>
public sealed class DeviceCodeGrantTests
{
    private static readonly TokenRequest Request = Given.Request(GrantType.DeviceCode);
    private static readonly TokenFacts Code = Given.Token with { RedirectUri = null, CodeChallenge = null };

    [Theory(DisplayName = "RFC 8628 section 3.5: what a poll is told")]
    [InlineData(DeviceCodeProgress.Waiting, false, "authorization_pending")]
    [InlineData(DeviceCodeProgress.Denied, false, "access_denied")]
    [InlineData(DeviceCodeProgress.Waiting, true, "expired_token")]
    [InlineData(DeviceCodeProgress.Denied, true, "expired_token")]
    [InlineData(DeviceCodeProgress.Approved, true, "expired_token")]
    public void Polls(DeviceCodeProgress progress, bool isExpired, string code) =>
        Decide(isExpired ? Code with { ExpiresAt = Given.Now } : Code, progress).Refused(400, code);

    [Fact]
    public void An_approved_code_gets_the_tokens_of_an_authorization_code()
    {
        var tokens = Decide(Code).Tokens();
        Assert.Equal((null, Given.Now.AddDays(14)), (tokens.Jwt, tokens.RefreshTokenExpiresAt));
        Assert.Equal("openid profile offline_access urn:logto:scope:organizations", tokens.IdTokenScope?.ToString());
    }

    [Fact(DisplayName = "Contract section 16: unknown, foreign, without user or grant")]
    public void Invalid_grants()
    {
        DeviceCodeGrant.Decide(Request, null, DeviceCodeProgress.Approved, Given.Grant, Given.User, Given.Now).Refused(400, "invalid_grant");
        DeviceCodeGrant.Decide(Request, Code, DeviceCodeProgress.Approved, null, Given.User, Given.Now).Refused(400, "invalid_grant");
        Decide(Code with { ClientId = "other" }).Refused(400, "invalid_grant");
        Decide(Code with { ClientId = "other", ConsumedAt = Given.Now }).Refused(400, "invalid_grant");
        Decide(Code with { SessionIsOver = true }).Refused(400, "invalid_grant");
        Decide(Code with { DpopJkt = "key" }).Refused(400, "invalid_grant");
        Decide(Code, user: UserAccess.None).Refused(400, "invalid_grant");
    }

    [Fact(DisplayName = "Contract section 16: redeemed twice is a replay")]
    public void A_second_use_is_a_replay()
    {
        Decide(Code with { ConsumedAt = Given.Now }).Refused(400, "invalid_grant", isReplay: true);
        Decide(Code with { ConsumedAt = Given.Now, ExpiresAt = Given.Now }).Refused(400, "invalid_grant", isReplay: true);
    }

    private static GrantDecision Decide(TokenFacts code, DeviceCodeProgress progress = DeviceCodeProgress.Approved, UserAccess? user = null) =>
        DeviceCodeGrant.Decide(Request, code, progress, Given.Grant, user ?? Given.User, Given.Now);
}
