using Gatehouse.Server.Tests.ManagementApi.Connectors;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Gatehouse.Server.Verifications;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 4.2, 11.2: a code to an address that the user names.</summary>
public sealed class CodeVerificationTests(CodeServer codes) : CodeTest(codes)
{
    [Theory]
    [InlineData("email", "EmailVerificationCode")]
    [InlineData("phone", "PhoneVerificationCode")]
    public async Task A_code_verifies_the_address_that_it_was_sent_to_once(string type, string record)
    {
        var address = type == "email" ? Address() : Phone();
        var browser = await BegunAsync();
        var sent = (await browser.AskCodeAsync(address, type: type)).Expect(200);
        Assert.Equal(["verificationId"], sent.Json.EnumerateObject().Select(member => member.Name));
        var id = sent["verificationId"].GetString()!;
        Assert.Matches("^[a-z0-9]{21}$", id);
        var begun = await browser.RecordAsync(record);
        Assert.Equal(["id", "type", "templateType", "identifier", "verified"], begun.EnumerateObject().Select(member => member.Name));
        Assert.Equal((id, "SignIn", type, address, false), (begun.GetProperty("id").GetString(), begun.GetProperty("templateType").GetString(),
            begun.GetProperty("identifier").GetProperty("type").GetString(), begun.GetProperty("identifier").GetProperty("value").GetString(), begun.GetProperty("verified").GetBoolean()));

        var code = await CodeAsync(address);
        Assert.Matches("^[0-9]{6}$", code);
        Assert.Equal(id, (await browser.GiveCodeAsync(address, id, code, type)).Expect(200)["verificationId"].GetString());
        Assert.True((await browser.RecordAsync(record)).GetProperty("verified").GetBoolean());
        (await browser.GiveCodeAsync(address, id, code, type)).Expect(400, "verification_code.not_found");
        Assert.True((await browser.RecordAsync(record)).GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task A_code_is_stored_as_a_digest_and_never_shown()
    {
        var (address, browser) = (Address(), await BegunAsync());
        await browser.SentCodeAsync(address);
        var code = await CodeAsync(address);
        var row = await Server.InDatabaseAsync(db => db.VerificationCodes.AsNoTracking().SingleAsync(stored => stored.Recipient == address));
        Assert.DoesNotContain(code, row.Digest + row.Salt + row.Key);
        Assert.Equal(TimeSpan.FromSeconds(600), row.ExpiresAt - row.CreatedAt);
        Assert.DoesNotContain($"\"{code}\"", (await browser.StateAsync()).Text);
        Assert.DoesNotContain(Server.Log.Lines, line => line.Contains(address, StringComparison.Ordinal));
    }

    [Fact(DisplayName = "Issue 5: a code is bound to the interaction, the record and the address that caused it")]
    public async Task A_code_is_good_for_its_own_request_alone()
    {
        var (address, other) = (Address(), Address());
        var (browser, stranger) = (await BegunAsync(), await BegunAsync());
        var id = await browser.SentCodeAsync(address);
        var code = await CodeAsync(address);

        // Of another interaction: neither by the record's id nor by a record of its own.
        (await stranger.GiveCodeAsync(address, id, code)).Expect(404, "session.verification_session_not_found");
        var own = await stranger.SentCodeAsync(address);
        var second = await CodeAsync(address, 2);
        if (code != second) (await stranger.GiveCodeAsync(address, own, code)).Expect(400, "verification_code.code_mismatch");

        (await browser.GiveCodeAsync(other, id, code)).Expect(400, "verification_code.email_mismatch");
        (await browser.GiveCodeAsync(address.ToUpperInvariant(), id, code)).Expect(400, "verification_code.email_mismatch");
        (await browser.GiveCodeAsync("821012345678", id, code, "phone")).Expect(404, "session.verification_session_not_found");
        (await browser.GiveCodeAsync(address, "unknown", code)).Expect(404, "session.verification_session_not_found");
        (await browser.GiveMfaCodeAsync(id, code)).Expect(404, "session.verification_session_not_found");
        Assert.False((await browser.RecordAsync("EmailVerificationCode")).GetProperty("verified").GetBoolean());
        (await browser.GiveCodeAsync(address, id, code)).Expect(200);
    }

    [Fact]
    public async Task A_code_to_one_phone_is_none_for_another()
    {
        var (phone, browser) = (Phone(), await BegunAsync());
        var id = await browser.SentCodeAsync(phone, type: "phone");
        (await browser.GiveCodeAsync(Phone(), id, await CodeAsync(phone), "phone")).Expect(400, "verification_code.phone_mismatch");
    }

    [Fact]
    public async Task A_new_code_takes_the_place_of_the_older_one_of_its_kind()
    {
        var (address, phone, browser) = (Address(), Phone(), await BegunAsync());
        var older = await browser.SentCodeAsync(address);
        var code = await CodeAsync(address);
        await browser.SentCodeAsync(phone, type: "phone");
        var newer = await browser.SentCodeAsync(address, "Register");
        (await browser.GiveCodeAsync(address, older, code)).Expect(404, "session.verification_session_not_found");
        Assert.Equal("Register", (await browser.RecordAsync("EmailVerificationCode")).GetProperty("templateType").GetString());
        (await browser.GiveCodeAsync(address, newer, await CodeAsync(address, 2))).Expect(200);
        Assert.Equal(["PhoneVerificationCode", "EmailVerificationCode"], (await browser.StateAsync())["verificationRecords"].EnumerateArray().Select(record => record.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task A_code_ends_after_its_time_and_its_tries()
    {
        var (address, browser) = (Address(), await BegunAsync());
        var id = await browser.SentCodeAsync(address);
        var code = await CodeAsync(address);
        Server.Clock.Advance(TimeSpan.FromSeconds(601));
        (await browser.GiveCodeAsync(address, id, code)).Expect(400, "verification_code.expired");

        id = await browser.SentCodeAsync(address);
        code = await CodeAsync(address, 2);
        for (var tried = 0; tried < 10; tried++) (await browser.GiveCodeAsync(address, id, Wrong(code))).Expect(400, "verification_code.code_mismatch");
        (await browser.GiveCodeAsync(address, id, code)).Expect(400, "verification_code.exceed_max_try");

        await SetAsync(codes: """{"expirationDuration":60,"maxRetryAttempts":1}""");
        id = await browser.SentCodeAsync(address);
        code = await CodeAsync(address, 3);
        (await browser.GiveCodeAsync(address, id, Wrong(code))).Expect(400, "verification_code.code_mismatch");
        (await browser.GiveCodeAsync(address, id, code)).Expect(400, "verification_code.exceed_max_try");
        Server.Clock.Advance(TimeSpan.FromSeconds(61));
        (await browser.GiveCodeAsync(address, id, code)).Expect(400, "verification_code.expired");
    }

    [Fact]
    public async Task Of_fifty_who_give_a_code_at_once_one_has_it()
    {
        var (address, browser) = (Address(), await BegunAsync());
        var id = await browser.SentCodeAsync(address);
        var code = await CodeAsync(address);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => browser.GiveCodeAsync(address, id, code)));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(400, "verification_code.not_found"));
    }

    [Fact]
    public async Task Of_fifty_wrong_codes_at_once_ten_are_looked_at()
    {
        var (address, browser) = (Address(), await BegunAsync());
        var id = await browser.SentCodeAsync(address);
        var code = await CodeAsync(address);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => browser.GiveCodeAsync(address, id, Wrong(code))));
        Assert.Equal((10, 40), (answers.Count(answer => answer.Code == "verification_code.code_mismatch"), answers.Count(answer => answer.Code == "verification_code.exceed_max_try")));
    }

    [Fact(DisplayName = "Section 4.2: the template goes by the body, and by what a known user needs the address for")]
    public async Task The_message_says_what_it_is_for()
    {
        var (_, username) = await Server.NewSignerAsync();
        var (address, phone, browser) = (Address(), Phone(), await BegunAsync());
        foreach (var purpose in (string[])["SignIn", "Register"])
        {
            await browser.SentCodeAsync(address, purpose);
            Assert.Equal(purpose, (await browser.RecordAsync("EmailVerificationCode")).GetProperty("templateType").GetString());
        }

        Assert.Equal(["Register", "SignIn"], (await MailboxAsync(address)).Select(message => message.GetProperty("usageType").GetString()));
        await browser.IdentifyByPasswordAsync(username);
        await browser.SentCodeAsync(phone, type: "phone");
        Assert.Equal("BindMfa", Assert.Single(await MailboxAsync(phone)).GetProperty("usageType").GetString());
        await SetAsync(signUp: """{"identifiers":["username"],"password":true,"verify":true,"secondaryIdentifiers":[{"identifier":"emailOrPhone","verify":true}]}""");
        await browser.SentCodeAsync(phone, type: "phone");
        Assert.Equal("SignIn", (await MailboxAsync(phone))[0].GetProperty("usageType").GetString());
    }

    [Fact]
    public async Task A_mail_names_the_application_and_both_name_the_language()
    {
        var (address, phone, browser) = (Address(), Phone(), await BegunAsync());
        browser.Headers.Add(("Accept-Language", "ko-KR,ko;q=0.9"));
        await browser.SentCodeAsync(address);
        await browser.SentCodeAsync(phone, type: "phone");
        var mail = (await MailboxAsync(address))[0].GetProperty("payload");
        Assert.Equal(["code", "locale", "application"], mail.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("ko", """{"id":"demo-app","name":"demo-app"}"""), (mail.GetProperty("locale").GetString(), mail.GetProperty("application").GetRawText()));
        Assert.Equal(["code", "locale"], (await MailboxAsync(phone))[0].GetProperty("payload").EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Steps_are_logged_under_the_kind_of_record()
    {
        var (address, browser) = (Address(), new Browser(Server));
        var interaction = await browser.EnterInteractionAsync();
        (await browser.BeginAsync()).Expect(204);
        var id = await browser.SentCodeAsync(address);
        var code = await CodeAsync(address);
        (await browser.GiveCodeAsync(address, id, Wrong(code))).Expect(400);
        (await browser.GiveCodeAsync(address, id, code)).Expect(200);
        var rows = (await Server.StepsAsync(interaction.Id)).ConvertAll(row => (row.Key, row.Payload.ToElement().GetProperty("result").GetString()));
        Assert.Equal(
            [
                ("Interaction.SignIn.Create", "Success"), ("Interaction.SignIn.Verification.EmailVerificationCode.Create", "Success"),
                ("Interaction.SignIn.Verification.EmailVerificationCode.Submit", "Error"), ("Interaction.SignIn.Verification.EmailVerificationCode.Submit", "Success"),
            ],
            rows);
    }

    [Theory]
    [InlineData("""{"identifier":{"type":"email","value":"nonsense"},"interactionEvent":"SignIn"}""")]
    [InlineData("""{"identifier":{"type":"email","value":""},"interactionEvent":"SignIn"}""")]
    [InlineData("""{"identifier":{"type":"phone","value":"+821012345678"},"interactionEvent":"SignIn"}""")]
    [InlineData("""{"identifier":{"type":"username","value":"kim"},"interactionEvent":"SignIn"}""")]
    [InlineData("""{"identifier":{"type":"email","value":"a@b.example"}}""")]
    [InlineData("""{"identifier":{"type":"email","value":"a@b.example"},"interactionEvent":"BindMfa"}""")]
    [InlineData("""{"interactionEvent":"SignIn"}""")]
    public async Task An_address_is_a_mail_address_or_digits(string body)
    {
        var browser = await BegunAsync();
        (await browser.PostAsync("/api/experience/verification/verification-code", body)).Expect(400, "guard.invalid_input");
        Assert.Empty((await browser.StateAsync())["verificationRecords"].EnumerateArray());
    }

    [Fact]
    public async Task A_mail_address_has_256_characters_at_most()
    {
        var browser = await BegunAsync();
        (await browser.AskCodeAsync(new string('a', 247) + "@b.example")).Expect(400, "guard.invalid_input");
        (await browser.GiveCodeAsync(new string('a', 247) + "@b.example", "x", "123456")).Expect(400, "guard.invalid_input");
        (await browser.AskCodeAsync(new string('a', 246) + "@b.example")).Expect(200);
    }

    [Fact(DisplayName = "Section 6: blocked addresses are refused when the body speaks of a registration, whatever the session is for")]
    public async Task Blocked_addresses_get_no_code_to_register_with()
    {
        await SetAsync(blocklist: """{"blockSubaddressing":true,"customBlocklist":["@blocked.example"]}""");
        var browser = await BegunAsync();
        var (blocked, tagged) = (TestServer.Unique() + "@blocked.example", TestServer.Unique() + "+tag@reader.example");
        (await browser.AskCodeAsync(blocked, "Register")).Expect(422, "session.email_blocklist.email_not_allowed");
        (await browser.AskCodeAsync(tagged, "Register")).Expect(422, "session.email_blocklist.email_subaddressing_not_allowed");
        Assert.Empty(await MailboxAsync(blocked));
        (await browser.AskCodeAsync(blocked)).Expect(200);
    }

    [Fact]
    public async Task A_captcha_is_asked_of_those_whom_nobody_knows_yet()
    {
        await SetAsync(captcha: """{"enabled":true}""");
        var (_, username) = await Server.NewSignerAsync();
        var browser = await BegunAsync();
        var address = Address();
        var refused = (await browser.AskCodeAsync(address)).Expect(422, "session.captcha_required");
        Assert.False(refused.Json.TryGetProperty("data", out _));
        Assert.Empty(await MailboxAsync(address));
        await browser.IdentifyByPasswordAsync(username);
        (await browser.AskCodeAsync(address)).Expect(200);
    }

    [Fact(DisplayName = "Section 1: what a provider refuses is answered, and nothing of the call is kept")]
    public async Task A_message_that_fails_leaves_the_code_before_it()
    {
        var (address, browser) = (Address(), await BegunAsync());
        var id = await browser.SentCodeAsync(address);
        var code = await CodeAsync(address);
        await using var receiver = await Receiver.StartAsync();
        var connector = await Api.NewConnectorAsync("http-email", new { endpoint = receiver.Url });
        try
        {
            receiver.Answer = (_, http) => Receiver.Status(http, 500);
            (await browser.AskCodeAsync(address)).Expect(400, "connector.general");
            receiver.Answer = (_, http) => Receiver.Status(http, 429);
            (await browser.AskCodeAsync(address)).Expect(429, "connector.rate_limit_exceeded");
            Assert.Equal(id, (await browser.RecordAsync("EmailVerificationCode")).GetProperty("id").GetString());
        }
        finally
        {
            (await Api.DeleteAnswerAsync($"/api/connectors/{connector.Id}")).Expect(204);
        }

        (await browser.GiveCodeAsync(address, id, code)).Expect(200);
    }

    [Fact]
    public async Task Before_the_start_there_is_nothing_to_verify_for()
    {
        var browser = new Browser(Server);
        (await browser.AskCodeAsync(Address())).Expect(400, "session.not_found");
        await browser.EnterInteractionAsync();
        (await browser.AskCodeAsync(Address())).Expect(404, "session.interaction_not_found");
        (await browser.GiveCodeAsync(Address(), "x", "123456")).Expect(404, "session.interaction_not_found");
        (await browser.GiveTokenAsync(Address(), "x")).Expect(404, "session.interaction_not_found");
        (await browser.AskMfaCodeAsync()).Expect(404, "session.interaction_not_found");
        (await browser.GiveMfaCodeAsync("x", "123456")).Expect(404, "session.interaction_not_found");
    }
}

/// <summary>contract/experience-api.md 4.2: a fresh installation sends nothing.</summary>
public sealed class CodeWithoutConnectorTests : ServerTest
{
    [Theory]
    [InlineData("SignIn")]
    [InlineData("ForgotPassword")]
    public async Task Without_a_connector_no_code_is_sent_whoever_owns_the_address(string purpose)
    {
        var email = TestServer.Unique() + "@reader.example";
        await Api.NewUserAsync(new { primaryEmail = email });
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        (await browser.BeginAsync(purpose)).Expect(204);
        (await browser.AskCodeAsync(email, purpose)).Expect(501, "connector.not_found");
        (await browser.AskCodeAsync("nobody." + email, purpose)).Expect(501, "connector.not_found");
        (await browser.AskCodeAsync("821012345678", purpose, "phone")).Expect(501, "connector.not_found");
        Assert.Empty((await browser.StateAsync())["verificationRecords"].EnumerateArray());
    }
}
