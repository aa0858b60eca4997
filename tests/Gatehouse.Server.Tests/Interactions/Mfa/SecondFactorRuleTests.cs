using Gatehouse.Server.Interactions;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Tests.Interactions.Mfa;

/// <summary>contract/experience-api.md 8.2: when a second factor is demanded, by what it is satisfied, and what the refusal says.</summary>
public sealed class SecondFactorRuleTests
{
    private static readonly string[] All = ["Totp", "WebAuthn", "BackupCode", "EmailVerificationCode", "PhoneVerificationCode"];

    [Theory(DisplayName = "Section 8.2 and reliability.md 40: policy × the user's wishes × what an organization demands")]
    [InlineData("NoPrompt", null, null, false, true)]
    [InlineData("NoPrompt", true, null, false, true)]
    [InlineData("NoPrompt", false, null, false, false)]
    [InlineData("NoPrompt", null, true, false, false)]
    [InlineData("NoPrompt", null, false, false, true)]
    [InlineData("UserControlled", null, null, false, true)]
    [InlineData("UserControlled", false, null, false, false)]
    [InlineData("UserControlled", true, true, false, false)]
    [InlineData("PromptOnlyAtSignIn", null, null, false, true)]
    [InlineData("PromptOnlyAtSignIn", false, null, false, false)]
    [InlineData("PromptAtSignInAndSignUp", null, true, false, false)]
    [InlineData("Mandatory", false, true, false, true)]
    [InlineData("PromptAtSignInAndSignUpMandatory", false, true, false, true)]
    [InlineData("PromptOnlyAtSignInMandatory", false, true, false, true)]
    [InlineData(null, null, null, false, true)]
    [InlineData(null, false, null, false, false)]
    [InlineData("UserControlled", false, true, true, true)]
    [InlineData("NoPrompt", false, true, true, true)]
    public void A_factor_that_the_user_has_is_demanded(string? policy, bool? enabled, bool? skipsAtSignIn, bool organizationDemands, bool isDemanded)
    {
        var user = Make(totp: true);
        user.SetLogtoConfig(new LogtoConfig { Mfa = new LogtoConfig.MfaPreferences(Enabled: enabled, Skipped: true, SkipMfaOnSignIn: skipsAtSignIn) });
        var situation = new SecondFactorSituation(new MfaSettings(All, policy, null), user, State(user), OrganizationDemands: organizationDemands);
        Assert.Equal(isDemanded ? "session.mfa.require_mfa_verification" : null, SecondFactorRule.RefuseUnverified(situation)?.Code);
    }

    [Theory(DisplayName = "Section 8.2: with adaptive rules, only risk decides")]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Risk_decides_where_the_rules_are_on(bool isRisky, bool isDemanded)
    {
        var user = Make(totp: true);
        user.SetLogtoConfig(new LogtoConfig { Mfa = new LogtoConfig.MfaPreferences(Enabled: false, SkipMfaOnSignIn: true) });
        IReadOnlyList<TriggeredRule> triggered = isRisky ? [new TriggeredRule("new_country", JsonText.EmptyObject)] : [];
        var situation = new SecondFactorSituation(new MfaSettings(All, "PromptOnlyAtSignInMandatory", null), user, State(user), triggered);
        Assert.Equal(isDemanded, SecondFactorRule.RefuseUnverified(situation) is not null);
        Assert.Null(SecondFactorRule.RefuseUnverified(situation with { User = Make() }));
    }

    [Fact]
    public void Who_was_made_here_or_came_by_what_is_enough_alone_shows_none()
    {
        var user = Make(totp: true);
        var settings = new MfaSettings(All, "Mandatory", null);
        Assert.Null(SecondFactorRule.RefuseUnverified(new SecondFactorSituation(settings, user, State(user) with { IsUserNew = true }, OrganizationDemands: true)));
        Assert.Null(SecondFactorRule.RefuseUnverified(new SecondFactorSituation(settings, user, State(user) with { IsEnoughAlone = true }, OrganizationDemands: true)));
        Assert.Null(SecondFactorRule.RefuseUnverified(new SecondFactorSituation(settings, Make(), State(user))));
        Assert.Null(SecondFactorRule.RefuseUnverified(new SecondFactorSituation(settings with { Factors = ["WebAuthn"] }, user, State(user))));
        Assert.Null(SecondFactorRule.RefuseUnverified(new SecondFactorSituation(settings with { Factors = null }, user, State(user))));
    }

    /// <summary>A record, the factors that the tenant takes, and whether it satisfies.</summary>
    public static TheoryData<string, string, bool> Records => new()
    {
        { "totp", "Totp", true },
        { "totp", "Totp,BackupCode", true },
        { "totp unverified", "Totp", false },
        { "totp to be bound", "Totp", false },
        { "totp of another", "Totp", false },
        { "totp", "EmailVerificationCode", false },
        { "backup code", "Totp,BackupCode", true },
        { "backup code", "Totp", false },
        { "backup codes to be bound", "Totp,BackupCode", false },
        { "mfa email", "EmailVerificationCode", true },
        { "mfa email unverified", "EmailVerificationCode", false },
        { "mfa email of another", "EmailVerificationCode", false },
        { "mfa phone", "PhoneVerificationCode", true },
        { "mfa phone", "EmailVerificationCode", false },
        { "email", "EmailVerificationCode", false },
        { "phone", "PhoneVerificationCode", false },
        { "password", "EmailVerificationCode", false },
        { "one-time token", "EmailVerificationCode", false },
        { "social", "EmailVerificationCode", false },
    };

    [Theory(DisplayName = "Section 8.2: ordinary records and those of what is to be bound never satisfy")]
    [MemberData(nameof(Records))]
    public void A_record_shows_one_factor_or_none(string record, string factors, bool satisfies)
    {
        var user = Make("kim@example.test", "821012345678", totp: true, backupCodes: true);
        var state = State(user).With(Record(record));
        var situation = new SecondFactorSituation(new MfaSettings(factors.Split(','), "Mandatory", null), user, state);
        Assert.Equal(satisfies, SecondFactorRule.RefuseUnverified(situation) is null);
        Assert.Equal(satisfies, SecondFactorRule.AmrOf(situation).Contains("mfa"));
        // What takes its place takes the proof not away.
        if (record is "totp" && satisfies) Assert.Null(SecondFactorRule.RefuseUnverified(situation with { State = state.With(Record("totp to be bound")) }));
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
        var refused = SecondFactorRule.RefuseUnverified(new SecondFactorSituation(new MfaSettings(All, "NoPrompt", null), user, State(user)));
        Assert.Equal(("session.mfa.require_mfa_verification", 403, data), (refused!.Code, refused.Status, refused.Data!.Value.Text));
        Assert.Null(SecondFactorRule.RefuseUnverified(new SecondFactorSituation(new MfaSettings(["Totp"], "Mandatory", null), user, State(user))));
    }

    [Fact(DisplayName = "Section 8.2: passkeys first, then the app, phone, mail, backup codes last")]
    public void The_order()
    {
        var user = Make("kim@example.test", "821012345678", totp: true, backupCodes: true);
        user.SetMfaVerifications([.. MfaVerification.ListOf(user.MfaVerifications), new MfaVerification { Id = "w", Type = "WebAuthn", CreatedAt = DateTime.UnixEpoch }]);
        Assert.Equal(["WebAuthn", "Totp", "PhoneVerificationCode", "EmailVerificationCode", "BackupCode"], SecondFactorRule.AvailableTo(new MfaSettings(All, null, null), user));
    }

    internal static User Make(string? email = null, string? phone = null, bool totp = false, bool backupCodes = false)
    {
        var user = User.Create("default", "u", 1, DateTime.UnixEpoch);
        user.SetEmail(email);
        user.SetPhone(phone);
        List<MfaVerification> bound = [];
        if (totp) bound.Add(new MfaVerification { Id = "t", Type = "Totp", CreatedAt = DateTime.UnixEpoch, Key = "sealed" });
        if (backupCodes) bound.Add(new MfaVerification { Id = "b", Type = "BackupCode", CreatedAt = DateTime.UnixEpoch, Codes = [new StoredBackupCode("sealed")] });
        user.SetMfaVerifications(bound);
        return user;
    }

    internal static InteractionState State(User user) => new()
    {
        Event = InteractionEvent.SignIn, UserId = user.Id, Amr = ["pwd"], IdentifiedBy = ["Password"], SignInContext = new SignInContext("127.0.0.1", null),
    };

    private static VerificationRecord Record(string name)
    {
        var (email, phone) = (new SignInIdentifier("email", "Kim@example.test"), new SignInIdentifier("phone", "821012345678"));
        return name switch
        {
            "totp" => new TotpVerification("r", "u", IsVerified: true),
            "totp unverified" => new TotpVerification("r", "u"),
            "totp to be bound" => new TotpVerification("n", "u", IsVerified: true) { SealedSecret = "sealed" },
            "totp of another" => new TotpVerification("r", "other", IsVerified: true),
            "backup code" => new BackupCodeVerification("r", "u") { Code = "0123456789" },
            "backup codes to be bound" => new BackupCodeVerification("r", "u") { SealedCodes = ["sealed"] },
            "mfa email" => new MfaEmailCodeVerification("r", "MfaVerification", email, IsVerified: true),
            "mfa email unverified" => new MfaEmailCodeVerification("r", "MfaVerification", email),
            "mfa email of another" => new MfaEmailCodeVerification("r", "MfaVerification", email with { Value = "lee@example.test" }, IsVerified: true),
            "mfa phone" => new MfaPhoneCodeVerification("r", "MfaVerification", phone, IsVerified: true),
            "email" => new EmailCodeVerification("r", "SignIn", email, IsVerified: true),
            "phone" => new PhoneCodeVerification("r", "SignIn", phone, IsVerified: true),
            "password" => new PasswordVerification("r", email, "u"),
            "one-time token" => new OneTimeTokenVerification("r", email, JsonText.EmptyObject),
            _ => new SocialVerification("r", "c"),
        };
    }
}
