using System.Net.Http.Headers;
using System.Text.Json;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>
/// A server whose messages stay in the mailbox, behind a proxy that says who asks, with a captcha provider of the tests' own. Its tests run
/// one after the other and change settings that a tenant has once.
/// </summary>
public sealed class CodeServer : IAsyncLifetime
{
    public const int MessagesPerAddress = 12;
    private TestServer? _server;
    private Receiver? _captcha;

    internal TestServer Server => _server!;

    /// <summary>Stands where Turnstile and reCAPTCHA are.</summary>
    internal Receiver Captcha => _captcha!;

    public async ValueTask InitializeAsync()
    {
        _captcha = await Receiver.StartAsync();
        var settings = new Dictionary<string, string?>
        {
            [nameof(GatehouseOptions.DevelopmentMailbox)] = "true",
            [nameof(GatehouseOptions.TrustProxyHeader)] = "true",
            [nameof(GatehouseOptions.MessagesPerAddress)] = $"{MessagesPerAddress}",
        };
        _server = await TestServer.StartAsync(settings, services: services =>
            services.AddSingleton(new CaptchaEndpoints(new Uri(_captcha.Url), new Uri(_captcha.Url + "/"))));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Captcha.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class CodeServerTests : ICollectionFixture<CodeServer>
{
    public const string Name = "Codes";
}

/// <summary>A test against <see cref="CodeServer"/>, which it finds as if it were fresh.</summary>
[Collection(CodeServerTests.Name)]
public abstract class CodeTest(CodeServer codes) : IAsyncLifetime
{
    private const string Methods = """
        {"methods":[{"identifier":"username","password":true,"verificationCode":false,"isPasswordPrimary":true},
        {"identifier":"email","password":true,"verificationCode":true,"isPasswordPrimary":false},{"identifier":"phone","password":true,"verificationCode":true,"isPasswordPrimary":false}]}
        """;

    private protected CodeServer Codes => codes;

    private protected TestServer Server => codes.Server;

    private protected HttpClient Api => Server.Api;

    public async ValueTask InitializeAsync()
    {
        codes.Captcha.Answer = (_, http) => Receiver.Status(http, StatusCodes.Status503ServiceUnavailable);
        await SetAsync(signInMode: "SignInAndRegister");
        // Tests let hours pass, and the token lasts one.
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Server.TokenAsync());
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Sets what tests change, and everything else of it back.</summary>
    private protected Task SetAsync(
        string signInMode = "SignInAndRegister", string sentinel = "{}", string codes = "{}", string captcha = "{}", string blocklist = "{}", string mfa = """{"factors":[],"policy":"NoPrompt"}""",
        string signUp = """{"identifiers":["username"],"password":true,"verify":false}""") => Server.SetExperienceAsync(experience =>
    {
        experience.SignInMode = signInMode;
        experience.SentinelPolicy = JsonText.FromStored(sentinel);
        experience.VerificationCodePolicy = JsonText.FromStored(codes);
        experience.CaptchaPolicy = JsonText.FromStored(captcha);
        experience.EmailBlocklistPolicy = JsonText.FromStored(blocklist);
        experience.Mfa = JsonText.FromStored(mfa);
        experience.SignUp = JsonText.FromStored(signUp);
        experience.SignIn = JsonText.FromStored(Methods);
        experience.ForgotPasswordMethods = JsonText.FromStored("""["EmailVerificationCode","PhoneVerificationCode"]""");
    });

    /// <summary>A browser in an interaction that has begun.</summary>
    private protected async Task<Browser> BegunAsync(string interactionEvent = "SignIn", string? address = null)
    {
        var browser = new Browser(Server);
        if (address is not null) browser.Headers.Add(("X-Forwarded-For", address));
        await browser.EnterInteractionAsync();
        (await browser.BeginAsync(interactionEvent)).Expect(204);
        return browser;
    }

    /// <summary>The messages to a recipient, the newest first.</summary>
    private protected async Task<List<JsonElement>> MailboxAsync(string recipient) =>
        [.. (await Api.GetAnswerAsync($"/api/mailbox?recipient={Uri.EscapeDataString(recipient)}")).Expect(200).Json.EnumerateArray()];

    /// <summary>The last code that a recipient got; it may come after the answer.</summary>
    private protected async Task<string> CodeAsync(string recipient, int messages = 1)
    {
        var mailbox = await Eventually.Async(() => MailboxAsync(recipient), found => found.Count >= messages, $"{messages} messages to {recipient}");
        return mailbox[0].GetProperty("payload").GetProperty("code").GetString()!;
    }

    private protected static string Address() => TestServer.Unique() + "@reader.example";

    private protected static string Phone() => TestServer.UniquePhone();

    private protected static string Wrong(string code) => code == "000000" ? "000001" : "000000";
}

/// <summary>The calls of contract/experience-api.md 4.2 and 4.10.</summary>
internal static class CodeCalls
{
    extension(Browser browser)
    {
        public Task<Answer> AskCodeAsync(string value, string interactionEvent = "SignIn", string type = "email") =>
            browser.PostAsync("/api/experience/verification/verification-code", new { identifier = new { type, value }, interactionEvent });

        /// <summary>Asks for a code that is granted.</summary>
        /// <returns>The id of the record.</returns>
        public async Task<string> SentCodeAsync(string value, string interactionEvent = "SignIn", string type = "email") =>
            (await browser.AskCodeAsync(value, interactionEvent, type)).Expect(200)["verificationId"].GetString()!;

        public Task<Answer> GiveCodeAsync(string value, string verificationId, string code, string type = "email") =>
            browser.PostAsync("/api/experience/verification/verification-code/verify", new { identifier = new { type, value }, verificationId, code });

        public Task<Answer> AskMfaCodeAsync(string identifierType = "email") =>
            browser.PostAsync("/api/experience/verification/mfa-verification-code", new { identifierType });

        public Task<Answer> GiveMfaCodeAsync(string verificationId, string code, string identifierType = "email") =>
            browser.PostAsync("/api/experience/verification/mfa-verification-code/verify", new { verificationId, code, identifierType });

        public Task<Answer> GiveTokenAsync(string value, string token) =>
            browser.PostAsync("/api/experience/verification/one-time-token/verify", new { identifier = new { type = "email", value }, token });

        /// <summary>The only record of a type in the state.</summary>
        public async Task<JsonElement> RecordAsync(string type) => Assert.Single(
            (await browser.StateAsync())["verificationRecords"].EnumerateArray(), record => record.GetProperty("type").GetString() == type);
    }
}
