using Gatehouse.Server.Interactions;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Tests.Interactions;

/// <summary>contract/experience-api.md 8.2 and 8.4 step 5.</summary>
public sealed class SecondFactorRuleTests
{
    private static readonly string[] All = ["Totp", "WebAuthn", "BackupCode", "EmailVerificationCode", "PhoneVerificationCode"];

    private static User Make(string? email = null, string? phone = null)
    {
        var user = User.Create("default", "u", 1, DateTime.UnixEpoch);
        user.SetEmail(email);
        user.SetPhone(phone);
        return user;
    }

    [Theory]
    [InlineData("Mandatory", false, true)]
    [InlineData("PromptAtSignInAndSignUpMandatory", false, true)]
    [InlineData("PromptOnlyAtSignInMandatory", false, true)]
    [InlineData("UserControlled", false, false)]
    [InlineData("PromptOnlyAtSignIn", false, false)]
    [InlineData("PromptAtSignInAndSignUp", false, false)]
    [InlineData("NoPrompt", false, false)]
    [InlineData("NoPrompt", true, true)]
    [InlineData("UserControlled", true, true)]
    [InlineData(null, false, false)]
    public void A_user_without_a_factor_is_stopped_by_what_can_not_be_put_off(string? policy, bool organizationDemands, bool isStopped)
    {
        var refused = SecondFactorRule.RefuseUnbound(new MfaSettings(All, policy, null), Make(), isRegistration: false, organizationDemands);
        Assert.Equal(isStopped ? "user.missing_mfa" : null, refused?.Code);
        if (isStopped)
            Assert.Equal("""{"availableFactors":["WebAuthn","Totp","PhoneVerificationCode","EmailVerificationCode"]}""", refused!.Data!.Value.Text);
    }

    [Theory]
    [InlineData("Mandatory", true)]
    [InlineData("PromptAtSignInAndSignUpMandatory", true)]
    [InlineData("PromptOnlyAtSignInMandatory", false)]
    [InlineData("PromptOnlyAtSignIn", false)]
    public void Some_policies_leave_those_alone_who_register(string policy, bool isStopped) =>
        Assert.Equal(isStopped, SecondFactorRule.RefuseUnbound(new MfaSettings(All, policy, null), Make(), isRegistration: true, organizationDemands: false) is not null);

    [Fact]
    public void Without_factors_or_with_backup_codes_alone_nothing_can_be_bound()
    {
        Assert.Null(SecondFactorRule.RefuseUnbound(new MfaSettings([], "Mandatory", null), Make(), isRegistration: false, organizationDemands: true));
        Assert.Null(SecondFactorRule.RefuseUnbound(new MfaSettings(null, "Mandatory", null), Make(), isRegistration: false, organizationDemands: true));
        Assert.Null(SecondFactorRule.RefuseUnbound(new MfaSettings(["BackupCode"], "Mandatory", null), Make(), isRegistration: false, organizationDemands: true));
    }

    [Theory]
    [InlineData("kim@example.test", null, """{"availableFactors":["EmailVerificationCode"],"maskedIdentifiers":{"EmailVerificationCode":"****@example.test"}}""")]
    [InlineData("kimmy@example.test", null, """{"availableFactors":["EmailVerificationCode"],"maskedIdentifiers":{"EmailVerificationCode":"kimm****@example.test"}}""")]
    [InlineData("kimm@example.test", null, """{"availableFactors":["EmailVerificationCode"],"maskedIdentifiers":{"EmailVerificationCode":"****@example.test"}}""")]
    [InlineData(null, "821012345678", """{"availableFactors":["PhoneVerificationCode"],"maskedIdentifiers":{"PhoneVerificationCode":"****5678"}}""")]
    [InlineData("no-at-sign", "821", """{"availableFactors":["PhoneVerificationCode","EmailVerificationCode"],"maskedIdentifiers":{"EmailVerificationCode":"****","PhoneVerificationCode":"****"}}""")]
    public void An_address_is_a_factor_as_soon_as_its_codes_are(string? email, string? phone, string data)
    {
        var user = Make(email, phone);
        var refused = SecondFactorRule.RefuseUnverified(new MfaSettings(All, "NoPrompt", null), user);
        Assert.Equal(("session.mfa.require_mfa_verification", 403, data), (refused!.Code, refused.Status, refused.Data!.Value.Text));
        Assert.Null(SecondFactorRule.RefuseUnverified(new MfaSettings(["Totp"], "Mandatory", null), user));
    }
}
