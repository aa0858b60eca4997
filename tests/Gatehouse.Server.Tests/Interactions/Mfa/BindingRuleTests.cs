using Gatehouse.Server.Interactions;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Tests.Interactions.Mfa;

/// <summary>contract/experience-api.md 8.4, step by step.</summary>
public sealed class BindingRuleTests
{
    private const string Suggest = "user.suggest_mfa";
    private const string Missing = "user.missing_mfa";
    private static readonly string[] TotpAndCodes = ["Totp", "BackupCode"];
    private static readonly string[] All = ["Totp", "WebAuthn", "BackupCode", "EmailVerificationCode", "PhoneVerificationCode"];
    private static readonly SignUpSettings Usernames = new(["username"], true, null);

    [Theory(DisplayName = "Section 8.4 steps 4 and 5: policy × event × answer × what an organization demands, for a user without a factor")]
    [InlineData("UserControlled", false, null, false, Suggest)]
    [InlineData("PromptOnlyAtSignIn", false, null, false, Suggest)]
    [InlineData("PromptAtSignInAndSignUp", false, null, false, Suggest)]
    [InlineData(null, false, null, false, Suggest)]
    [InlineData("NoPrompt", false, null, false, null)]
    [InlineData("Mandatory", false, null, false, Missing)]
    [InlineData("PromptAtSignInAndSignUpMandatory", false, null, false, Missing)]
    [InlineData("PromptOnlyAtSignInMandatory", false, null, false, Missing)]
    [InlineData("UserControlled", true, null, false, Suggest)]
    [InlineData("PromptAtSignInAndSignUp", true, null, false, Suggest)]
    [InlineData("PromptOnlyAtSignIn", true, null, false, null)]
    [InlineData("NoPrompt", true, null, false, null)]
    [InlineData("Mandatory", true, null, false, Missing)]
    [InlineData("PromptAtSignInAndSignUpMandatory", true, null, false, Missing)]
    [InlineData("PromptOnlyAtSignInMandatory", true, null, false, null)]
    [InlineData("UserControlled", false, "skipped", false, null)]
    [InlineData("UserControlled", false, "enabled", false, Missing)]
    [InlineData("PromptAtSignInAndSignUp", true, "enabled", false, Missing)]
    [InlineData("PromptAtSignInAndSignUp", true, "skipped", false, null)]
    [InlineData("Mandatory", false, "skipped", false, Missing)]
    [InlineData("NoPrompt", false, null, true, Missing)]
    [InlineData("UserControlled", false, null, true, Missing)]
    [InlineData("UserControlled", false, "skipped", true, Missing)]
    [InlineData("NoPrompt", false, "skipped", true, Missing)]
    public void A_user_without_a_factor(string? policy, bool isNew, string? answer, bool organizationDemands, string? code)
    {
        var user = SecondFactorRuleTests.Make();
        if (isNew) user.SetLogtoConfig(new LogtoConfig { Mfa = new LogtoConfig.MfaPreferences(Enabled: false) });
        var refused = Refuse(user, TotpAndCodes, policy, isNew, answer is null ? null : new PendingMfa { MfaEnabled = answer == "enabled" ? true : null, MfaSkipped = answer == "skipped" ? true : null }, organizationDemands);
        Assert.Equal(code, refused?.Code);
        if (code == Suggest) Assert.Null(refused!.Data);
        if (code == Missing)
        {
            var isSkippable = !organizationDemands && policy is not ("Mandatory" or "PromptAtSignInAndSignUpMandatory" or "PromptOnlyAtSignInMandatory");
            Assert.Equal(isSkippable ? """{"availableFactors":["Totp"],"skippable":true}""" : """{"availableFactors":["Totp"]}""", refused!.Data!.Value.Text);
        }
    }

    [Theory(DisplayName = "Section 8.4 step 4: what the user answered once holds, and a factor says that one is wanted")]
    [InlineData(null, null, "UserControlled", null, true)]
    [InlineData(false, null, "UserControlled", Suggest, false)]
    [InlineData(true, null, "UserControlled", null, true)]
    [InlineData(false, true, "UserControlled", null, false)]
    [InlineData(null, true, "UserControlled", null, null)]
    [InlineData(null, null, "NoPrompt", null, null)]
    [InlineData(false, null, "Mandatory", null, false)]
    public void A_user_with_a_factor(bool? enabled, bool? skipped, string policy, string? code, bool? remembered)
    {
        var user = SecondFactorRuleTests.Make(totp: true);
        user.SetLogtoConfig(new LogtoConfig { Mfa = new LogtoConfig.MfaPreferences(Enabled: enabled, Skipped: skipped) });
        var situation = Situation(user, ["Totp"], policy);
        Assert.Equal(code, BindingRule.Refuse(situation, new PasskeySignIn(false), Usernames)?.Code);
        Assert.Equal(remembered, BindingRule.ConfigAfter(situation).Mfa.Enabled);
    }

    [Fact(DisplayName = "Section 8.4 steps 3 and 5: without factors, or with backup codes alone, nothing can be bound")]
    public void Nothing_to_bind()
    {
        Assert.Null(Refuse(SecondFactorRuleTests.Make(), [], "Mandatory", organizationDemands: true));
        Assert.Null(Refuse(SecondFactorRuleTests.Make(), null, "Mandatory", organizationDemands: true));
    }

    [Theory(DisplayName = "Section 8.4 step 1: a passkey is offered before everything else, until the user has or skips one")]
    [InlineData(true, false, false, false, "user.passkey_preferred")]
    [InlineData(false, false, false, false, Missing)]
    [InlineData(true, true, false, false, Missing)]
    [InlineData(true, false, true, false, Missing)]
    [InlineData(true, false, false, true, null)]
    public void A_passkey_is_offered(bool isOn, bool skippedHere, bool skippedOnce, bool hasOne, string? code)
    {
        var user = SecondFactorRuleTests.Make();
        user.SetLogtoConfig(new LogtoConfig { PasskeySignIn = new LogtoConfig.PasskeyPreferences(skippedOnce) });
        PendingMfa pending = new() { PasskeySkipped = skippedHere ? true : null, WebAuthn = hasOne ? [new MfaVerification { Id = "w", Type = "WebAuthn", CreatedAt = DateTime.UnixEpoch }] : null };
        var situation = Situation(user, ["WebAuthn"], "Mandatory", pending: pending);
        Assert.Equal(code, BindingRule.Refuse(situation, new PasskeySignIn(isOn), Usernames)?.Code);
        Assert.Equal(skippedHere || skippedOnce, BindingRule.ConfigAfter(situation).PasskeySignIn.Skipped == true);
        // Skipped while registering, it is offered once more.
        var isNew = situation with { State = situation.State with { IsUserNew = true } };
        Assert.Equal(skippedOnce, BindingRule.ConfigAfter(isNew).PasskeySignIn.Skipped == true);
    }

    [Fact(DisplayName = "Section 8.4 step 2: what was queued must still be taken; a passkey also for signing in alone")]
    public void What_is_queued_is_still_taken()
    {
        var passkey = new PendingMfa { WebAuthn = [new MfaVerification { Id = "w", Type = "WebAuthn", CreatedAt = DateTime.UnixEpoch }] };
        var user = SecondFactorRuleTests.Make();
        Assert.Equal("session.mfa.mfa_factor_not_enabled", BindingRule.Refuse(Situation(user, [], "NoPrompt", pending: passkey), new PasskeySignIn(false), Usernames)?.Code);
        Assert.Null(BindingRule.Refuse(Situation(user, [], "NoPrompt", pending: passkey), new PasskeySignIn(true), Usernames));
        Assert.Null(BindingRule.Refuse(Situation(user, ["WebAuthn"], "NoPrompt", pending: passkey), new PasskeySignIn(false), Usernames));
    }

    [Theory(DisplayName = "Section 8.4 step 6: what identifies the user is not much of a second factor")]
    [InlineData("email", "\"email\"", false, true)]
    [InlineData("email", "\"username\"", false, false)]
    [InlineData("email", "\"emailOrPhone\"", false, true)]
    [InlineData("phone", "\"phone\"", false, true)]
    [InlineData("email phone", "\"email\"", false, false)]
    [InlineData("email totp", "\"email\"", false, false)]
    [InlineData("passkey", "\"username\"", true, true)]
    [InlineData("passkey", "\"username\"", false, false)]
    public void A_further_factor_is_suggested(string has, string asked, bool hasPasskeys, bool isSuggested)
    {
        var user = SecondFactorRuleTests.Make(
            has.Contains("email", StringComparison.Ordinal) ? "kimmy@example.test" : null, has.Contains("phone", StringComparison.Ordinal) ? "821012345678" : null, has.Contains("totp", StringComparison.Ordinal));
        PendingMfa pending = new() { WebAuthn = has == "passkey" ? [new MfaVerification { Id = "w", Type = "WebAuthn", CreatedAt = DateTime.UnixEpoch }] : null, PasskeySkipped = true };
        var signUp = new SignUpSettings([], true, [new SecondaryIdentifier(asked.Trim('"'))]);
        var factors = All.Except(["BackupCode"]).ToList();
        var refused = BindingRule.Refuse(Situation(user, factors, "Mandatory", pending: pending), new PasskeySignIn(hasPasskeys), signUp);
        Assert.Equal(isSuggested ? "session.mfa.suggest_additional_mfa" : null, refused?.Code);
        if (has == "email" && isSuggested)
        {
            Assert.Equal(
                """{"availableFactors":["WebAuthn","Totp","PhoneVerificationCode"],"maskedIdentifiers":{"EmailVerificationCode":"kimm****@example.test"},"isWebAuthnUsedAsSignInPasskey":false,"skippable":true,"suggestion":true}""",
                refused!.Data!.Value.Text);
        }

        var skipped = Situation(user, factors, "Mandatory", pending: pending with { AdditionalBindingSuggestionSkipped = true });
        Assert.Null(BindingRule.Refuse(skipped, new PasskeySignIn(hasPasskeys), signUp));
        Assert.True(BindingRule.ConfigAfter(skipped).Mfa.AdditionalBindingSuggestionSkipped);
    }

    [Theory(DisplayName = "Section 8.4 step 7: backup codes go with the rest where the tenant takes them")]
    [InlineData(false, "Mandatory", "session.mfa.backup_code_required")]
    [InlineData(true, "Mandatory", null)]
    [InlineData(false, "UserControlled", "session.mfa.backup_code_required")]
    [InlineData(false, "NoPrompt", null)]
    public void Backup_codes_are_needed(bool hasCodes, string policy, string? code) =>
        Assert.Equal(code, Refuse(SecondFactorRuleTests.Make(totp: true, backupCodes: hasCodes), TotpAndCodes, policy)?.Code);

    [Fact(DisplayName = "Section 8.4: an enterprise decides itself")]
    public void Who_comes_from_an_enterprise_is_asked_nothing()
    {
        var situation = Situation(SecondFactorRuleTests.Make(), All, "Mandatory");
        Assert.Null(BindingRule.Refuse(situation with { State = situation.State with { IdentifiedBy = ["EnterpriseSso"] } }, new PasskeySignIn(true), Usernames));
    }

    private static SecondFactorSituation Situation(User user, IReadOnlyList<string>? factors, string? policy, bool isNew = false, PendingMfa? pending = null, bool organizationDemands = false) =>
        new(new MfaSettings(factors, policy, null), user, SecondFactorRuleTests.State(user) with { IsUserNew = isNew, Mfa = pending }, OrganizationDemands: organizationDemands);

    private static Refusal? Refuse(
        User user, IReadOnlyList<string>? factors, string? policy, bool isNew = false, PendingMfa? pending = null, bool organizationDemands = false) =>
        BindingRule.Refuse(Situation(user, factors, policy, isNew, pending, organizationDemands), new PasskeySignIn(false), Usernames);
}
