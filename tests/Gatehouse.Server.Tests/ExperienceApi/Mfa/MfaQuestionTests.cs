using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.ExperienceApi.ExperienceCalls;

namespace Gatehouse.Server.Tests.ExperienceApi.Mfa;

/// <summary>contract/experience-api.md 3, 8.3 and 8.4: what users answer to questions about second factors, and what is remembered of it.</summary>
public sealed class MfaQuestionTests(MfaServer mfa) : MfaTest(mfa)
{
    private static readonly string[] Answers = ["mfa-enabled", "mfa-skipped", "mfa-suggestion-skipped", "passkey-skipped"];

    [Theory(DisplayName = "Section 8.4: what was observed for a new user with factors Totp and BackupCode, at sign-in")]
    [InlineData("UserControlled", "user.suggest_mfa")]
    [InlineData("PromptOnlyAtSignIn", "user.suggest_mfa")]
    [InlineData("PromptAtSignInAndSignUp", "user.suggest_mfa")]
    [InlineData("NoPrompt", null)]
    [InlineData("Mandatory", "user.missing_mfa")]
    public async Task At_sign_in(string policy, string? code)
    {
        await SetAsync("Totp,BackupCode", policy);
        var (id, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        var answer = await browser.SubmitAsync();
        if (code is null) answer.Expect(200);
        else answer.Expect(422, code);
        if (code != "user.suggest_mfa")
        {
            if (code is not null) (await browser.SayAsync("mfa-skipped")).Expect(422, "session.mfa.mfa_policy_not_user_controlled");
            return;
        }

        Assert.False(answer.Json.TryGetProperty("data", out _));
        (await browser.SayAsync("mfa-skipped")).Expect(204);
        Assert.Equal("""{"mfaSkipped":true}""", (await browser.StateAsync())["mfa"].GetRawText());
        (await browser.SubmitAsync()).Expect(200);
        Assert.True((await ConfigAsync(id)).GetProperty("mfa").GetProperty("skipped").GetBoolean());
        // And is never asked again.
        (await (await IdentifiedAsync(username)).SubmitAsync()).Expect(200);
    }

    [Theory(DisplayName = "Section 8.4: what was observed for a new user with factors Totp and BackupCode, at registration")]
    [InlineData("UserControlled", "user.suggest_mfa")]
    [InlineData("PromptAtSignInAndSignUp", "user.suggest_mfa")]
    [InlineData("PromptOnlyAtSignIn", null)]
    [InlineData("NoPrompt", null)]
    [InlineData("Mandatory", "user.missing_mfa")]
    public async Task At_registration(string policy, string? code)
    {
        await SetAsync("Totp,BackupCode", policy);
        var (browser, id) = await RegisteredAsync();
        var answer = await browser.SubmitAsync();
        if (code is null)
        {
            answer.Expect(200);
            return;
        }

        answer.Expect(422, code);
        if (code == "user.suggest_mfa")
        {
            (await browser.SayAsync("mfa-enabled")).Expect(204);
            var missing = (await browser.SubmitAsync()).Expect(422, "user.missing_mfa");
            Assert.Equal("""{"availableFactors":["Totp"],"skippable":true}""", missing["data"].GetRawText());
        }

        await browser.BindTotpAsync();
        (await browser.SubmitAsync()).Expect(422, "session.mfa.backup_code_required");
        await browser.BindBackupCodesAsync();
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal(["Totp", "BackupCode"], await FactorsAsync(id));
        Assert.True((await ConfigAsync(id)).GetProperty("mfa").GetProperty("enabled").GetBoolean());
    }

    [Fact(DisplayName = "Section 3: who is asked by an organization does not skip")]
    public async Task An_organization_is_not_skipped()
    {
        await SetAsync("Totp", "UserControlled", organizations: "Mandatory");
        var (id, username) = await Server.NewSignerAsync();
        await Server.AddMembershipAsync(id, isMfaRequired: true);
        var browser = await IdentifiedAsync(username);
        (await browser.SayAsync("mfa-skipped")).Expect(422, "session.mfa.mfa_policy_not_user_controlled");
        Assert.Equal("""{"availableFactors":["Totp"]}""", (await browser.SubmitAsync()).Expect(422, "user.missing_mfa")["data"].GetRawText());
        await SetAsync("Totp", "UserControlled");
        (await browser.SayAsync("mfa-skipped")).Expect(204);
        (await browser.SubmitAsync()).Expect(200);
    }

    [Fact(DisplayName = "Section 8.2: who wants no second factor at sign-in is spared, unless an organization asks")]
    public async Task The_users_wish_is_heard()
    {
        await SetAsync("Totp", "UserControlled", organizations: "Mandatory");
        var (id, username, _) = await NewTotpUserAsync();
        (await Api.PatchAnswerAsync($"/api/users/{id}/logto-configs", new { mfa = new { enabled = true, skipMfaOnSignIn = true } })).Expect(200);
        (await (await IdentifiedAsync(username)).SubmitAsync()).Expect(200);
        await Server.AddMembershipAsync(id, isMfaRequired: true);
        (await (await IdentifiedAsync(username)).SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
    }

    [Fact(DisplayName = "Section 8.3: nobody answers before the second factor was shown, and nobody while a password is replaced")]
    public async Task The_guard()
    {
        await SetAsync("Totp,WebAuthn", "UserControlled");
        var (_, username, secret) = await NewTotpUserAsync();
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        foreach (var answer in Answers) (await browser.SayAsync(answer)).Expect(404, "session.interaction_not_found");
        (await browser.BeginAsync("ForgotPassword")).Expect(204);
        foreach (var answer in Answers.Except(["mfa-skipped"])) (await browser.SayAsync(answer)).Expect(400, "session.not_supported_for_forgot_password");
        (await browser.BindAsync("Totp", "x")).Expect(400, "session.not_supported_for_forgot_password");
        (await browser.PostAsync("/api/experience/profile/mfa/passkey", new { verificationId = "x" })).Expect(400, "session.not_supported_for_forgot_password");
        (await browser.BeginAsync()).Expect(204);
        foreach (var answer in Answers.Except(["mfa-skipped"])) (await browser.SayAsync(answer)).Expect(404, "session.identifier_not_found");
        (await browser.BindAsync("Totp", "x")).Expect(404, "session.identifier_not_found");
        (await browser.PostAsync("/api/experience/profile/mfa/passkey", new { verificationId = "x" })).Expect(404, "session.identifier_not_found");
        await browser.IdentifyByPasswordAsync(username);
        foreach (var answer in Answers.Except(["mfa-skipped"])) (await browser.SayAsync(answer)).Expect(403, "session.mfa.require_mfa_verification");
        (await browser.BindAsync("WebAuthn", "x")).Expect(403, "session.mfa.require_mfa_verification");
        (await browser.PostAsync("/api/experience/profile/mfa/passkey", new { verificationId = "x" })).Expect(403, "session.mfa.require_mfa_verification");
        (await browser.GiveTotpAsync(Code(secret))).Expect(200);
        foreach (var answer in Answers) (await browser.SayAsync(answer)).Expect(204);
        Assert.Equal(
            """{"mfaEnabled":true,"mfaSkipped":true,"additionalBindingSuggestionSkipped":true,"passkeySkipped":true}""", (await browser.StateAsync())["mfa"].GetRawText());
        (await browser.BindAsync("WebAuthn", "x")).Expect(404, "session.verification_session_not_found");
        (await browser.BindAsync("Password", "x")).Expect(400, "guard.invalid_input");
        // Before anybody registers there is nobody to have a factor.
        (await browser.BeginAsync("Register")).Expect(204);
        (await browser.SayAsync("mfa-enabled")).Expect(204);
        (await browser.BindAsync("Totp", "x")).Expect(404, "session.identifier_not_found");
    }

    [Fact(DisplayName = "Section 8.4 step 1: the passkey is offered first; skipping is remembered from a sign-in, not from a registration")]
    public async Task A_passkey_is_offered()
    {
        await SetAsync("", "NoPrompt", hasPasskeys: true);
        var (browser, id) = await RegisteredAsync();
        var username = (await Api.GetAnswerAsync("/api/users/" + id))["username"].GetString()!;
        (await browser.SubmitAsync()).Expect(422, "user.passkey_preferred");
        (await browser.SayAsync("passkey-skipped")).Expect(204);
        (await browser.SubmitAsync()).Expect(200);
        var next = new Browser(Server);
        await next.EnterInteractionAsync();
        await next.IdentifyByPasswordAsync(username, password: FreshPassword);
        (await next.SubmitAsync()).Expect(422, "user.passkey_preferred");
        (await next.SayAsync("passkey-skipped")).Expect(204);
        (await next.SubmitAsync()).Expect(200);
        Assert.True((await ConfigAsync(id)).GetProperty("passkeySignIn").GetProperty("skipped").GetBoolean());
    }

    [Fact(DisplayName = "Section 8.4 step 6: whoever has nothing but the address that signs in is offered a further factor")]
    public async Task A_further_factor_is_suggested()
    {
        await SetAsync("Totp,EmailVerificationCode", "Mandatory", signUp: """{"identifiers":["email"],"password":true,"verify":true}""");
        var email = TestServer.Unique("kimm") + "@reader.example";
        var username = TestServer.Unique();
        var id = (await Api.NewUserAsync(new { username, primaryEmail = email, passwordDigest = Digest, passwordAlgorithm = "Argon2id" })).Id;
        var browser = await IdentifiedAsync(username);
        var code = (await browser.AskMfaCodeAsync()).Expect(200)["verificationId"].GetString()!;
        (await browser.GiveMfaCodeAsync(code, await MailedCodeAsync(email))).Expect(200);
        var suggested = (await browser.SubmitAsync()).Expect(422, "session.mfa.suggest_additional_mfa");
        Assert.Equal(
            """{"availableFactors":["Totp"],"maskedIdentifiers":{"EmailVerificationCode":"kimm****@reader.example"},"isWebAuthnUsedAsSignInPasskey":false,"skippable":true,"suggestion":true}""",
            suggested["data"].GetRawText());
        (await browser.SayAsync("mfa-suggestion-skipped")).Expect(204);
        (await browser.SubmitAsync()).Expect(200);
        Assert.Empty(await FactorsAsync(id));
    }

    [Fact(DisplayName = "Section 8.3: an address is bound by an ordinary code, becomes the user's, and counts as shown")]
    public async Task An_address_is_bound()
    {
        await SetAsync("EmailVerificationCode", "Mandatory");
        var (id, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        (await browser.SubmitAsync()).Expect(422, "user.missing_mfa");
        var email = TestServer.Unique() + "@reader.example";
        var verification = await browser.SentCodeAsync(email);
        (await browser.BindAsync("EmailVerificationCode", verification)).Expect(400, "session.verification_failed");
        (await browser.BindAsync("PhoneVerificationCode", verification)).Expect(404, "session.verification_session_not_found");
        (await browser.GiveCodeAsync(email, verification, await MailedCodeAsync(email))).Expect(200);
        var taken = await Api.NewUserAsync(new { username = TestServer.Unique(), primaryEmail = email });
        (await browser.BindAsync("EmailVerificationCode", verification)).Expect(422, "user.email_already_in_use");
        (await Api.DeleteAnswerAsync("/api/users/" + taken.Id)).Expect(204);
        (await browser.BindAsync("EmailVerificationCode", verification)).Expect(204);
        Assert.True((await browser.RecordAsync("MfaEmailVerificationCode")).GetProperty("verified").GetBoolean());
        Assert.Equal(email, (await browser.StateAsync())["profile"].GetProperty("primaryEmail").GetString());
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal(email, (await Api.GetAnswerAsync("/api/users/" + id))["primaryEmail"].GetString());
        // From the next sign-in on it is asked for.
        (await (await IdentifiedAsync(username)).SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
        await SetAsync("Totp", "NoPrompt");
        var other = await IdentifiedAsync((await Server.NewSignerAsync()).Username);
        var unwanted = TestServer.Unique() + "@reader.example";
        verification = await other.SentCodeAsync(unwanted);
        (await other.GiveCodeAsync(unwanted, verification, await MailedCodeAsync(unwanted))).Expect(200);
        (await other.BindAsync("EmailVerificationCode", verification)).Expect(400, "session.mfa.mfa_factor_not_enabled");
    }

    [Fact(DisplayName = "Section 8.2: codes to the user's address and number are second factors")]
    public async Task Codes_are_second_factors()
    {
        await SetAsync("EmailVerificationCode,PhoneVerificationCode", "Mandatory");
        var (username, email) = (TestServer.Unique(), TestServer.Unique() + "@reader.example");
        var id = (await Api.NewUserAsync(new { username, primaryEmail = email, primaryPhone = "82101" + Random.Shared.Next(1000000, 9999999), passwordDigest = Digest, passwordAlgorithm = "Argon2id" })).Id;
        var browser = await IdentifiedAsync(username);
        (await browser.SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
        var record = (await browser.AskMfaCodeAsync()).Expect(200)["verificationId"].GetString()!;
        (await browser.SubmitAsync()).Expect(403);
        (await browser.GiveMfaCodeAsync(record, await MailedCodeAsync(email))).Expect(200);
        // The address may have changed hands meanwhile.
        (await Api.PatchAnswerAsync("/api/users/" + id, new { primaryEmail = TestServer.Unique() + "@reader.example" })).Expect(200);
        (await browser.SubmitAsync()).Expect(403);
        (await Api.PatchAnswerAsync("/api/users/" + id, new { primaryEmail = email })).Expect(200);
        (await browser.SubmitAsync()).Expect(200);
    }
}
