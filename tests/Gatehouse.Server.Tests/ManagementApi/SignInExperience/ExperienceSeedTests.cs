using System.Text.Json;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.SignInExperience;

/// <summary>contract/management-misc.md 4: the complete row, in wire order, with the seeded values.</summary>
public sealed class ExperienceSeedTests(OwnServer own) : IClassFixture<OwnServer>
{
    private const string Default = """
        {"tenantId":"default","id":"default","color":{"primaryColor":"#6139F6","isDarkModeEnabled":false,"darkPrimaryColor":"#8768F8"},"branding":{},
        "hideLogtoBranding":false,"languageInfo":{"autoDetect":true,"fallbackLanguage":"en"},"termsOfUseUrl":null,"privacyPolicyUrl":null,"agreeToTermsPolicy":"Automatic",
        "signIn":{"methods":[{"identifier":"username","password":true,"verificationCode":false,"isPasswordPrimary":true}]},
        "signUp":{"identifiers":["username"],"password":true,"verify":false},"socialSignIn":{},"socialSignInConnectorTargets":[],"signInMode":"SignInAndRegister",
        "customCss":null,"customContent":{},"customUiAssets":null,"customUiCsp":{},"passwordPolicy":{},"mfa":{"factors":[],"policy":"UserControlled"},"adaptiveMfa":{},
        "singleSignOnEnabled":false,"supportEmail":null,"supportWebsiteUrl":null,"unknownSessionRedirectUrl":null,"captchaPolicy":{},"sentinelPolicy":{},
        "emailBlocklistPolicy":{},"verificationCodePolicy":{},"forgotPasswordMethods":[],"passkeySignIn":{},"signUpProfileFields":null,"passwordExpiration":{},
        "usernamePolicy":{"caseSensitive":true,"minLength":1,"maxLength":128,"allowedChars":{"lowercase":true,"uppercase":true,"numbers":true,"underscore":true}}}
        """;

    [Fact]
    public async Task The_row_of_tenant_default_is_complete_and_in_order() =>
        Assert.Equal(Default.ReplaceLineEndings(""), (await own.Server.Api.GetAnswerAsync("/api/sign-in-exp")).Expect(200).Text);

    [Fact]
    public async Task The_admin_tenant_begins_with_the_registration_of_its_first_administrator()
    {
        var token = "Bearer " + await TokenForge.AdminTokenAsync(own.Server, "m-admin", "https://admin.logto.app/api");
        var row = (await own.Server.AdminApi.SendAnswerAsync(HttpMethod.Get, "/api/sign-in-exp", null, ("Authorization", token))).Expect(200);
        Assert.Equal(("admin", "default", "Register"), (row["tenantId"].GetString(), row.Id, row["signInMode"].GetString()));
        Assert.True(row["color"].GetProperty("isDarkModeEnabled").GetBoolean());
        Assert.Equal("""{"factors":["Totp","WebAuthn","BackupCode"],"policy":"NoPrompt","organizationRequiredMfaPolicy":"Mandatory"}""", row["mfa"].GetRawText());
        Assert.Equal(JsonValueKind.Null, row["termsOfUseUrl"].ValueKind);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PATCH")]
    public async Task Nobody_gets_in_without_a_token(string method) =>
        (await own.Server.Anonymous.SendAnswerAsync(new HttpMethod(method), "/api/sign-in-exp")).Expect(401, "auth.authorization_header_missing");
}
