using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.SignInExperience;

/// <summary>contract/management-misc.md 4, "Validation on PATCH": nothing of a change that is refused is kept. There is no connector here.</summary>
public sealed class ExperienceRefusalTests(OwnServer own) : IClassFixture<OwnServer>
{
    private HttpClient Api => own.Server.Api;

    [Theory]
    [InlineData("""{"color":{"primaryColor":"#123456"}}""")]
    [InlineData("""{"color":{"primaryColor":"#12345","isDarkModeEnabled":false,"darkPrimaryColor":"#fff"}}""")]
    [InlineData("""{"color":{"primaryColor":"red","isDarkModeEnabled":false,"darkPrimaryColor":"#fff"}}""")]
    [InlineData("""{"color":null}""")]
    [InlineData("""{"branding":{"logoUrl":""}}""")]
    [InlineData("""{"branding":{"favicon":"not a url"}}""")]
    [InlineData("""{"hideLogtoBranding":"yes"}""")]
    [InlineData("""{"languageInfo":{"autoDetect":true,"fallbackLanguage":"klingon"}}""")]
    [InlineData("""{"languageInfo":{"fallbackLanguage":"en"}}""")]
    [InlineData("""{"termsOfUseUrl":"terms"}""")]
    [InlineData("""{"privacyPolicyUrl":"javascript:alert(1)"}""")]
    [InlineData("""{"unknownSessionRedirectUrl":"data:text/html,x"}""")]
    [InlineData("""{"supportEmail":"nobody"}""")]
    [InlineData("""{"agreeToTermsPolicy":"Never"}""")]
    [InlineData("""{"signIn":{}}""")]
    [InlineData("""{"signIn":{"methods":[{"identifier":"username"}]}}""")]
    [InlineData("""{"signIn":{"methods":[{"identifier":"name","password":true,"verificationCode":false,"isPasswordPrimary":true}]}}""")]
    [InlineData("""{"signUp":{"identifiers":["username"]}}""")]
    [InlineData("""{"signUp":{"identifiers":["emailOrPhone"],"password":true,"verify":true}}""")]
    [InlineData("""{"signInMode":"Closed"}""")]
    [InlineData("""{"customCss":1}""")]
    [InlineData("""{"customContent":{"/x":1}}""")]
    [InlineData("""{"customUiAssets":{"id":"x"}}""")]
    [InlineData("""{"socialSignIn":{"automaticAccountLinking":"yes"}}""")]
    [InlineData("""{"socialSignInConnectorTargets":[1]}""")]
    [InlineData("""{"passwordPolicy":{"length":{"min":0}}}""")]
    [InlineData("""{"passwordPolicy":{"length":{"min":1.5}}}""")]
    [InlineData("""{"passwordPolicy":{"length":{"max":99999999999}}}""")]
    [InlineData("""{"passwordPolicy":{"characterTypes":{"min":5}}}""")]
    [InlineData("""{"passwordPolicy":{"rejects":{"words":[1]}}}""")]
    [InlineData("""{"mfa":{"factors":[]}}""")]
    [InlineData("""{"mfa":{"factors":["Sms"],"policy":"Mandatory"}}""")]
    [InlineData("""{"mfa":{"factors":[],"policy":"Sometimes"}}""")]
    [InlineData("""{"mfa":{"factors":[],"policy":"Mandatory","organizationRequiredMfaPolicy":"Maybe"}}""")]
    [InlineData("""{"adaptiveMfa":{"enabled":null}}""")]
    [InlineData("""{"sentinelPolicy":{"maxAttempts":"many"}}""")]
    [InlineData("""{"emailBlocklistPolicy":{"customBlocklist":"@a.b"}}""")]
    [InlineData("""{"verificationCodePolicy":{"expirationDuration":59}}""")]
    [InlineData("""{"verificationCodePolicy":{"expirationDuration":3601}}""")]
    [InlineData("""{"verificationCodePolicy":{"maxRetryAttempts":0}}""")]
    [InlineData("""{"verificationCodePolicy":{"maxRetryAttempts":101}}""")]
    [InlineData("""{"forgotPasswordMethods":["Carrier pigeon"]}""")]
    [InlineData("""{"signUpProfileFields":[{}]}""")]
    [InlineData("""{"passwordExpiration":{"enabled":true,"validPeriodDays":0}}""")]
    [InlineData("""{"passwordExpiration":{"enabled":true,"validPeriodDays":1.5}}""")]
    [InlineData("""{"usernamePolicy":{"minLength":9,"maxLength":8}}""")]
    [InlineData("""{"usernamePolicy":{"maxLength":129}}""")]
    [InlineData("""{"usernamePolicy":{"minLength":0}}""")]
    [InlineData("""{"usernamePolicy":{"allowedChars":{"lowercase":false,"uppercase":false,"underscore":false}}}""")]
    [InlineData("[]")]
    public Task Guard_a_setting_of_another_shape_is_refused(string body) => AssertRefusedAsync(body, 400, "guard.invalid_input");

    [Theory]
    [InlineData("{}", 422, "entity.invalid_input")]
    [InlineData("""{"id":"other","tenantId":"admin","unknown":1}""", 422, "entity.invalid_input")]
    [InlineData("""{"hideLogtoBranding":true}""", 400, "request.invalid_input")]
    [InlineData("""{"customUiCsp":{"scriptSrc":["https://a.b"]}}""", 400, "request.invalid_input")]
    [InlineData("""{"languageInfo":{"autoDetect":true,"fallbackLanguage":"fr"}}""", 400, "sign_in_experiences.unsupported_default_language")]
    [InlineData("""{"signIn":{"methods":[{"identifier":"username","password":false,"verificationCode":false,"isPasswordPrimary":true}]}}""", 400,
        "sign_in_experiences.at_least_one_authentication_factor")]
    [InlineData("""{"signIn":{"methods":[{"identifier":"email","password":true,"verificationCode":true,"isPasswordPrimary":true}]}}""", 400,
        "sign_in_experiences.enabled_connector_not_found")]
    [InlineData("""{"signIn":{"methods":[{"identifier":"phone","password":true,"verificationCode":true,"isPasswordPrimary":true}]}}""", 400,
        "sign_in_experiences.enabled_connector_not_found")]
    [InlineData("""{"signUp":{"identifiers":[],"password":true,"verify":true,"secondaryIdentifiers":[{"identifier":"email","verify":true}]}}""", 400,
        "sign_in_experiences.missing_sign_up_identifiers")]
    [InlineData("""{"signUp":{"identifiers":["username","username"],"password":true,"verify":false}}""", 400, "sign_in_experiences.duplicated_sign_up_identifiers")]
    [InlineData("""{"signUp":{"identifiers":["email"],"password":true,"verify":true,"secondaryIdentifiers":[{"identifier":"emailOrPhone","verify":true}]}}""", 400,
        "sign_in_experiences.duplicated_sign_up_identifiers")]
    [InlineData("""{"signUp":{"identifiers":["email"],"password":true,"verify":false}}""", 400, "sign_in_experiences.passwordless_requires_verify")]
    [InlineData("""{"signUp":{"identifiers":["username"],"password":true,"verify":true,"secondaryIdentifiers":[{"identifier":"phone"}]}}""", 400,
        "sign_in_experiences.passwordless_requires_verify")]
    [InlineData("""{"signUp":{"identifiers":["username"],"password":true,"verify":false,"secondaryIdentifiers":[{"identifier":"phone","verify":true}]}}""", 400,
        "sign_in_experiences.passwordless_requires_verify")]
    [InlineData("""{"signUp":{"identifiers":["email"],"password":true,"verify":true}}""", 400, "sign_in_experiences.enabled_connector_not_found")]
    [InlineData("""{"signUp":{"identifiers":["username"],"password":true,"verify":true,"secondaryIdentifiers":[{"identifier":"phone","verify":true}]}}""", 400,
        "sign_in_experiences.enabled_connector_not_found")]
    [InlineData("""{"mfa":{"factors":["Totp","Totp"],"policy":"Mandatory"}}""", 400, "sign_in_experiences.duplicated_mfa_factors")]
    [InlineData("""{"mfa":{"factors":["BackupCode"],"policy":"Mandatory"}}""", 400, "sign_in_experiences.backup_code_cannot_be_enabled_alone")]
    [InlineData("""{"adaptiveMfa":{"enabled":true}}""", 422, "sign_in_experiences.adaptive_mfa_requires_mfa")]
    [InlineData("""{"adaptiveMfa":{"enabled":true},"mfa":{"factors":["Totp"],"policy":"Mandatory"}}""", 422, "sign_in_experiences.adaptive_mfa_requires_non_skippable_policy")]
    [InlineData("""{"mfa":{"factors":["Totp"],"policy":"PromptOnlyAtSignInMandatory"}}""", 422, "sign_in_experiences.non_adaptive_mfa_requires_skippable_policy")]
    [InlineData("""{"forgotPasswordMethods":["EmailVerificationCode"]}""", 400, "sign_in_experiences.forgot_password_method_requires_connector")]
    [InlineData("""{"forgotPasswordMethods":["PhoneVerificationCode"]}""", 400, "sign_in_experiences.forgot_password_method_requires_connector")]
    [InlineData("""{"passwordExpiration":{"enabled":true}}""", 422, "sign_in_experiences.password_expiration_invalid_period_days")]
    [InlineData("""{"passwordExpiration":{"enabled":true,"validPeriodDays":30}}""", 422, "sign_in_experiences.password_expiration_requires_forgot_password")]
    [InlineData("""{"emailBlocklistPolicy":{"customBlocklist":["a@b.c","nonsense"]}}""", 400, "sign_in_experiences.invalid_custom_email_blocklist_format")]
    [InlineData("""{"emailBlocklistPolicy":{"customAllowlist":["b.c"]}}""", 400, "sign_in_experiences.invalid_custom_email_blocklist_format")]
    [InlineData("""{"emailBlocklistPolicy":{"blockDisposableAddresses":true}}""", 400, "request.invalid_input")]
    [InlineData("""{"signUpProfileFields":[{"name":"fullname"}]}""", 400, "custom_profile_fields.entity_not_exists_with_names")]
    public Task A_setting_that_makes_no_sense_is_refused_with_its_code(string body, int status, string code) => AssertRefusedAsync(body, status, code);

    [Fact]
    public Task A_link_that_is_too_long_for_its_column_is_refused() =>
        AssertRefusedAsync($$"""{"termsOfUseUrl":"https://a.b/{{new string('x', 2048)}}"}""", 422, "entity.value_too_long");

    /// <summary>A good setting stands beside the bad one, and is not kept either.</summary>
    private async Task AssertRefusedAsync(string body, int status, string code)
    {
        var before = (await Api.GetAnswerAsync("/api/sign-in-exp")).Expect(200).Text;
        if (body.StartsWith("{\"", StringComparison.Ordinal) && code != "entity.invalid_input") body = """{"supportWebsiteUrl":"https://help.test",""" + body[1..];
        (await Api.PatchAnswerAsync("/api/sign-in-exp", body)).Expect(status, code);
        Assert.Equal(before, (await Api.GetAnswerAsync("/api/sign-in-exp")).Text);
    }
}
