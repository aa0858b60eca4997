using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.ExperienceApi.ExperienceCalls;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 4.2: a code to the user who is identified already, as a second factor.</summary>
public sealed class MfaCodeTests(CodeServer codes) : CodeTest(codes)
{
    private const string Factors = """{"factors":["EmailVerificationCode","PhoneVerificationCode"],"policy":"NoPrompt"}""";

    private async Task<(Browser Browser, string Email, string Phone)> IdentifiedAsync()
    {
        var (username, email, phone) = (TestServer.Unique(), Address(), Phone());
        await Api.NewUserAsync(new { username, password = Password, primaryEmail = email, primaryPhone = phone });
        var browser = await BegunAsync();
        await browser.IdentifyByPasswordAsync(username);
        return (browser, email, phone);
    }

    [Theory]
    [InlineData("email", "MfaEmailVerificationCode")]
    [InlineData("phone", "MfaPhoneVerificationCode")]
    [InlineData("Email", "MfaEmailVerificationCode")]
    [InlineData("Phone", "MfaPhoneVerificationCode")]
    public async Task The_users_own_address_gets_a_code_that_is_good_once(string type, string record)
    {
        await SetAsync(mfa: Factors);
        var (browser, email, phone) = await IdentifiedAsync();
        var address = record == "MfaEmailVerificationCode" ? email : phone;
        var id = (await browser.AskMfaCodeAsync(type)).Expect(200)["verificationId"].GetString()!;
        var begun = await browser.RecordAsync(record);
        Assert.Equal((id, "MfaVerification", address, false), (begun.GetProperty("id").GetString(), begun.GetProperty("templateType").GetString(),
            begun.GetProperty("identifier").GetProperty("value").GetString(), begun.GetProperty("verified").GetBoolean()));
        Assert.Equal("MfaVerification", Assert.Single(await MailboxAsync(address)).GetProperty("usageType").GetString());

        var code = await CodeAsync(address);
        (await browser.GiveMfaCodeAsync(id, Wrong(code), type)).Expect(400, "verification_code.code_mismatch");
        (await browser.GiveMfaCodeAsync(id, code, record == "MfaEmailVerificationCode" ? "phone" : "email")).Expect(404, "session.verification_session_not_found");
        (await browser.GiveCodeAsync(address, id, code, record == "MfaEmailVerificationCode" ? "email" : "phone")).Expect(404, "session.verification_session_not_found");
        Assert.Equal(id, (await browser.GiveMfaCodeAsync(id, code, type)).Expect(200)["verificationId"].GetString());
        Assert.True((await browser.RecordAsync(record)).GetProperty("verified").GetBoolean());
        (await browser.GiveMfaCodeAsync(id, code, type)).Expect(400, "verification_code.not_found");
    }

    [Fact]
    public async Task A_second_factor_identifies_nobody()
    {
        await SetAsync(mfa: Factors);
        var (browser, email, _) = await IdentifiedAsync();
        var id = (await browser.AskMfaCodeAsync()).Expect(200)["verificationId"].GetString()!;
        (await browser.GiveMfaCodeAsync(id, await CodeAsync(email))).Expect(200);
        var refused = await browser.IdentifyAsync(id);
        Assert.Contains(refused.Code, (string[])["session.verification_failed", "user.sign_in_method_not_enabled"]);
    }

    [Fact]
    public async Task Nobody_has_no_second_factor()
    {
        await SetAsync(mfa: Factors);
        (await (await BegunAsync()).AskMfaCodeAsync()).Expect(400, "session.identifier_not_found");
        (await (await BegunAsync()).AskMfaCodeAsync("pigeon")).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task A_factor_that_is_off_or_an_address_that_is_missing_is_refused()
    {
        var (browser, _, _) = await IdentifiedAsync();
        (await browser.AskMfaCodeAsync()).Expect(400, "session.mfa.mfa_factor_not_enabled");
        await SetAsync(mfa: """{"factors":["PhoneVerificationCode"],"policy":"NoPrompt"}""");
        (await browser.AskMfaCodeAsync()).Expect(400, "session.mfa.mfa_factor_not_enabled");
        (await browser.AskMfaCodeAsync("phone")).Expect(200);

        await SetAsync(mfa: Factors);
        var (_, username) = await Server.NewSignerAsync();
        var bare = await BegunAsync();
        await bare.IdentifyByPasswordAsync(username);
        (await bare.AskMfaCodeAsync()).Expect(400, "session.mfa.mfa_factor_not_enabled");
        Assert.Equal(["Password"], (await bare.StateAsync())["verificationRecords"].EnumerateArray().Select(record => record.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Of_fifty_who_give_the_code_at_once_one_has_it()
    {
        await SetAsync(mfa: Factors);
        var (browser, email, _) = await IdentifiedAsync();
        var id = (await browser.AskMfaCodeAsync()).Expect(200)["verificationId"].GetString()!;
        var code = await CodeAsync(email);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => browser.GiveMfaCodeAsync(id, code)));
        Assert.Single(answers, answer => (int)answer.Status == 200);
    }

    [Fact]
    public async Task Codes_of_the_second_factor_are_counted_and_limited_like_others()
    {
        await SetAsync(mfa: Factors, sentinel: """{"maxAttempts":2}""");
        var (browser, email, _) = await IdentifiedAsync();
        var id = "";
        for (var sent = 0; sent < 10; sent++) id = (await browser.AskMfaCodeAsync()).Expect(200)["verificationId"].GetString()!;
        (await browser.AskMfaCodeAsync()).Expect(429, "request.message_rate_limited");
        var code = await CodeAsync(email, 10);
        (await browser.GiveMfaCodeAsync(id, Wrong(code))).Expect(400, "verification_code.code_mismatch");
        (await browser.GiveMfaCodeAsync(id, Wrong(code))).Expect(400, "session.verification_blocked_too_many_attempts");
        (await browser.GiveMfaCodeAsync(id, code)).Expect(400, "session.verification_blocked_too_many_attempts");
    }
}
