using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Protocol.Tests.WebAuthn;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>A server for the tests of passkeys, which run one after the other and change settings that a tenant has once.</summary>
public sealed class PasskeyServer : OwnServer;

[CollectionDefinition(Name)]
public sealed class PasskeyServerTests : ICollectionFixture<PasskeyServer>
{
    public const string Name = "Passkeys";
}

/// <summary>A test against <see cref="PasskeyServer"/>: passkeys are a second factor, and sign nobody in.</summary>
[Collection(PasskeyServerTests.Name)]
public abstract class PasskeyTest(PasskeyServer passkeys) : IAsyncLifetime
{
    private protected TestServer Server => passkeys.Server;

    private protected HttpClient Api => Server.Api;

    /// <summary>Of a browser at a page of the server.</summary>
    private protected SoftwareAuthenticator Device => new(Origin);

    private protected string Origin => Server.Address.GetLeftPart(UriPartial.Authority);

    public async ValueTask InitializeAsync()
    {
        await SetAsync();
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Server.TokenAsync());
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Sets what tests change, and everything else of it back.</summary>
    private protected async Task SetAsync(
        string mfa = """{"factors":["WebAuthn"],"policy":"NoPrompt"}""", string passkeySignIn = "{}", string sentinel = "{}", string captcha = "{}", string relatedOrigins = "[]")
    {
        await Server.InDatabaseAsync(async db =>
        {
            var settings = await db.Set<SignInExperience.AccountCenterSettings>().SingleAsync();
            settings.WebauthnRelatedOrigins = JsonText.FromStored(relatedOrigins);
            return await db.SaveChangesAsync();
        });
        await Server.SetExperienceAsync(experience =>
        {
            experience.Mfa = JsonText.FromStored(mfa);
            experience.PasskeySignIn = JsonText.FromStored(passkeySignIn);
            experience.SentinelPolicy = JsonText.FromStored(sentinel);
            experience.CaptchaPolicy = JsonText.FromStored(captcha);
        });
    }

    private protected Task SetPasskeySignInAsync(string captcha = "{}") => SetAsync(mfa: """{"factors":[],"policy":"NoPrompt"}""", passkeySignIn: """{"enabled":true}""", captcha: captcha);

    /// <summary>A browser at a page of the server, in an interaction that nothing has begun.</summary>
    private protected async Task<Browser> EnteredAsync()
    {
        var browser = new Browser(Server);
        browser.Headers.Add(("Origin", Origin));
        browser.Headers.Add(("User-Agent", "passkey-tests/1.0"));
        await browser.EnterInteractionAsync();
        return browser;
    }

    private protected async Task<Browser> BegunAsync(string interactionEvent = "SignIn")
    {
        var browser = await EnteredAsync();
        (await browser.BeginAsync(interactionEvent)).Expect(204);
        return browser;
    }

    private protected async Task<Browser> IdentifiedAsync(string username)
    {
        var browser = await EnteredAsync();
        await browser.IdentifyByPasswordAsync(username);
        return browser;
    }

    /// <summary>A user who made a passkey while signing in.</summary>
    private protected async Task<PasskeyOwner> NewOwnerAsync(Twist? twist = null)
    {
        var (id, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        var (passkey, verificationId) = await MakeAsync(browser, twist);
        (await browser.BindAsync(verificationId)).Expect(204);
        (await browser.SubmitAsync()).Expect(200);
        return new PasskeyOwner(id, username, passkey);
    }

    /// <summary>Makes a passkey, which is not bound yet.</summary>
    private protected async Task<(SoftwarePasskey Passkey, string VerificationId)> MakeAsync(Browser browser, Twist? twist = null)
    {
        var (verificationId, options) = await browser.AskedAsync(PasskeyCalls.Registration);
        var (passkey, credential) = Device.Create(options, twist);
        Assert.Equal(verificationId, (await browser.GiveAsync(PasskeyCalls.Registration, verificationId, credential)).Expect(200)["verificationId"].GetString());
        return (passkey, verificationId);
    }

    /// <summary>Shows the second factor.</summary>
    private protected async Task<Answer> ShowAsync(Browser browser, SoftwarePasskey passkey, Twist? twist = null)
    {
        var (verificationId, options) = await browser.AskedAsync(PasskeyCalls.Authentication);
        return await browser.GiveAsync(PasskeyCalls.Authentication, verificationId, Device.Get(options, passkey, twist));
    }

    private protected Task<MfaVerification> StoredAsync(string userId) => Server.InDatabaseAsync(async db =>
        MfaVerification.ListOf((await db.Users.AsNoTracking().SingleAsync(user => user.Id == userId)).MfaVerifications).Single(factor => factor.CredentialId is not null));
}

internal sealed record PasskeyOwner(string Id, string Username, SoftwarePasskey Passkey);

/// <summary>The calls of contract/experience-api.md 4.6 and 4.7.</summary>
internal static class PasskeyCalls
{
    public const string Registration = "web-authn/registration";
    public const string Authentication = "web-authn/authentication";
    public const string ByPasskey = "sign-in-passkey/authentication";
    public const string Failed = "session.mfa.webauthn_verification_failed";

    private const string Prefix = "/api/experience/verification/";

    extension(Browser browser)
    {
        public Task<Answer> AskAsync(string kind, object? body = null) => browser.PostAsync(Prefix + kind, body);

        public async Task<(string VerificationId, JsonNode Options)> AskedAsync(string kind, object? body = null)
        {
            var answer = (await browser.AskAsync(kind, body)).Expect(200);
            return (answer["verificationId"].GetString()!, NodeOf(answer[kind == Registration ? "registrationOptions" : "authenticationOptions"]));
        }

        public Task<Answer> AskOwnerAsync(string value, string type = "username") => browser.AskAsync(ByPasskey, new { identifier = new { type, value } });

        public async Task<JsonNode> PrepareAsync() =>
            NodeOf((await browser.PostAsync("/api/experience/preflight/sign-in-passkey/authentication")).Expect(200)["authenticationOptions"]);

        /// <param name="verificationId">Null: the answer to what was prepared.</param>
        public Task<Answer> GiveAsync(string kind, string? verificationId, JsonNode payload, params (string, string)[] headers)
        {
            var body = new JsonObject { ["payload"] = payload.DeepClone() };
            if (verificationId is not null) body["verificationId"] = verificationId;
            return browser.SendAsync(HttpMethod.Post, $"{Prefix}{kind}/verify", body.ToJsonString(), headers);
        }

        public Task<Answer> BindAsync(string verificationId) => browser.PostAsync("/api/experience/profile/mfa", new { type = "WebAuthn", verificationId });

        public Task<Answer> BindPasskeyAsync(string verificationId) => browser.PostAsync("/api/experience/profile/mfa/passkey", new { verificationId });
    }

    private static JsonNode NodeOf(JsonElement json) => JsonNode.Parse(json.GetRawText())!;
}
