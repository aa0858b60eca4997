using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.ExperienceApi.ExperienceCalls;
using static Gatehouse.Server.Tests.ExperienceApi.StateRows;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 6: who registers with what, and what a tenant asks for.</summary>
public sealed class RegistrationTests(OwnServer own) : IClassFixture<OwnServer>
{
    private TestServer Server => own.Server;

    private HttpClient Api => own.Server.Api;

    private Task AskAsync(string signUp, string mode = "SignInAndRegister", string social = "{}", string blocklist = "{}", string? fields = null, string captcha = "{}") =>
        Server.SetExperienceAsync(experience =>
        {
            experience.SignUp = JsonText.FromStored(signUp);
            experience.SignInMode = mode;
            experience.SocialSignIn = JsonText.FromStored(social);
            experience.EmailBlocklistPolicy = JsonText.FromStored(blocklist);
            experience.SignUpProfileFields = fields is null ? null : JsonText.FromStored(fields);
            experience.CaptchaPolicy = JsonText.FromStored(captcha);
            experience.UsernamePolicy = JsonText.FromStored("""{"caseSensitive":true,"minLength":1,"maxLength":128,"allowedChars":{"lowercase":true,"uppercase":true,"numbers":true,"underscore":true}}""");
        });

    private static string Sign(string identifiers, bool password) => $$"""{"identifiers":[{{identifiers}}],"password":{{(password ? "true" : "false")}},"verify":true}""";

    private static string Address() => TestServer.Unique() + "@Example.test";

    private async Task<Answer> UserOfAsync(Browser browser) => (await Api.GetAnswerAsync("/api/users/" + (await browser.StateAsync())["userId"].GetString())).Expect(200);

    [Fact(DisplayName = "Section 18: register email code + password")]
    public async Task What_is_missing_is_told_and_what_was_collected_stays()
    {
        await AskAsync(Sign("\"email\"", password: true));
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        var email = Address();
        var id = await Server.PlaceAsync(interaction, EmailCode(email));
        var missing = (await browser.IdentifyAsync(id)).Expect(422, "user.missing_profile");
        Assert.Equal("""{"missingProfile":["password"]}""", missing["data"].GetRawText());
        Assert.Equal($$"""{"primaryEmail":"{{email}}"}""", (await browser.StateAsync())["profile"].GetRawText());
        (await browser.AddAsync("password", FreshPassword)).Expect(204);
        Assert.Equal($$"""{"primaryEmail":"{{email}}"}""", (await browser.StateAsync())["profile"].GetRawText());
        (await browser.IdentifyAsync()).Expect(201);
        (await browser.SubmitAsync()).Expect(200);
        var user = await UserOfAsync(browser);
        Assert.Equal((email, true), (user["primaryEmail"].GetString(), user["hasPassword"].GetBoolean()));
        Assert.Equal("otp", string.Join(' ', (await Server.LoginAsync(interaction))!.Amr));
        // A refusal that keeps the state is in the log as the refusal that it is.
        Assert.Contains((await Server.StepsAsync(interaction.Id)), row => row.Payload.Text.Contains("user.missing_profile", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_number_makes_a_user_and_is_stored_in_its_one_form()
    {
        await AskAsync(Sign("\"phone\"", password: false));
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        var stored = TestServer.UniquePhone();
        // As a Korean writes it: the zero of calls at home stays behind the country's code.
        var typed = "820" + stored[2..];
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, PhoneCode(typed)))).Expect(201);
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal(stored, (await UserOfAsync(browser))["primaryPhone"].GetString());
        Assert.Equal("sms", string.Join(' ', (await Server.LoginAsync(interaction))!.Amr));
        (await browser.BeginAsync("Register")).Expect(204);
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, PhoneCode(stored)))).Expect(422, "user.phone_already_in_use");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, PhoneCode("1")))).Expect(422, "user.invalid_phone");
    }

    [Fact]
    public async Task Missing_parts_come_in_order_and_nothing_collected_lacks_them_all()
    {
        await AskAsync("""{"identifiers":["email","phone"],"password":true,"verify":true,"secondaryIdentifiers":[{"identifier":"username"}]}""");
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        Assert.Equal("""{"missingProfile":["username","emailOrPhone","password"]}""", (await browser.IdentifyAsync()).Expect(422, "user.missing_profile")["data"].GetRawText());
        var refused = await browser.IdentifyAsync(await Server.PlaceAsync(interaction, EmailCode(Address())));
        Assert.Equal("""{"missingProfile":["username","password"]}""", refused.Expect(422, "user.missing_profile")["data"].GetRawText());

        await AskAsync(Sign("", password: false));
        var (bare, _) = await Browser.BegunAsync(Server, "Register");
        Assert.Equal("""{"missingProfile":[]}""", (await bare.IdentifyAsync()).Expect(422, "user.missing_profile")["data"].GetRawText());
    }

    [Fact]
    public async Task Taken_identifiers_are_refused_and_change_nothing()
    {
        await AskAsync(Sign("\"email\"", password: false));
        var email = Address();
        (await Api.PostAnswerAsync("/api/users", new { primaryEmail = email })).Expect(200);
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        var id = await Server.PlaceAsync(interaction, EmailCode(email.ToUpperInvariant()));
        (await browser.IdentifyAsync(id)).Expect(422, "user.email_already_in_use");
        Assert.Equal("{}", (await browser.StateAsync())["profile"].GetRawText());
        // Who exists signs in instead, with the same record.
        await Server.SetExperienceAsync(experience => experience.SignIn = JsonText.FromStored(
            """{"methods":[{"identifier":"email","password":false,"verificationCode":true,"isPasswordPrimary":false},{"identifier":"username","password":true,"verificationCode":false,"isPasswordPrimary":true}]}"""));
        (await browser.TurnAsync("SignIn")).Expect(204);
        (await browser.IdentifyAsync(id)).Expect(204);
    }

    [Fact(DisplayName = "Sections 6 and 12.2: the tenant's rule for usernames counts at identification")]
    public async Task A_name_that_the_tenant_does_not_want_is_refused_late()
    {
        await AskAsync(Sign("\"username\"", password: true));
        await Server.SetExperienceAsync(experience => experience.UsernamePolicy = JsonText.FromStored(
            """{"caseSensitive":true,"minLength":4,"maxLength":20,"allowedChars":{"lowercase":true,"uppercase":false,"numbers":true,"underscore":false}}"""));
        var (browser, _) = await Browser.BegunAsync(Server, "Register");
        foreach (var (username, code) in ((string, string)[])
            [("abc", "too_short"), ("a" + new string('b', 20), "too_long"), ("Abcde", "uppercase_not_allowed"), ("abc_de", "underscore_not_allowed")])
        {
            var id = (await browser.ChooseIdentityAsync(username)).Expect(200)["verificationId"].GetString()!;
            (await browser.IdentifyAsync(id)).Expect(422, "user.username_" + code);
            Assert.Equal("{}", (await browser.StateAsync())["profile"].GetRawText());
            (await browser.AddAsync("username", username)).Expect(422, "user.username_" + code);
        }
    }

    [Fact]
    public async Task A_record_must_be_verified_and_of_a_kind_that_makes_users()
    {
        await AskAsync(Sign("\"email\"", password: false));
        var provider = await Server.NewProviderAsync(TestServer.Unique("t"));
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, EmailCode(Address(), isVerified: false)))).Expect(400, "session.verification_failed");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, PhoneCode("821012345678", isVerified: false)))).Expect(400, "session.verification_failed");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Social(provider, id: null)))).Expect(400, "session.verification_failed");
        (await browser.IdentifyAsync("nothing")).Expect(404, "session.verification_session_not_found");
    }

    [Theory]
    [InlineData("{}", "no-at-sign", 400, "session.email_blocklist.invalid_email")]
    [InlineData("""{"blockSubaddressing":true}""", "{0}+tag@example.test", 422, "session.email_blocklist.email_subaddressing_not_allowed")]
    [InlineData("""{"customBlocklist":["@bad.test"]}""", "{0}@BAD.test", 422, "session.email_blocklist.email_not_allowed")]
    [InlineData("""{"customAllowlist":["@good.test"]}""", "{0}@example.test", 422, "session.email_blocklist.email_not_allowed")]
    [InlineData("""{"customAllowlist":["@good.test"],"blockSubaddressing":true}""", "{0}@good.test", 201, null)]
    public async Task Unwanted_addresses_are_refused(string policy, string email, int status, string? code)
    {
        await AskAsync(Sign("\"email\"", password: false), blocklist: policy);
        email = email.Replace("{0}", TestServer.Unique(), StringComparison.Ordinal);
        foreach (var record in (VerificationRecord[])[EmailCode(email), Token(email)])
        {
            var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
            var answer = (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, record))).Expect(status);
            if (code is null) break;
            Assert.Equal(code, answer.Code);
            // The form for what is missing is no way around it.
            if (record is EmailCodeVerification) (await browser.AddVerifiedAsync("email", record.Id)).Expect(status, code);
        }
    }

    [Fact]
    public async Task A_closed_tenant_keeps_what_was_collected_and_lets_invited_people_in()
    {
        await AskAsync(Sign("\"email\"", password: false), mode: "SignIn");
        var email = Address();
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, EmailCode(email)))).Expect(403, "auth.forbidden");
        Assert.Equal($$"""{"primaryEmail":"{{email}}"}""", (await browser.StateAsync())["profile"].GetRawText());

        var organizationId = (await Api.PostAnswerAsync("/api/organizations", new { name = "invited" })).Expect(201).Id;
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Token(email, $$"""{"jitOrganizationIds":["{{organizationId}}","gone"]}""")))).Expect(201);
        var userId = (await browser.StateAsync())["userId"].GetString()!;
        Assert.Contains(userId, (await Api.GetAnswerAsync($"/api/organizations/{organizationId}/users")).Expect(200).Text, StringComparison.Ordinal);
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal("otp", string.Join(' ', (await Server.LoginAsync(interaction))!.Amr));
    }

    [Fact]
    public async Task A_captcha_is_asked_for_before_a_user_is_made()
    {
        await AskAsync(Sign("\"email\"", password: false), captcha: """{"enabled":true}""");
        var email = Address();
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, EmailCode(email)))).Expect(422, "session.captcha_required");
        Assert.Equal($$"""{"primaryEmail":"{{email}}"}""", (await browser.StateAsync())["profile"].GetRawText());
        Assert.Empty((await Api.GetAnswerAsync($"/api/users?search.primaryEmail={Uri.EscapeDataString(email)}&mode.primaryEmail=exact")).Expect(200).Json.EnumerateArray());
    }

    [Fact]
    public async Task The_domain_of_an_address_opens_organizations()
    {
        await AskAsync(Sign("\"email\"", password: false));
        var domain = TestServer.Unique("d") + ".test";
        var organizationId = (await Api.PostAnswerAsync("/api/organizations", new { name = "of a domain" })).Expect(201).Id;
        (await Api.PostAnswerAsync($"/api/organizations/{organizationId}/jit/email-domains", new { emailDomain = domain })).Expect(201);
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, EmailCode("kim@" + domain)))).Expect(201);
        var userId = (await browser.StateAsync())["userId"].GetString()!;
        Assert.Contains(userId, (await Api.GetAnswerAsync($"/api/organizations/{organizationId}/users")).Expect(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_user_gets_the_roles_of_new_users()
    {
        await AskAsync(Sign("\"username\"", password: true));
        var roleId = (await Api.PostAnswerAsync("/api/roles", new { name = TestServer.Unique("r"), description = "new", isDefault = true })).Expect(200).Id;
        var (browser, _) = await Browser.BegunAsync(Server, "Register");
        (await browser.IdentifyAsync((await browser.ChooseIdentityAsync(TestServer.Unique())).Expect(200)["verificationId"].GetString()!)).Expect(201);
        Assert.Contains(roleId, (await Api.GetAnswerAsync($"/api/users/{(await browser.StateAsync())["userId"].GetString()}/roles")).Expect(200).Text, StringComparison.Ordinal);
        (await Api.DeleteAnswerAsync("/api/roles/" + roleId)).Expect(204);
    }

    [Fact]
    public async Task A_social_account_brings_name_picture_and_addresses_that_nobody_has()
    {
        await AskAsync(Sign("\"email\"", password: true));
        var target = TestServer.Unique("t");
        var provider = await Server.NewProviderAsync(target);
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        var (email, id) = (Address(), TestServer.Unique());
        var record = Social(provider, id, email, name: "Kim", avatar: "https://pictures.example/kim");
        await Server.PlaceAsync(interaction, record);
        // A social account stands in for the password.
        (await browser.IdentifyAsync(record.Id)).Expect(201);
        var user = await UserOfAsync(browser);
        Assert.Equal(("Kim", "https://pictures.example/kim", email), (user["name"].GetString(), user["avatar"].GetString(), user["primaryEmail"].GetString()));
        var identity = user["identities"].GetProperty(target);
        Assert.Equal((id, "raw"), (identity.GetProperty("userId").GetString(), identity.GetProperty("details").GetProperty("rawData").GetProperty("sub").GetString()));
        (await browser.SubmitAsync()).Expect(200);
        Assert.Empty((await Server.LoginAsync(interaction))!.Amr);
        Assert.DoesNotContain("canary", (await browser.StateAsync()).Text, StringComparison.Ordinal);

        var (second, other) = await Browser.BegunAsync(Server, "Register");
        (await second.IdentifyAsync(await Server.PlaceAsync(other, Social(provider, id)))).Expect(422, "user.identity_already_in_use");
        // Another account with an address that somebody has: it is left out, and missing.
        var unused = Social(provider, TestServer.Unique(), email, name: "Lee");
        Assert.Equal("""{"missingProfile":["email"]}""", (await second.IdentifyAsync(await Server.PlaceAsync(other, unused))).Expect(422, "user.missing_profile")["data"].GetRawText());
        var profile = (await second.StateAsync())["profile"];
        Assert.Equal(["name", "socialIdentity"], profile.EnumerateObject().Select(member => member.Name));
        Assert.Equal((target, unused.UserInfo!.Id), (profile.GetProperty("socialIdentity").GetProperty("target").GetString(), profile.GetProperty("socialIdentity").GetProperty("userInfo").GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Where_a_social_account_is_enough_nothing_else_is_asked_for()
    {
        await AskAsync(Sign("\"email\"", password: true), social: """{"skipRequiredIdentifiers":true}""");
        var provider = await Server.NewProviderAsync(TestServer.Unique("t"));
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Social(provider, TestServer.Unique())))).Expect(201);
        (await browser.SubmitAsync()).Expect(200);
    }

    [Fact]
    public async Task Fields_of_the_form_are_asked_for_when_nothing_else_is_missing()
    {
        var (optional, required) = (TestServer.Unique("f"), TestServer.Unique("f"));
        (await Api.PostAnswerAsync("/api/custom-profile-fields", new { name = optional, type = "Text", label = "L", required = false })).Expect(201);
        (await Api.PostAnswerAsync("/api/custom-profile-fields", new { name = required, type = "Text", label = "L", required = true })).Expect(201);
        await AskAsync(Sign("\"username\"", password: true), fields: $$"""[{"name":"{{optional}}"},{"name":"{{required}}"}]""");
        var (browser, _) = await Browser.BegunAsync(Server, "Register");
        Assert.Equal("""{"missingProfile":["username","password"]}""", (await browser.IdentifyAsync()).Expect(422)["data"].GetRawText());
        var id = (await browser.ChooseIdentityAsync(TestServer.Unique())).Expect(200)["verificationId"].GetString()!;
        Assert.Equal("""{"missingProfile":["extraProfile"]}""", (await browser.IdentifyAsync(id)).Expect(422, "user.missing_profile")["data"].GetRawText());
        // Sent once, only what is required counts.
        (await browser.AddFormAsync("{}")).Expect(204);
        Assert.Equal("""{"missingProfile":["extraProfile"]}""", (await browser.IdentifyAsync()).Expect(422, "user.missing_profile")["data"].GetRawText());
        (await browser.AddFormAsync($$"""{"{{required}}":""}""")).Expect(204);
        (await browser.IdentifyAsync()).Expect(422, "user.missing_profile");
        (await browser.AddFormAsync($$"""{"{{required}}":"yes","givenName":"Min","name":"Kim Min"}""")).Expect(204);
        (await browser.IdentifyAsync()).Expect(201);
        var user = await UserOfAsync(browser);
        Assert.Equal(("Kim Min", "Min", "yes"), (user["name"].GetString(), user["profile"].GetProperty("givenName").GetString(), user["customData"].GetProperty(required).GetString()));
    }

    [Fact]
    public async Task A_full_name_is_asked_for_in_its_parts()
    {
        (await Api.PostAnswerAsync("/api/custom-profile-fields", new
        {
            name = "fullname", type = "Fullname", label = "L", required = true,
            config = new { parts = new[] { new { enabled = true, name = "givenName", type = "Text", required = true }, new { enabled = false, name = "middleName", type = "Text", required = true } } },
        })).Expect(201);
        await AskAsync(Sign("\"username\"", password: true), fields: """[{"name":"fullname"}]""");
        var (browser, _) = await Browser.BegunAsync(Server, "Register");
        var id = (await browser.ChooseIdentityAsync(TestServer.Unique())).Expect(200)["verificationId"].GetString()!;
        (await browser.IdentifyAsync(id)).Expect(422, "user.missing_profile");
        (await browser.AddFormAsync("""{"familyName":"Kim"}""")).Expect(204);
        (await browser.IdentifyAsync()).Expect(422, "user.missing_profile");
        (await browser.AddFormAsync("""{"familyName":"Kim","givenName":"Min"}""")).Expect(204);
        (await browser.IdentifyAsync()).Expect(201);
    }

    [Fact]
    public async Task Who_was_made_is_not_made_again()
    {
        await AskAsync(Sign("\"username\"", password: true));
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        var id = (await browser.ChooseIdentityAsync(TestServer.Unique())).Expect(200)["verificationId"].GetString()!;
        (await browser.IdentifyAsync(id)).Expect(201);
        (await browser.IdentifyAsync(id)).Expect(422, "user.username_exists_in_profile");
        (await browser.IdentifyAsync()).Expect(409, "session.identity_conflict");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, EmailCode(Address())))).Expect(409, "session.identity_conflict");
        Assert.Equal("{}", (await browser.StateAsync())["profile"].GetRawText());
    }

    [Fact]
    public async Task Another_event_forgets_what_was_collected_but_not_that_the_form_was_sent()
    {
        await AskAsync(Sign("\"email\"", password: true));
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, EmailCode(Address())))).Expect(422, "user.missing_profile");
        (await browser.AddFormAsync("""{"name":"Kim"}""")).Expect(204);
        (await browser.TurnAsync("Register")).Expect(204);
        Assert.Equal("Kim", (await browser.StateAsync())["profile"].GetProperty("name").GetString());
        (await browser.TurnAsync("SignIn")).Expect(204);
        Assert.Equal("""{"submitted":true}""", (await browser.StateAsync())["profile"].GetRawText());
        // And the address, which was perhaps somebody else's, is no factor of whoever signs in now.
        await Server.SetExperienceAsync(experience => experience.SignUp = JsonText.FromStored(Sign("\"username\"", password: true)));
        var (_, username) = await Server.NewSignerAsync();
        (await browser.IdentifyAsync((await browser.GivePasswordAsync(username)).Expect(200)["verificationId"].GetString()!)).Expect(204);
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal("pwd", string.Join(' ', (await Server.LoginAsync(interaction))!.Amr));
    }

    [Fact(DisplayName = "Section 8.4: who registers needs no second factor that they never bound, but may have to bind one")]
    public async Task A_new_user_shows_no_second_factor()
    {
        await AskAsync(Sign("\"email\"", password: false));
        await Server.SetExperienceAsync(experience => experience.Mfa = JsonText.FromStored("""{"factors":["EmailVerificationCode","Totp"],"policy":"UserControlled"}"""));
        var (browser, interaction) = await Browser.BegunAsync(Server, "Register");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, EmailCode(Address())))).Expect(201);
        (await browser.SubmitAsync()).Expect(422, "user.suggest_mfa");
        (await browser.PostAsync("/api/experience/profile/mfa/mfa-skipped")).Expect(204);
        (await browser.SubmitAsync()).Expect(200);
        await Server.SetExperienceAsync(experience => experience.Mfa = JsonText.FromStored("""{"factors":["Totp"],"policy":"Mandatory"}"""));
        (await browser.BeginAsync("Register")).Expect(204);
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, EmailCode(Address())))).Expect(201);
        (await browser.SubmitAsync()).Expect(422, "user.missing_mfa");
        await Server.SetExperienceAsync(experience => experience.Mfa = JsonText.FromStored("""{"factors":["Totp"],"policy":"PromptOnlyAtSignInMandatory"}"""));
        (await browser.SubmitAsync()).Expect(200);
        await Server.SetExperienceAsync(experience => experience.Mfa = JsonText.FromStored("""{"factors":[],"policy":"UserControlled"}"""));
    }
}
