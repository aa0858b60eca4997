using Gatehouse.Server.Tests.Support;

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

/// <summary>People come by a provider, which is a fake.</summary>
public sealed class SocialServer : BrowserServer
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
