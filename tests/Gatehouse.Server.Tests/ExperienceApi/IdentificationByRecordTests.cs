using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.ExperienceApi.StateRows;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 5: codes, one-time tokens and social accounts say who it is.</summary>
public sealed class IdentificationByRecordTests(OwnServer own) : IClassFixture<OwnServer>
{
    private const string EveryMethod = """
        {"methods":[{"identifier":"username","password":true,"verificationCode":false,"isPasswordPrimary":true},
        {"identifier":"email","password":true,"verificationCode":true,"isPasswordPrimary":false},{"identifier":"phone","password":false,"verificationCode":true,"isPasswordPrimary":false}]}
        """;

    private TestServer Server => own.Server;

    private HttpClient Api => own.Server.Api;

    private Task SetAsync(string mode = "SignInAndRegister", string methods = EveryMethod, string? forgotPassword = "[]") => Server.SetExperienceAsync(experience =>
    {
        experience.SignInMode = mode;
        experience.SignIn = JsonText.FromStored(methods);
        experience.SignUp = JsonText.FromStored("""{"identifiers":[],"password":false,"verify":false}""");
        experience.ForgotPasswordMethods = JsonText.FromStored(forgotPassword ?? "null");
    });

    private async Task<(string Id, string Email, string Phone)> NewOwnerAsync()
    {
        var (email, phone) = (TestServer.Unique() + "@Example.test", TestServer.UniquePhone());
        return ((await Api.NewUserAsync(new { primaryEmail = email, primaryPhone = phone })).Id, email, phone);
    }

    private static async Task<string?> UserOfAsync(Browser browser) =>
        (await browser.StateAsync()).Json.TryGetProperty("userId", out var id) ? id.GetString() : null;

    [Fact]
    public async Task A_code_names_the_owner_of_the_address_or_number()
    {
        await SetAsync();
        var (id, email, phone) = await NewOwnerAsync();
        foreach (var (record, amr) in (IEnumerable<(VerificationRecord, string)>)
            [(EmailCode(email.ToUpperInvariant()), "otp"), (PhoneCode(phone), "sms"), (PhoneCode("820" + phone[2..]), "sms"), (Token(email), "otp")])
        {
            var (browser, interaction) = await Browser.BegunAsync(Server);
            (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, record))).Expect(204);
            Assert.Equal(id, await UserOfAsync(browser));
            (await browser.SubmitAsync()).Expect(200);
            Assert.Equal((id, amr), ((await Server.LoginAsync(interaction))!.AccountId, string.Join(' ', (await Server.LoginAsync(interaction))!.Amr)));
        }
    }

    [Fact]
    public async Task An_address_of_nobody_is_told_once_the_code_was_right()
    {
        await SetAsync();
        var (browser, interaction) = await Browser.BegunAsync(Server);
        var email = TestServer.Unique() + "@example.test";
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, EmailCode(email, isVerified: false)))).Expect(400, "session.verification_failed");
        foreach (var record in (VerificationRecord[])[EmailCode(email), Token(email)])
        {
            var answer = (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, record))).Expect(404, "user.user_not_exist");
            Assert.Equal($$"""{"identifier":"{{email}}"}""", answer["data"].GetRawText());
        }

        // Section 18: then the same record registers.
        (await browser.TurnAsync("Register")).Expect(204);
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, EmailCode(email)))).Expect(201);
    }

    [Fact]
    public async Task Methods_that_are_off_identify_nobody_but_a_token_passes_every_guard()
    {
        await SetAsync(methods: """{"methods":[{"identifier":"email","password":true,"verificationCode":false,"isPasswordPrimary":true}]}""");
        var (id, email, phone) = await NewOwnerAsync();
        var (browser, interaction) = await Browser.BegunAsync(Server);
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, EmailCode(email)))).Expect(422, "user.sign_in_method_not_enabled");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, PhoneCode(phone)))).Expect(422, "user.sign_in_method_not_enabled");
        await SetAsync(mode: "Register");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, EmailCode(email)))).Expect(403, "auth.forbidden");
        Assert.Null(await UserOfAsync(browser));
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Token(email)))).Expect(204);
        Assert.Equal(id, await UserOfAsync(browser));

        (browser, interaction) = await Browser.BegunAsync(Server, "ForgotPassword");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Token(email)))).Expect(204);
    }

    [Theory]
    [InlineData("[]", false, false)]
    [InlineData("""["EmailVerificationCode"]""", true, false)]
    [InlineData("""["PhoneVerificationCode"]""", false, true)]
    [InlineData(null, true, true)]
    public async Task Only_the_codes_that_the_tenant_chose_lead_to_a_new_password(string? methods, bool byMail, bool byPhone)
    {
        await SetAsync(forgotPassword: methods);
        var (_, email, phone) = await NewOwnerAsync();
        foreach (var (record, isFine) in (IEnumerable<(VerificationRecord, bool)>)[(EmailCode(email), byMail), (PhoneCode(phone), byPhone)])
        {
            var (browser, interaction) = await Browser.BegunAsync(Server, "ForgotPassword");
            var answer = await browser.IdentifyAsync(await Server.PlaceAsync(interaction, record));
            if (isFine) answer.Expect(204);
            else answer.Expect(422, "session.not_supported_for_forgot_password");
        }
    }

    [Fact]
    public async Task Suspended_people_are_told_so_and_two_people_are_a_conflict()
    {
        await SetAsync();
        var (firstId, first, _) = await NewOwnerAsync();
        var (_, _, second) = await NewOwnerAsync();
        var (browser, interaction) = await Browser.BegunAsync(Server);
        (await Api.PatchAnswerAsync($"/api/users/{firstId}/is-suspended", new { isSuspended = true })).Expect(200);
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, EmailCode(first)))).Expect(401, "user.suspended");
        Assert.Null(await UserOfAsync(browser));
        (await Api.PatchAnswerAsync($"/api/users/{firstId}/is-suspended", new { isSuspended = false })).Expect(200);
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, EmailCode(first)))).Expect(204);
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, PhoneCode(second)))).Expect(409, "session.identity_conflict");
        Assert.Equal(firstId, await UserOfAsync(browser));
    }

    [Fact(DisplayName = "RFC 8176: a code for somebody else's address is no factor of whoever signs in")]
    public async Task What_was_verified_beside_counts_for_nothing()
    {
        await SetAsync();
        var (_, username) = await Server.NewSignerAsync();
        var (browser, interaction) = await Browser.BegunAsync(Server);
        await browser.IdentifyByPasswordAsync(username);
        await Server.PlaceAsync(interaction, EmailCode(TestServer.Unique() + "@attacker.test"));
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal("pwd", string.Join(' ', (await Server.LoginAsync(interaction))!.Amr));
    }

    [Fact]
    public async Task A_token_lets_the_user_join_organizations_at_submit()
    {
        await SetAsync();
        var organizationId = (await Api.PostAnswerAsync("/api/organizations", new { name = "joined" })).Expect(201).Id;
        var (id, email, _) = await NewOwnerAsync();
        var (browser, interaction) = await Browser.BegunAsync(Server);
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Token(email, $$"""{"jitOrganizationIds":["{{organizationId}}"]}""")))).Expect(204);
        async Task<string> MembersAsync() => (await Api.GetAnswerAsync($"/api/organizations/{organizationId}/users")).Expect(200).Text;
        Assert.DoesNotContain(id, await MembersAsync(), StringComparison.Ordinal);
        (await browser.SubmitAsync()).Expect(200);
        (await browser.SubmitAsync()).Expect(200);
        Assert.Contains(id, await MembersAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_social_account_names_its_user_and_brings_name_and_picture_where_that_is_wanted()
    {
        await SetAsync();
        foreach (var syncs in (bool[])[false, true])
        {
            var target = TestServer.Unique("t");
            var provider = await Server.NewProviderAsync(target, syncs);
            var (id, _, _) = await NewOwnerAsync();
            (await Api.PutAnswerAsync($"/api/users/{id}/identities/{target}", new { userId = "theirs", details = new { } })).Expect(201);
            var (browser, interaction) = await Browser.BegunAsync(Server);
            (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Social(provider, id: null)))).Expect(400, "session.verification_failed");
            (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Social(provider, "theirs", name: "New Name", avatar: "https://new.example/a")))).Expect(204);
            Assert.Equal(syncs ? """{"avatar":"https://new.example/a","name":"New Name"}""" : "{}", (await browser.StateAsync())["profile"].GetRawText());
            (await browser.SubmitAsync()).Expect(200);
            Assert.Equal(syncs ? "New Name" : null, (await Api.GetAnswerAsync("/api/users/" + id))["name"].GetString());
            Assert.Equal("{}", (await browser.StateAsync())["profile"].GetRawText());
        }
    }

    [Fact]
    public async Task A_social_account_of_nobody_tells_whom_it_could_belong_to()
    {
        await SetAsync();
        var provider = await Server.NewProviderAsync(TestServer.Unique("t"));
        var (_, email, phone) = await NewOwnerAsync();
        var (browser, interaction) = await Browser.BegunAsync(Server);
        async Task<string> DataAsync(SocialVerification record) =>
            (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, record))).Expect(404, "user.identity_not_exist")["data"].GetRawText();
        Assert.Equal("{}", await DataAsync(Social(provider, "x")));
        Assert.Equal("{}", await DataAsync(Social(provider, "x", email: "nobody@example.test", phone: "99")));
        Assert.Equal($$$"""{"relatedUser":{"type":"email","value":"{{{email.ToUpperInvariant()}}}"}}""", await DataAsync(Social(provider, "x", email: email.ToUpperInvariant())));
        Assert.Equal($$$"""{"relatedUser":{"type":"phone","value":"{{{phone}}}"}}""", await DataAsync(Social(provider, "x", email, phone)));
    }

    [Fact]
    public async Task A_social_account_is_linked_at_submit_on_request()
    {
        await SetAsync();
        var target = TestServer.Unique("t");
        var provider = await Server.NewProviderAsync(target);
        var (id, email, _) = await NewOwnerAsync();
        var (browser, interaction) = await Browser.BegunAsync(Server);
        Task<Answer> LinkAsync(string verificationId) => browser.PostAsync("/api/experience/identification", new { verificationId, linkSocialIdentity = true });

        var nobody = (await LinkAsync(await Server.PlaceAsync(interaction, Social(provider, "x", "nobody@example.test")))).Expect(404, "user.identity_not_exist");
        Assert.False(nobody.Json.TryGetProperty("data", out _));
        (await LinkAsync(await Server.PlaceAsync(interaction, Social(provider, "x", email)))).Expect(204);
        Assert.Equal(id, await UserOfAsync(browser));
        Assert.Equal("{}", (await Api.GetAnswerAsync("/api/users/" + id))["identities"].GetRawText());
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal("x", (await Api.GetAnswerAsync("/api/users/" + id))["identities"].GetProperty(target).GetProperty("userId").GetString());
        // From now on it needs no link.
        (browser, interaction) = await Browser.BegunAsync(Server);
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Social(provider, "x")))).Expect(204);
        Assert.Equal(id, await UserOfAsync(browser));
    }

    [Fact]
    public async Task An_account_that_somebody_else_linked_in_between_is_refused_at_submit()
    {
        await SetAsync();
        var target = TestServer.Unique("t");
        var provider = await Server.NewProviderAsync(target);
        var (id, email, _) = await NewOwnerAsync();
        var (otherId, _, _) = await NewOwnerAsync();
        var (browser, interaction) = await Browser.BegunAsync(Server);
        var verificationId = await Server.PlaceAsync(interaction, Social(provider, "x", email));
        (await browser.PostAsync("/api/experience/identification", new { verificationId, linkSocialIdentity = true })).Expect(204);
        (await Api.PutAnswerAsync($"/api/users/{otherId}/identities/{target}", new { userId = "x", details = new { } })).Expect(201);
        (await browser.SubmitAsync()).Expect(422, "user.identity_already_in_use");
        Assert.Null(await Server.LoginAsync(interaction));
        Assert.Equal("{}", (await Api.GetAnswerAsync("/api/users/" + id))["identities"].GetRawText());
    }

    [Fact]
    public async Task A_provider_that_has_gone_identifies_nobody()
    {
        await SetAsync();
        var provider = await Server.NewProviderAsync(TestServer.Unique("t"));
        var (browser, interaction) = await Browser.BegunAsync(Server);
        var id = await Server.PlaceAsync(interaction, Social(provider, "x"));
        (await Api.DeleteAnswerAsync("/api/connectors/" + provider)).Expect(204);
        (await browser.IdentifyAsync(id)).Expect(404, "entity.not_found");
    }
}
