using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.BrowserTests.Support;

/// <summary>People sign up with a username and a password, as on a fresh installation; pages turn dark where the system is.</summary>
public sealed class UsernameServer : BrowserServer
{
    internal override Task PrepareAsync() => SetAsync(new { color = Colors });
}

/// <summary>People sign up with an address or a number, get codes, accept terms, tell a little about themselves, and are locked out soon.</summary>
public sealed class AddressServer : BrowserServer
{
    internal override async Task PrepareAsync()
    {
        (await Server.Api.PostAnswerAsync("/api/custom-profile-fields", new { name = "nickname", type = "Text", label = "Nickname", required = true, config = new { minLength = 2 } })).Expect(201);
        (await Server.Api.PostAnswerAsync("/api/custom-profile-fields", new
        {
            name = "plan", type = "Select", label = "Plan", required = false, config = new { options = new[] { new { value = "free", label = "Free" }, new { value = "team", label = "Team" } } },
        })).Expect(201);
        (await Server.Api.PostAnswerAsync("/api/custom-profile-fields", new { name = "news", type = "Checkbox", label = "Send me news", required = false, config = new { defaultValue = "false" } })).Expect(201);
        await SetAsync(new
        {
            color = Colors,
            signUp = new { identifiers = new[] { "email", "phone" }, password = true, verify = true },
            signIn = new
            {
                methods = new object[]
                {
                    new { identifier = "email", password = true, verificationCode = true, isPasswordPrimary = false },
                    new { identifier = "phone", password = false, verificationCode = true, isPasswordPrimary = false },
                    new { identifier = "username", password = true, verificationCode = false, isPasswordPrimary = true },
                },
            },
            forgotPasswordMethods = new[] { "EmailVerificationCode" },
            termsOfUseUrl = "https://example.com/terms",
            privacyPolicyUrl = "https://example.com/privacy",
            agreeToTermsPolicy = "ManualRegistrationOnly",
            supportEmail = "help@example.com",
            sentinelPolicy = new { maxAttempts = 3, lockoutDuration = 60 },
            signUpProfileFields = new[] { new { name = "nickname" }, new { name = "plan" }, new { name = "news" } },
        });
    }
}

/// <summary>There is a provider of social accounts, which is a fake.</summary>
public abstract class ProviderBrowserServer : BrowserServer
{
    private FakeProvider? _provider;

    internal FakeProvider Provider => _provider!;

    internal override async Task PrepareAsync()
    {
        _provider = await FakeProvider.StartAsync();
        (await Server.Api.PostAnswerAsync("/api/connectors", new
        {
            connectorId = "oidc", config = Provider.Config(), metadata = new { target = "fake", name = new { en = "Fake" }, logo = "" },
        })).Expect(200);
        await SetAsync(new { color = Colors, socialSignInConnectorTargets = new[] { "fake" } });
    }

    internal override ValueTask ForgetAsync() => _provider?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>People come by a provider.</summary>
public sealed class SocialServer : ProviderBrowserServer;

/// <summary>Nobody signs in without a captcha, of a provider that is a fake and finds one token good.</summary>
public sealed class CaptchaServer : BrowserServer
{
    public const string Token = "token-of-a-person";
    private Receiver? _provider;

    internal override async Task BeginAsync() => _provider = await Receiver.StartAsync();

    internal override void Replace(IServiceCollection services) => services.AddSingleton(new CaptchaEndpoints(new Uri(_provider!.Url), new Uri(_provider.Url + "/")));

    internal override async Task PrepareAsync()
    {
        _provider!.Answer = (asked, http) => http.Response.WriteAsync(
            asked.Text.Contains(Token, StringComparison.Ordinal) ? """{"success":true,"tokenProperties":{"valid":true},"riskAnalysis":{"score":0.9}}""" : """{"success":false}""");
        await SetAsync(new { color = Colors, captchaPolicy = new { enabled = true } });
    }

    internal Task UseAsync(object config) => Server.Api.PutAnswerAsync("/api/captcha-provider", new { config });

    internal override ValueTask ForgetAsync() => _provider?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>Second factors are offered to whoever signs in or registers.</summary>
public sealed class SecondFactorServer : BrowserServer
{
    internal override Task PrepareAsync() => SetAsync(new
    {
        color = Colors, mfa = new { factors = new[] { "Totp", "WebAuthn", "BackupCode" }, policy = "PromptAtSignInAndSignUp" },
    });
}

/// <summary>Codes by mail and SMS are second factors.</summary>
public sealed class AddressFactorServer : BrowserServer
{
    internal override Task PrepareAsync() => SetAsync(new
    {
        color = Colors, mfa = new { factors = new[] { "Totp", "EmailVerificationCode", "PhoneVerificationCode" }, policy = "PromptAtSignInAndSignUp" },
    });
}

/// <summary>People sign in with passkeys.</summary>
public sealed class PasskeyServer : BrowserServer
{
    internal override Task PrepareAsync() => AllowAsync(autofill: false);

    internal Task AllowAsync(bool autofill) => SetAsync(new { color = Colors, passkeySignIn = new { enabled = true, showPasskeyButton = true, allowAutofill = autofill } });
}

/// <summary>People look after their accounts themselves, with all that there is.</summary>
public sealed class AccountCenterServer : ProviderBrowserServer
{
    internal override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        string[] fields = ["name", "avatar", "profile", "email", "phone", "password", "username", "social", "customData", "mfa", "passkey", "session"];
        (await Server.Api.PatchAnswerAsync("/api/account-center", new { enabled = true, fields = fields.ToDictionary(field => field, _ => "Edit") })).Expect(200);
        await SetAsync(new { mfa = new { factors = new[] { "Totp", "WebAuthn", "BackupCode" }, policy = "NoPrompt" } });
    }
}

/// <summary>Everything that people may write is as long as it can be.</summary>
public sealed class LongTextServer : BrowserServer
{
    internal override Task PrepareAsync() => SetAsync(new { color = Colors });
}
