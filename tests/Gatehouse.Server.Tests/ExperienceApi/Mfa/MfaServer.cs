using System.Net.Http.Headers;
using System.Text.Json;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;

namespace Gatehouse.Server.Tests.ExperienceApi.Mfa;

/// <summary>
/// A server for the tests of second factors, one after the other: they change settings that a tenant has once. Its messages stay in the
/// mailbox, and the tests stand where a trusted proxy would.
/// </summary>
public sealed class MfaServer : IAsyncLifetime
{
    private TestServer? _server;

    internal TestServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync(new Dictionary<string, string?>
    {
        [nameof(GatehouseOptions.DevelopmentMailbox)] = "true", [nameof(GatehouseOptions.TrustProxyHeader)] = "true",
    });

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class MfaServerTests : ICollectionFixture<MfaServer>
{
    public const string Name = "Second factors";
}

/// <summary>A test against <see cref="MfaServer"/>, which it finds as if it were fresh.</summary>
[Collection(MfaServerTests.Name)]
public abstract class MfaTest(MfaServer mfa) : IAsyncLifetime
{
    private protected const string All = "Totp,WebAuthn,BackupCode,EmailVerificationCode,PhoneVerificationCode";

    private protected TestServer Server => mfa.Server;

    private protected HttpClient Api => Server.Api;

    public async ValueTask InitializeAsync()
    {
        await SetAsync("", "NoPrompt");
        // Tests let hours pass, and the token lasts one.
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Server.TokenAsync());
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Sets what tests change, and everything else of it back.</summary>
    /// <param name="factors">Comma-separated.</param>
    private protected Task SetAsync(
        string factors, string policy, string organizations = "NoPrompt", bool isAdaptive = false, bool hasPasskeys = false, string sentinel = "{}",
        string signUp = """{"identifiers":["username"],"password":true,"verify":false}""") => Server.SetExperienceAsync(experience =>
    {
        experience.Mfa = JsonText.FromStored(JsonSerializer.Serialize(new
        {
            factors = factors.Split(',', StringSplitOptions.RemoveEmptyEntries), policy, organizationRequiredMfaPolicy = organizations,
        }));
        experience.AdaptiveMfa = JsonText.FromStored(isAdaptive ? """{"enabled":true}""" : "{}");
        experience.PasskeySignIn = JsonText.FromStored(hasPasskeys ? """{"enabled":true}""" : "{}");
        experience.SentinelPolicy = JsonText.FromStored(sentinel);
        experience.SignUp = JsonText.FromStored(signUp);
        experience.SignIn = JsonText.FromStored("""
            {"methods":[{"identifier":"username","password":true,"verificationCode":false,"isPasswordPrimary":true},
            {"identifier":"email","password":true,"verificationCode":true,"isPasswordPrimary":false},{"identifier":"phone","password":true,"verificationCode":true,"isPasswordPrimary":false}]}
            """);
        experience.ForgotPasswordMethods = JsonText.FromStored("""["EmailVerificationCode","PhoneVerificationCode"]""");
    });

    /// <summary>A user who has an authenticator app.</summary>
    private protected async Task<(string Id, string Username, string Secret)> NewTotpUserAsync()
    {
        var (id, username) = await Server.NewSignerAsync();
        return (id, username, await AddTotpAsync(id));
    }

    private protected async Task<string> AddTotpAsync(string userId) =>
        (await Api.PostAnswerAsync($"/api/users/{userId}/mfa-verifications", new { type = "Totp" })).Expect(200)["secret"].GetString()!;

    /// <returns>The codes.</returns>
    private protected async Task<List<string>> AddBackupCodesAsync(string userId) =>
        [.. (await Api.PostAnswerAsync($"/api/users/{userId}/mfa-verifications", new { type = "BackupCode" })).Expect(200)["codes"].EnumerateArray().Select(code => code.GetString()!)];

    /// <summary>A browser whose user has given the password.</summary>
    private protected async Task<Browser> IdentifiedAsync(string username)
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        await browser.IdentifyByPasswordAsync(username);
        return browser;
    }

    /// <summary>A browser whose user was made a moment ago, and the user's id.</summary>
    private protected async Task<(Browser Browser, string UserId)> RegisteredAsync()
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        (await browser.BeginAsync("Register")).Expect(204);
        (await browser.IdentifyAsync((await browser.ChooseIdentityAsync(TestServer.Unique())).Expect(200)["verificationId"].GetString()!)).Expect(201);
        return (browser, (await browser.StateAsync())["userId"].GetString()!);
    }

    /// <summary>The code that an authenticator app shows now.</summary>
    private protected string Code(string secret, int stepsLater = 0) =>
        TotpCode.At(TotpSecret.Decode(secret), TotpCode.StepAt(Server.Clock.GetUtcNow()) + stepsLater);

    private protected static string Phone() => TestServer.UniquePhone();

    private protected static string Wrong(string code) => code[..^1] + (char)('0' + ((code[^1] - '0' + 1) % 10));

    /// <summary>The next codes of authenticator apps.</summary>
    private protected void NextStep() => Server.Clock.Advance(TimeSpan.FromSeconds(30));

    /// <summary>What the user is remembered to have answered.</summary>
    private protected async Task<JsonElement> ConfigAsync(string userId) => (await Api.GetAnswerAsync($"/api/users/{userId}/logto-configs")).Expect(200).Json;

    /// <summary>The last code that was sent to a recipient.</summary>
    private protected async Task<string> MailedCodeAsync(string recipient)
    {
        var messages = await Eventually.Async(
            async () => (await Api.GetAnswerAsync($"/api/mailbox?recipient={Uri.EscapeDataString(recipient)}")).Expect(200).Json.EnumerateArray().ToList(),
            found => found.Count > 0, "a message to " + recipient);
        return messages[0].GetProperty("payload").GetProperty("code").GetString()!;
    }

    private protected async Task<List<string>> FactorsAsync(string userId) =>
        [.. (await Api.GetAnswerAsync($"/api/users/{userId}/mfa-verifications")).Expect(200).Json.EnumerateArray().Select(factor => factor.GetProperty("type").GetString()!)];
}

/// <summary>The calls of contract/experience-api.md 4.5, 4.8 and 8.3.</summary>
internal static class MfaCalls
{
    extension(Browser browser)
    {
        public Task<Answer> AskSecretAsync() => browser.PostAsync("/api/experience/verification/totp/secret");

        /// <summary>Of the app that the user has.</summary>
        public Task<Answer> GiveTotpAsync(string code) => browser.PostAsync("/api/experience/verification/totp/verify", new { code });

        /// <summary>Of a new secret.</summary>
        public Task<Answer> GiveTotpAsync(string code, string verificationId) =>
            browser.PostAsync("/api/experience/verification/totp/verify", new { code, verificationId });

        public Task<Answer> AskBackupCodesAsync() => browser.PostAsync("/api/experience/verification/backup-code/generate");

        public Task<Answer> GiveBackupCodeAsync(string code) => browser.PostAsync("/api/experience/verification/backup-code/verify", new { code });

        public Task<Answer> BindAsync(string type, string verificationId) => browser.PostAsync("/api/experience/profile/mfa", new { type, verificationId });

        /// <param name="answer"><c>mfa-enabled</c>, <c>mfa-skipped</c>, <c>mfa-suggestion-skipped</c> or <c>passkey-skipped</c>.</param>
        public Task<Answer> SayAsync(string answer) => browser.PostAsync("/api/experience/profile/mfa/" + answer);

        /// <summary>Makes new backup codes and binds them.</summary>
        public async Task<List<string>> BindBackupCodesAsync()
        {
            var made = (await browser.AskBackupCodesAsync()).Expect(200);
            (await browser.BindAsync("BackupCode", made["verificationId"].GetString()!)).Expect(204);
            return [.. made["codes"].EnumerateArray().Select(code => code.GetString()!)];
        }

        /// <summary>Makes a secret, verifies it and binds it.</summary>
        /// <returns>The secret.</returns>
        public async Task<string> BindTotpAsync()
        {
            var made = (await browser.AskSecretAsync()).Expect(200);
            var (id, secret) = (made["verificationId"].GetString()!, made["secret"].GetString()!);
            var code = TotpCode.At(TotpSecret.Decode(secret), TotpCode.StepAt(browser.Server.Clock.GetUtcNow()));
            (await browser.GiveTotpAsync(code, id)).Expect(200);
            (await browser.BindAsync("Totp", id)).Expect(204);
            return secret;
        }
    }
}
