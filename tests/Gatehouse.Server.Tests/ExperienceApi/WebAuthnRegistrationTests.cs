using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Protocol.Tests.WebAuthn;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using static Gatehouse.Server.Tests.ExperienceApi.ExperienceCalls;
using static Gatehouse.Server.Tests.ExperienceApi.PasskeyCalls;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 4.6 and 8.3: a passkey is made and bound.</summary>
public sealed class WebAuthnRegistrationTests(PasskeyServer passkeys) : PasskeyTest(passkeys)
{
    [Fact(DisplayName = "Contract 4.6: registrationOptions, member for member")]
    public async Task The_options()
    {
        var (id, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        var answer = (await browser.AskAsync(Registration)).Expect(200);
        Assert.Equal(["verificationId", "registrationOptions"], answer.Json.EnumerateObject().Select(member => member.Name));
        var options = answer["registrationOptions"];
        Assert.Equal(
            ["rp", "user", "challenge", "pubKeyCredParams", "timeout", "excludeCredentials", "authenticatorSelection", "attestation", "extensions"],
            options.EnumerateObject().Select(member => member.Name));
        var host = Server.Address.Host;
        Assert.Equal($$"""{"name":"{{host}}","id":"{{host}}"}""", options.GetProperty("rp").GetRawText());
        Assert.Equal(
            $$"""{"id":"{{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(id))}}","name":"{{username}}","displayName":"{{username}}"}""", options.GetProperty("user").GetRawText());
        Assert.Equal(32, Base64Url.DecodeFromChars(options.GetProperty("challenge").GetString()).Length);
        Assert.Equal("""[{"type":"public-key","alg":-7},{"type":"public-key","alg":-257}]""", options.GetProperty("pubKeyCredParams").GetRawText());
        Assert.Equal((60000, "[]", "none"), (options.GetProperty("timeout").GetInt32(), options.GetProperty("excludeCredentials").GetRawText(), options.GetProperty("attestation").GetString()));
        Assert.Equal("""{"requireResidentKey":true,"residentKey":"required","userVerification":"required"}""", options.GetProperty("authenticatorSelection").GetRawText());
        Assert.Equal("""{"credProps":true}""", options.GetProperty("extensions").GetRawText());
    }

    [Fact(DisplayName = "Contract 4.6: user.name is the address, the number or the user name, displayName the name before them")]
    public async Task Names()
    {
        var (username, phone) = (TestServer.Unique(), TestServer.UniquePhone());
        var user = await Api.NewUserAsync(new { username, passwordDigest = Digest, passwordAlgorithm = "Argon2id", primaryPhone = phone });
        Assert.Equal(("+" + phone, "+" + phone), await NamesAsync());
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}", new { primaryEmail = username + "@reader.example", name = "Kim" })).Expect(200);
        Assert.Equal((username + "@reader.example", "Kim"), await NamesAsync());

        async Task<(string?, string?)> NamesAsync()
        {
            var options = (await (await IdentifiedAsync(username)).AskAsync(Registration)).Expect(200)["registrationOptions"].GetProperty("user");
            return (options.GetProperty("name").GetString(), options.GetProperty("displayName").GetString());
        }
    }

    [Theory]
    [InlineData(-7)]
    [InlineData(-257)]
    public async Task A_passkey_is_made_bound_and_stored_at_submit(int algorithm)
    {
        var (id, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        var (passkey, verificationId) = await MakeAsync(browser, new Twist { Algorithm = algorithm, FlagsAdded = 0x18 });
        var record = Assert.Single((await browser.StateAsync())["verificationRecords"].EnumerateArray(), record => record.GetProperty("type").GetString() == "WebAuthn");
        Assert.Equal($$"""{"id":"{{verificationId}}","type":"WebAuthn","userId":"{{id}}","verified":true}""", record.GetRawText());
        (await browser.BindAsync(verificationId)).Expect(204);

        var queued = (await browser.StateAsync())["mfa"].GetProperty("webAuthn")[0];
        Assert.Equal(["type", "rpId", "credentialId", "publicKey", "transports", "counter", "agent"], queued.EnumerateObject().Select(member => member.Name));
        Assert.Equal((Base64Url.EncodeToString(passkey.Id), Base64Url.EncodeToString(passkey.PublicKey), """["internal","hybrid"]""", "passkey-tests/1.0"), (
            queued.GetProperty("credentialId").GetString(), queued.GetProperty("publicKey").GetString(), queued.GetProperty("transports").GetRawText(), queued.GetProperty("agent").GetString()));
        Assert.Equal("[]", (await Api.GetAnswerAsync($"/api/users/{id}/mfa-verifications")).Expect(200).Json.GetRawText());

        (await browser.SubmitAsync()).Expect(200);
        var stored = await StoredAsync(id);
        Assert.Equal((Server.Address.Host, 0L, true, "passkey-tests/1.0"), (stored.RpId, stored.Counter, stored.IsBackupEligible, stored.Agent));
        var shown = Assert.Single((await Api.GetAnswerAsync($"/api/users/{id}/mfa-verifications")).Expect(200).Json.EnumerateArray());
        Assert.Equal(("WebAuthn", "passkey-tests/1.0"), (shown.GetProperty("type").GetString(), shown.GetProperty("agent").GetString()));
    }

    [Fact(DisplayName = "Contract 4.6: a passkey that was just made is no second factor of the same sign-in, and existing ones are excluded")]
    public async Task A_new_passkey_shows_nothing()
    {
        var owner = await NewOwnerAsync();
        var browser = await IdentifiedAsync(owner.Username);
        var (verificationId, options) = await browser.AskedAsync(Registration);
        var excluded = Assert.Single(options["excludeCredentials"]!.AsArray())!;
        Assert.Equal($$"""{"type":"public-key","id":"{{Base64Url.EncodeToString(owner.Passkey.Id)}}","transports":["internal","hybrid"]}""", excluded.ToJsonString());
        (await browser.GiveAsync(Registration, verificationId, Device.Create(options).Response)).Expect(200);
        (await browser.BindAsync(verificationId)).Expect(403, "session.mfa.require_mfa_verification");
        (await browser.SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
    }

    [Fact(DisplayName = "Contract 8.3: several passkeys may be queued, and one that shows the factor is not forgotten for a new one")]
    public async Task Several_passkeys()
    {
        var owner = await NewOwnerAsync();
        var browser = await IdentifiedAsync(owner.Username);
        (await ShowAsync(browser, owner.Passkey)).Expect(200);
        foreach (var _ in (int[])[1, 2])
        {
            var (_, verificationId) = await MakeAsync(browser);
            (await browser.BindAsync(verificationId)).Expect(204);
        }

        Assert.Equal(2, (await browser.StateAsync())["mfa"].GetProperty("webAuthn").GetArrayLength());
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal(3, (await Api.GetAnswerAsync($"/api/users/{owner.Id}/mfa-verifications")).Json.GetArrayLength());
    }

    [Fact]
    public async Task Nobody_has_no_passkey() => await Task.WhenAll(((string[])[Registration, Authentication]).Select(async kind =>
    {
        var browser = await BegunAsync();
        (await browser.AskAsync(kind)).Expect(404, "session.identifier_not_found");
        var credential = kind == Registration ? Device.Create(Made()).Response : Device.Get(Made(), SoftwarePasskey.New("x", [1]));
        (await browser.GiveAsync(kind, "unknown", credential)).Expect(404, "session.identifier_not_found");
        var entered = await EnteredAsync();
        (await entered.AskAsync(kind)).Expect(404, "session.interaction_not_found");
    }));

    [Fact(DisplayName = "Contract 4.6: 404 for a record that is none, 400 pending_info_not_found without a question")]
    public async Task Records()
    {
        var owner = await NewOwnerAsync();
        var browser = await IdentifiedAsync(owner.Username);
        var (verificationId, options) = await browser.AskedAsync(Registration);
        var credential = Device.Create(options).Response;
        (await browser.GiveAsync(Registration, "unknown", credential)).Expect(404, "session.verification_session_not_found");
        // The question of the other kind.
        (await browser.GiveAsync(Authentication, verificationId, Device.Get(options, owner.Passkey))).Expect(400, "session.mfa.pending_info_not_found");
        (await browser.BindAsync(verificationId)).Expect(403, "session.mfa.require_mfa_verification");
        (await browser.GiveAsync(Registration, verificationId, credential)).Expect(200);
        // Answered already.
        (await browser.GiveAsync(Registration, verificationId, credential)).Expect(400, "session.mfa.pending_info_not_found");
        // Another question in its place.
        var (asked, _) = await browser.AskedAsync(Authentication);
        (await browser.GiveAsync(Registration, verificationId, credential)).Expect(404, "session.verification_session_not_found");
        (await browser.GiveAsync(Registration, asked, credential)).Expect(400, "session.mfa.pending_info_not_found");
    }

    [Fact(DisplayName = "Contract 8.3: what is not verified, not enabled, or shows a factor, is not bound")]
    public async Task Binding()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        (await browser.BindAsync("unknown")).Expect(404, "session.verification_session_not_found");
        var (unanswered, _) = await browser.AskedAsync(Registration);
        (await browser.BindAsync(unanswered)).Expect(400, "session.verification_failed");
        (await browser.BindPasskeyAsync(unanswered)).Expect(400, "session.verification_failed");
        var (_, verificationId) = await MakeAsync(browser);
        await SetAsync(mfa: """{"factors":["Totp"],"policy":"NoPrompt"}""");
        (await browser.BindAsync(verificationId)).Expect(400, "session.mfa.mfa_factor_not_enabled");
        (await browser.BindPasskeyAsync(verificationId)).Expect(400, "session.mfa.mfa_factor_not_enabled");
        await SetAsync(mfa: """{"factors":["Totp"],"policy":"NoPrompt"}""", passkeySignIn: """{"enabled":true}""");
        (await browser.BindPasskeyAsync(verificationId)).Expect(204);

        await SetAsync();
        var owner = await NewOwnerAsync();
        var other = await IdentifiedAsync(owner.Username);
        var shown = (await ShowAsync(other, owner.Passkey)).Expect(200)["verificationId"].GetString()!;
        (await other.BindAsync(shown)).Expect(400, "session.mfa.pending_info_not_found");
    }

    [Fact(DisplayName = "Contract 4.6: webauthn_verification_failed has data.message, and nothing of the call is kept")]
    public async Task Failures()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        var (verificationId, options) = await browser.AskedAsync(Registration);
        Twist[] twists =
        [
            new() { Type = "webauthn.get" }, new() { Challenge = "b3RoZXI" }, new() { Origin = "https://evil.example" }, new() { RpId = "evil.example" }, new() { IsCrossOrigin = true },
            new() { FlagsTaken = 0x01 }, new() { FlagsTaken = 0x04 }, new() { LeftOver = [0] }, new() { PublicKey = SoftwarePasskey.Cose([(1, 1), (3, -8), (-1, 6)], [(-2, new byte[32])]) },
            new() { CredentialId = [1] },
        ];
        foreach (var twist in twists)
        {
            var refused = (await browser.GiveAsync(Registration, verificationId, Device.Create(options, twist).Response)).Expect(400, Failed);
            Assert.True(refused["data"].GetProperty("message").GetString()!.Length > 10);
        }

        var cut = Device.Create(options).Response;
        cut["response"]!["attestationObject"] = ((string)cut["response"]!["attestationObject"]!)[..40];
        (await browser.GiveAsync(Registration, verificationId, cut)).Expect(400, Failed);
        cut["response"]!["attestationObject"] = "not base64url!";
        (await browser.GiveAsync(Registration, verificationId, cut)).Expect(400, Failed);
        Assert.False((await browser.RecordAsync("WebAuthn")).GetProperty("verified").GetBoolean());
        (await browser.GiveAsync(Registration, verificationId, Device.Create(options).Response)).Expect(200);
    }

    [Fact(DisplayName = "Contract 4.6: the origin is the page's own or a related one; without the header a registration fails")]
    public async Task Origins()
    {
        await SetAsync(relatedOrigins: """["https://shop.example"]""");
        var (_, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        var (verificationId, options) = await browser.AskedAsync(Registration);
        // Only what the browser says about itself in the header decides which page it is: a header of another host is not believed.
        browser.Headers.RemoveAll(header => header.Name == "Origin");
        (await browser.GiveAsync(Registration, verificationId, Device.Create(options).Response)).Expect(400, Failed);
        (await browser.GiveAsync(Registration, verificationId, new SoftwareAuthenticator("https://shop.example").Create(options).Response)).Expect(400, Failed);
        foreach (var foreign in (string[])["https://evil.example", "null", $"http://sub.{Server.Address.Authority}", $"http://{Server.Address.Host}:1"])
            (await browser.GiveAsync(Registration, verificationId, new SoftwareAuthenticator(foreign).Create(options).Response, ("Origin", foreign))).Expect(400, Failed);
        // The server under another name, for which the options were not made.
        (await browser.GiveAsync(Registration, verificationId, new SoftwareAuthenticator("http://other.test").Create(options).Response, ("Host", "other.test"), ("Origin", "http://other.test")))
            .Expect(400, Failed);
        (await browser.GiveAsync(Registration, verificationId, new SoftwareAuthenticator("https://shop.example").Create(options).Response, ("Origin", "https://shop.example"))).Expect(200);
    }

    [Fact(DisplayName = "WebAuthn section 7.1 step 27: a credential belongs to one user")]
    public async Task A_credential_belongs_to_one_user()
    {
        var owner = await NewOwnerAsync();
        var (_, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        var (verificationId, options) = await browser.AskedAsync(Registration);
        (await browser.GiveAsync(Registration, verificationId, Device.Create(options, owner.Passkey))).Expect(400, Failed);

        // Two who register it at once meet where it is bound.
        var shared = SoftwarePasskey.New(Server.Address.Host, [1]);
        List<Browser> browsers = [browser, await IdentifiedAsync((await Server.NewSignerAsync()).Username)];
        foreach (var each in browsers)
        {
            (verificationId, options) = await each.AskedAsync(Registration);
            (await each.GiveAsync(Registration, verificationId, Device.Create(options, shared))).Expect(200);
            (await each.BindAsync(verificationId)).Expect(204);
            // Nor does one user get it twice.
            (verificationId, options) = await each.AskedAsync(Registration);
            (await each.GiveAsync(Registration, verificationId, Device.Create(options, shared))).Expect(400, Failed);
        }

        var answers = await Task.WhenAll(browsers.Select(each => each.SubmitAsync()));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        answers.Single(answer => (int)answer.Status != 200).Expect(422, Failed);
    }

    [Fact]
    public async Task Of_fifty_answers_at_once_one_is_taken()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        var (verificationId, options) = await browser.AskedAsync(Registration);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => browser.GiveAsync(Registration, verificationId, Device.Create(options).Response)));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(400, "session.mfa.pending_info_not_found"));
    }

    [Fact(DisplayName = "Contract 1: a body that does not fit is guard.invalid_input")]
    public async Task Bodies()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        var (verificationId, options) = await browser.AskedAsync(Registration);
        foreach (var path in new[] { "type", "id", "rawId", "response", "clientExtensionResults", "response.clientDataJSON", "response.attestationObject" })
        {
            var credential = Device.Create(options).Response;
            var parts = path.Split('.');
            (parts.Length == 1 ? credential : credential["response"]!.AsObject()).Remove(parts[^1]);
            (await browser.GiveAsync(Registration, verificationId, credential)).Expect(400, "guard.invalid_input");
        }

        var odd = Device.Create(options).Response;
        odd["type"] = "public-key";
        (await browser.GiveAsync(Registration, verificationId, odd)).Expect(400, "guard.invalid_input");
        odd["type"] = "WebAuthn";
        odd["response"]!["transports"] = new JsonArray("pigeon");
        (await browser.GiveAsync(Registration, verificationId, odd)).Expect(400, "guard.invalid_input");
        odd["response"]!.AsObject().Remove("transports");
        odd["unknown"] = "member";
        (await browser.GiveAsync(Registration, verificationId, odd)).Expect(200);
    }

    [Fact(DisplayName = "Contract 8.4 step 1: passkey_preferred, until one is bound or the user skips")]
    public async Task A_passkey_is_preferred()
    {
        await SetPasskeySignInAsync();
        var (id, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        var refused = (await browser.SubmitAsync()).Expect(422, "user.passkey_preferred");
        Assert.False(refused.Json.TryGetProperty("data", out _));
        var (_, verificationId) = await MakeAsync(browser);
        (await browser.BindPasskeyAsync(verificationId)).Expect(204);
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal("WebAuthn", (await StoredAsync(id)).Type);
        // As passkey alone it says nothing of second factors.
        Assert.False((await Api.GetAnswerAsync($"/api/users/{id}/logto-configs")).Expect(200)["mfa"].TryGetProperty("enabled", out var enabled) && enabled.GetBoolean());

        var (_, other) = await Server.NewSignerAsync();
        var second = await IdentifiedAsync(other);
        (await second.SubmitAsync()).Expect(422, "user.passkey_preferred");
        (await second.PostAsync("/api/experience/profile/mfa/passkey-skipped")).Expect(204);
        (await second.SubmitAsync()).Expect(200);
    }

    [Fact(DisplayName = "Contract 8.3: whoever registers makes a passkey once the account exists, never while a password is replaced")]
    public async Task Registration_of_users()
    {
        await SetPasskeySignInAsync();
        var browser = await BegunAsync("Register");
        (await browser.AskAsync(Registration)).Expect(404, "session.identifier_not_found");
        var identity = (await browser.ChooseIdentityAsync(TestServer.Unique())).Expect(200)["verificationId"].GetString()!;
        (await browser.IdentifyAsync(identity)).Expect(201);
        (await browser.SubmitAsync()).Expect(422, "user.passkey_preferred");
        var (_, verificationId) = await MakeAsync(browser);
        (await browser.BindPasskeyAsync(verificationId)).Expect(204);
        (await browser.SubmitAsync()).Expect(200);

        var forgetful = await BegunAsync("ForgotPassword");
        (await forgetful.BindPasskeyAsync("unknown")).Expect(400, "session.not_supported_for_forgot_password");
    }

    [Fact(DisplayName = "Contract management 2.14: a passkey that is taken away is nobody's any more; with a user it goes too")]
    public async Task Removal()
    {
        var owner = await NewOwnerAsync();
        var factor = (await Api.GetAnswerAsync($"/api/users/{owner.Id}/mfa-verifications")).Json[0].GetProperty("id").GetString();
        (await Api.DeleteAnswerAsync($"/api/users/{owner.Id}/mfa-verifications/{factor}")).Expect(204);
        Assert.False(await IsIndexedAsync(owner.Id));
        var (_, username) = await Server.NewSignerAsync();
        var browser = await IdentifiedAsync(username);
        var (verificationId, options) = await browser.AskedAsync(Registration);
        (await browser.GiveAsync(Registration, verificationId, Device.Create(options, owner.Passkey))).Expect(200);

        var second = await NewOwnerAsync();
        Assert.True(await IsIndexedAsync(second.Id));
        (await Api.DeleteAnswerAsync($"/api/users/{second.Id}")).Expect(204);
        Assert.False(await IsIndexedAsync(second.Id));
    }

    private static JsonNode Made() => JsonNode.Parse("""{ "challenge": "AAAA", "rpId": "x", "rp": { "id": "x" }, "user": { "id": "AAAA" } }""")!;

    private Task<bool> IsIndexedAsync(string userId) => Server.InDatabaseAsync(db => db.UserPasskeys.AnyAsync(passkey => passkey.UserId == userId));
}
