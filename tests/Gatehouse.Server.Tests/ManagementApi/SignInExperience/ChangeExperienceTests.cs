using System.Text.Json;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.SignInExperience;

/// <summary>contract/management-misc.md 4: what a change keeps. There are connectors for mail, SMS and the social account <c>demo</c> here.</summary>
public sealed class ChangeExperienceTests(ReachableServer own) : IClassFixture<ReachableServer>
{
    private const string EmailByCode = """{"methods":[{"identifier":"email","password":true,"verificationCode":true,"isPasswordPrimary":true}]}""";
    private const string PhoneByCode = """{"methods":[{"identifier":"phone","password":true,"verificationCode":true,"isPasswordPrimary":true}]}""";

    private HttpClient Api => own.Server.Api;

    [Fact]
    public async Task A_setting_is_replaced_as_a_whole_without_its_unknown_members_and_the_others_stay()
    {
        var before = (await Api.GetAnswerAsync("/api/sign-in-exp")).Expect(200);
        var changed = await ChangeAsync("""
            {"tenantId":"admin","id":"other","unknown":1,"color":{"primaryColor":"#abc","isDarkModeEnabled":true,"darkPrimaryColor":"#ABCDEF","more":1},
             "branding":{"logoUrl":"https://cdn.test/logo.svg","more":1},"termsOfUseUrl":"https://a.test/terms","customCss":"body{}","customContent":{"/sign-in":"<p>한글</p>"},
             "agreeToTermsPolicy":"Manual","supportEmail":"help@a.test","sentinelPolicy":{"maxAttempts":-0.5,"lockoutDuration":8.0},"captchaPolicy":{"enabled":true},
             "customUiAssets":{"id":"abcdefgh","createdAt":1.0},"socialSignIn":{"skipRequiredIdentifiers":true},
             "socialSignInConnectorTargets":["gone","demo"],"signInMode":"SignIn","passkeySignIn":{"enabled":true,"allowAutofill":false}}
            """);
        Assert.Equal(("default", "default"), (changed["tenantId"].GetString(), changed.Id));
        Assert.Equal("""{"primaryColor":"#abc","isDarkModeEnabled":true,"darkPrimaryColor":"#ABCDEF"}""", changed["color"].GetRawText());
        Assert.Equal("""{"logoUrl":"https://cdn.test/logo.svg"}""", changed["branding"].GetRawText());
        Assert.Equal("""{"/sign-in":"<p>한글</p>"}""", changed["customContent"].GetRawText());
        Assert.Equal("""{"maxAttempts":-0.5,"lockoutDuration":8}""", changed["sentinelPolicy"].GetRawText());
        Assert.Equal("""{"id":"abcdefgh","createdAt":1}""", changed["customUiAssets"].GetRawText());
        Assert.Equal("""["demo"]""", changed["socialSignInConnectorTargets"].GetRawText());
        Assert.Equal(before["signUp"].GetRawText(), changed["signUp"].GetRawText());
        Assert.Equal(before.Json.EnumerateObject().Select(member => member.Name), changed.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(changed.Text, (await Api.GetAnswerAsync("/api/sign-in-exp")).Text);

        changed = await ChangeAsync("""{"branding":{},"termsOfUseUrl":"","customCss":"","supportEmail":null,"customUiAssets":null,"signInMode":"SignInAndRegister","captchaPolicy":{}}""");
        foreach (var member in (string[])["termsOfUseUrl", "customCss", "supportEmail", "customUiAssets"])
            Assert.Equal(JsonValueKind.Null, changed[member].ValueKind);
        Assert.Equal("{}", changed["branding"].GetRawText());
    }

    [Fact]
    public async Task Policies_are_completed_where_they_are_begun()
    {
        var changed = await ChangeAsync("""
            {"passwordPolicy":{"length":{"min":4.0},"rejects":{"words":["acme"]}},"verificationCodePolicy":{"expirationDuration":60},"usernamePolicy":{"minLength":3},
             "emailBlocklistPolicy":{"blockSubaddressing":true,"customBlocklist":["a@b.c","@*.test","a@b.c"]}}
            """);
        Assert.Equal(
            """{"length":{"min":4,"max":256},"rejects":{"pwned":true,"repetitionAndSequence":true,"userInfo":true,"words":["acme"]}}""",
            changed["passwordPolicy"].GetRawText());
        Assert.Equal("""{"expirationDuration":60}""", changed["verificationCodePolicy"].GetRawText());
        Assert.Equal(
            """{"caseSensitive":true,"minLength":3,"maxLength":128,"allowedChars":{"lowercase":true,"uppercase":true,"numbers":true,"underscore":true}}""",
            changed["usernamePolicy"].GetRawText());
        Assert.Equal("""{"blockSubaddressing":true,"customBlocklist":["a@b.c","@*.test"]}""", changed["emailBlocklistPolicy"].GetRawText());
        Assert.Equal("{}", (await ChangeAsync("""{"passwordPolicy":{}}"""))["passwordPolicy"].GetRawText());
        await ChangeAsync("""{"usernamePolicy":{}}""");
    }

    [Fact]
    public async Task An_expiration_remembers_when_it_was_switched_on()
    {
        await ChangeAsync("""{"forgotPasswordMethods":["EmailVerificationCode"]}""");
        Assert.Equal("""{"enabled":false}""", (await ChangeAsync("""{"passwordExpiration":{}}"""))["passwordExpiration"].GetRawText());
        var on = (await ChangeAsync("""{"passwordExpiration":{"enabled":true,"validPeriodDays":30,"enabledAt":1}}"""))["passwordExpiration"];
        Assert.Equal(["enabled", "validPeriodDays", "enabledAt"], on.EnumerateObject().Select(member => member.Name));
        var since = on.GetProperty("enabledAt").GetInt64();
        Assert.InRange(since, own.Server.Clock.GetUtcNow().AddMinutes(-1).ToUnixTimeMilliseconds(), own.Server.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        own.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        on = (await ChangeAsync("""{"passwordExpiration":{"enabled":true,"validPeriodDays":60}}"""))["passwordExpiration"];
        Assert.Equal((60, since), (on.GetProperty("validPeriodDays").GetInt32(), on.GetProperty("enabledAt").GetInt64()));

        (await Api.PatchAnswerAsync("/api/sign-in-exp", """{"forgotPasswordMethods":[]}""")).Expect(422, "sign_in_experiences.password_expiration_requires_forgot_password");
        Assert.Equal(JsonValueKind.Null, (await ChangeAsync("""{"forgotPasswordMethods":null}"""))["forgotPasswordMethods"].ValueKind);
        await ChangeAsync("""{"passwordExpiration":{"enabled":false},"forgotPasswordMethods":[]}""");
    }

    [Fact]
    public async Task A_code_is_for_signing_in_or_a_second_factor_but_not_both()
    {
        foreach (var (signIn, factor, kind) in new[] { (EmailByCode, "EmailVerificationCode", "email"), (PhoneByCode, "PhoneVerificationCode", "phone") })
        {
            var mfa = $$"""{"factors":["{{factor}}"],"policy":"Mandatory"}""";
            (await Api.PatchAnswerAsync("/api/sign-in-exp", $$"""{"signIn":{{signIn}},"mfa":{{mfa}}}"""))
                .Expect(400, $"sign_in_experiences.{kind}_verification_code_cannot_be_used_for_sign_in");
            await ChangeAsync($$"""{"signIn":{{signIn}}}""");
            (await Api.PatchAnswerAsync("/api/sign-in-exp", $$"""{"mfa":{{mfa}}}"""))
                .Expect(400, $"sign_in_experiences.{kind}_verification_code_cannot_be_used_for_mfa");
        }

        await ChangeAsync("""{"signIn":{"methods":[]}}""");
        await ChangeAsync("""{"signIn":{"methods":[{"identifier":"username","password":true,"verificationCode":true,"isPasswordPrimary":true}]}}""");
    }

    [Fact]
    public async Task Who_signs_up_without_a_password_can_sign_in_with_a_code()
    {
        const string byMail = """{"identifiers":["email"],"password":false,"verify":true}""";
        const string byPassword = """{"methods":[{"identifier":"email","password":true,"verificationCode":false,"isPasswordPrimary":true}]}""";
        (await Api.PatchAnswerAsync("/api/sign-in-exp", $$"""{"signUp":{{byMail}},"signIn":{{byPassword}}}""")).Expect(400, "sign_in_experiences.code_sign_in_must_be_enabled");
        // Alone, a sign-up is not held against the ways to sign in.
        await ChangeAsync($$"""{"signUp":{{byMail}}}""");
        (await Api.PatchAnswerAsync("/api/sign-in-exp", $$"""{"signIn":{{byPassword}}}""")).Expect(400, "sign_in_experiences.code_sign_in_must_be_enabled");
        await ChangeAsync($$"""{"signIn":{{EmailByCode}}}""");
        await ChangeAsync("""
            {"signUp":{"identifiers":["username"],"password":true,"verify":true,"secondaryIdentifiers":[{"identifier":"emailOrPhone","verify":true}]},
             "signIn":{"methods":[{"identifier":"username","password":true,"verificationCode":false,"isPasswordPrimary":true}]}}
            """);
        await ChangeAsync("""{"signUp":{"identifiers":["username"],"password":true,"verify":false}}""");
    }

    [Fact]
    public async Task Adaptive_mfa_goes_off_with_the_last_factor()
    {
        var changed = await ChangeAsync("""{"adaptiveMfa":{"enabled":true},"mfa":{"factors":["Totp"],"policy":"PromptAtSignInAndSignUpMandatory"}}""");
        Assert.Equal("""{"enabled":true}""", changed["adaptiveMfa"].GetRawText());
        (await Api.PatchAnswerAsync("/api/sign-in-exp", """{"adaptiveMfa":{"enabled":false}}""")).Expect(422, "sign_in_experiences.non_adaptive_mfa_requires_skippable_policy");
        (await Api.PatchAnswerAsync("/api/sign-in-exp", """{"mfa":{"factors":["Totp"],"policy":"Mandatory"}}"""))
            .Expect(422, "sign_in_experiences.adaptive_mfa_requires_non_skippable_policy");
        changed = await ChangeAsync("""{"mfa":{"factors":[],"policy":"UserControlled"}}""");
        Assert.Equal("""{"enabled":false}""", changed["adaptiveMfa"].GetRawText());
    }

    [Fact]
    public async Task A_profile_field_is_asked_for_once_and_must_exist()
    {
        (await Api.PostAnswerAsync("/api/custom-profile-fields", """{"name":"shoeSize","type":"Number","required":true}""")).Expect(201);
        (await Api.PatchAnswerAsync("/api/sign-in-exp", """{"signUpProfileFields":[{"name":"shoeSize"},{"name":"shoeSize"}]}""")).Expect(400, "request.invalid_input");
        (await Api.PatchAnswerAsync("/api/sign-in-exp", """{"signUpProfileFields":[{"name":"hat"},{"name":"hat"}]}"""))
            .Expect(400, "custom_profile_fields.entity_not_exists_with_names");
        var changed = await ChangeAsync("""{"signUpProfileFields":[{"name":"shoeSize","more":1}]}""");
        Assert.Equal("""[{"name":"shoeSize"}]""", changed["signUpProfileFields"].GetRawText());
        (await Api.DeleteAnswerAsync("/api/custom-profile-fields/shoeSize")).Expect(204);
        Assert.Equal("[]", (await Api.GetAnswerAsync("/api/sign-in-exp"))["signUpProfileFields"].GetRawText());
        Assert.Equal(JsonValueKind.Null, (await ChangeAsync("""{"signUpProfileFields":null}"""))["signUpProfileFields"].ValueKind);
    }

    [Fact]
    public async Task A_fallback_language_needs_sentences_built_in_or_custom()
    {
        (await Api.PutAnswerAsync("/api/custom-phrases/fr", """{"action":{"sign_in":"Se connecter"}}""")).Expect(201);
        Assert.Equal("fr", (await ChangeAsync("""{"languageInfo":{"autoDetect":false,"fallbackLanguage":"fr"}}"""))["languageInfo"].GetProperty("fallbackLanguage").GetString());
        (await Api.DeleteAnswerAsync("/api/custom-phrases/fr")).Expect(409, "localization.cannot_delete_default_language");
        await ChangeAsync("""{"languageInfo":{"autoDetect":true,"fallbackLanguage":"ko"}}""");
        (await Api.DeleteAnswerAsync("/api/custom-phrases/fr")).Expect(204);
        await ChangeAsync("""{"languageInfo":{"autoDetect":true,"fallbackLanguage":"en"}}""");
    }

    [Fact]
    public async Task A_change_is_in_the_audit_log_with_before_and_after()
    {
        await ChangeAsync("""{"supportWebsiteUrl":"https://audit.test"}""");
        var payload = await own.Server.InDatabaseAsync(db => Task.FromResult(
            db.Audit.Where(row => row.Key == "Change.SignInExperience.Updated").OrderByDescending(row => row.CreatedAt).First().Payload.Text));
        Assert.Contains("https://audit.test", payload);
    }

    private async Task<Answer> ChangeAsync(string body) => (await Api.PatchAnswerAsync("/api/sign-in-exp", body)).Expect(200);
}
