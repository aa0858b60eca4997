using Gatehouse.Protocol.Tests.WebAuthn;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using static Gatehouse.Server.Tests.ExperienceApi.PasskeyCalls;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 4.7, 5 and 8.2: a passkey says who the user is.</summary>
public sealed class PasskeySignInTests(PasskeyServer passkeys) : PasskeyTest(passkeys)
{
    [Fact(DisplayName = "Contract 3: the preflight needs no state; its options name nobody")]
    public async Task The_preflight()
    {
        var browser = await EnteredAsync();
        var answer = (await browser.PostAsync("/api/experience/preflight/sign-in-passkey/authentication")).Expect(200);
        Assert.Equal(["authenticationOptions"], answer.Json.EnumerateObject().Select(member => member.Name));
        var challenge = answer["authenticationOptions"].GetProperty("challenge").GetString();
        Assert.Equal(
            $$"""{"challenge":"{{challenge}}","timeout":60000,"rpId":"{{Server.Address.Host}}","allowCredentials":[],"userVerification":"required"}""", answer["authenticationOptions"].GetRawText());
        (await browser.GetAsync("/api/experience/interaction")).Expect(404, "session.interaction_not_found");
        (await new Browser(Server).PostAsync("/api/experience/preflight/sign-in-passkey/authentication")).Expect(400, "session.not_found");
    }

    [Theory(DisplayName = "Contract 4.7 and 8.2: a prepared passkey signs in alone, and a start keeps what was prepared")]
    [InlineData((byte)0, "pop hwk mfa")]
    [InlineData((byte)0x18, "pop swk mfa")]
    public async Task A_passkey_signs_in(byte flags, string amr)
    {
        var owner = await NewOwnerAsync(new Twist { FlagsAdded = flags });
        await SetAsync(mfa: """{"factors":["WebAuthn","Totp"],"policy":"PromptAtSignInAndSignUp"}""", passkeySignIn: """{"enabled":true}""", captcha: """{"enabled":true}""");
        var browser = new Browser(Server);
        browser.Headers.Add(("Origin", Origin));
        var interaction = await browser.EnterInteractionAsync();
        var options = await browser.PrepareAsync();
        (await browser.BeginAsync()).Expect(204);
        (await browser.BeginAsync()).Expect(204);
        var verificationId = (await browser.GiveAsync(ByPasskey, null, Device.Get(options, owner.Passkey, new Twist { FlagsAdded = flags }))).Expect(200)["verificationId"].GetString()!;
        var state = await browser.StateAsync();
        Assert.Equal(
            $$"""[{"id":"{{verificationId}}","type":"SignInPasskey","userId":"{{owner.Id}}","verified":true}]""", state["verificationRecords"].GetRawText());
        Assert.Equal("""{"verified":false,"skipped":true}""", state["captcha"].GetRawText());
        (await browser.IdentifyAsync(verificationId)).Expect(204);
        var submitted = await browser.SubmitAsync();
        if ((int)submitted.Status == 422)
        {
            submitted.Expect(422, "session.mfa.suggest_additional_mfa");
            Assert.True(submitted["data"].GetProperty("isWebAuthnUsedAsSignInPasskey").GetBoolean());
            (await browser.PostAsync("/api/experience/profile/mfa/mfa-suggestion-skipped")).Expect(204);
            submitted = await browser.SubmitAsync();
        }

        submitted.Expect(200);
        var login = (await Server.LoginAsync(interaction))!;
        Assert.Equal((owner.Id, amr), (login.AccountId, string.Join(' ', login.Amr)));
        Assert.Equal(1, (await StoredAsync(owner.Id)).Counter);
    }

    [Theory(DisplayName = "Contract 4.7: identifier first")]
    [InlineData("username")]
    [InlineData("email")]
    public async Task Identifier_first(string type)
    {
        var owner = await NewOwnerAsync();
        var email = owner.Username + "@reader.example";
        (await Api.PatchAnswerAsync($"/api/users/{owner.Id}", new { primaryEmail = email })).Expect(200);
        await SetPasskeySignInAsync();
        var browser = await BegunAsync();
        var answer = (await browser.AskOwnerAsync(type == "email" ? email.ToUpperInvariant() : owner.Username, type)).Expect(200);
        Assert.Equal(["verificationId", "authenticationOptions"], answer.Json.EnumerateObject().Select(member => member.Name));
        var (verificationId, options) = await browser.AskedAsync(ByPasskey, new { identifier = new { type, value = type == "email" ? email : owner.Username } });
        Assert.Single(options["allowCredentials"]!.AsArray());
        (await browser.IdentifyAsync(verificationId)).Expect(400, "session.verification_failed");
        // Where the user was named, the authenticator need not.
        (await browser.GiveAsync(ByPasskey, verificationId, Device.Get(options, owner.Passkey, new Twist { LeavesUserOut = true }))).Expect(200);
        (await browser.IdentifyAsync(verificationId)).Expect(204);
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal(owner.Id, (await browser.StateAsync())["userId"].GetString());
    }

    [Fact(DisplayName = "Contract 4.7: 400 webauthn_verification_not_found for nobody and for a user without passkey")]
    public async Task Nobody()
    {
        await SetPasskeySignInAsync();
        var browser = await BegunAsync();
        (await browser.AskOwnerAsync(TestServer.Unique())).Expect(400, "session.mfa.webauthn_verification_not_found");
        (await browser.AskOwnerAsync((await Server.NewSignerAsync()).Username)).Expect(400, "session.mfa.webauthn_verification_not_found");
        (await browser.AskOwnerAsync("x", "pigeon")).Expect(400, "guard.invalid_input");
        (await (await EnteredAsync()).AskOwnerAsync("x")).Expect(404, "session.interaction_not_found");
    }

    [Fact(DisplayName = "Contract 4.7: the codes of verify, in order")]
    public async Task Refusals()
    {
        var (owner, other) = (await NewOwnerAsync(), await NewOwnerAsync());
        await SetPasskeySignInAsync();
        var browser = await BegunAsync();
        var stranger = SoftwarePasskey.New(Server.Address.Host, [1]);
        var options = System.Text.Json.Nodes.JsonNode.Parse("""{ "challenge": "AAAA" }""")!;
        // No preflight, no record.
        (await browser.GiveAsync(ByPasskey, null, Device.Get(options, owner.Passkey))).Expect(404, "session.verification_session_not_found");
        (await browser.GiveAsync(ByPasskey, "unknown", Device.Get(options, owner.Passkey))).Expect(404, "session.verification_session_not_found");

        options = await browser.PrepareAsync();
        (await browser.GiveAsync(ByPasskey, null, Device.Get(options, owner.Passkey), ("Host", "other.test"))).Expect(400, "session.passkey_sign_in.conflict_rp_id");
        (await browser.GiveAsync(ByPasskey, null, Device.Get(options, stranger))).Expect(400, "session.identifier_not_found");
        // A passkey that says nobody's or somebody else's name.
        (await browser.GiveAsync(ByPasskey, null, Device.Get(options, owner.Passkey, new Twist { LeavesUserOut = true }))).Expect(400, Failed);
        (await browser.GiveAsync(ByPasskey, null, Device.Get(options, owner.Passkey, new Twist { UserHandle = other.Passkey.UserHandle }))).Expect(400, Failed);
        foreach (var twist in (Twist[])[new() { Challenge = "AAAA" }, new() { Origin = "https://evil.example" }, new() { RpId = "evil.example" }, new() { FlagsTaken = 0x04 }, new() { Type = "webauthn.create" }])
            (await browser.GiveAsync(ByPasskey, null, Device.Get(options, owner.Passkey, twist))).Expect(400, Failed);
        var forged = Device.Get(options, owner.Passkey);
        forged["response"]!["signature"] = Device.Get(options, other.Passkey)["response"]!["signature"]!.DeepClone();
        (await browser.GiveAsync(ByPasskey, null, forged)).Expect(400, Failed);
        forged["rawId"] = "AAAA";
        (await browser.GiveAsync(ByPasskey, null, forged)).Expect(400, Failed);

        var (verificationId, asked) = await browser.AskedAsync(ByPasskey, new { identifier = new { type = "username", value = owner.Username } });
        (await browser.GiveAsync(ByPasskey, verificationId, Device.Get(asked, owner.Passkey), ("Host", "other.test"))).Expect(400, "session.passkey_sign_in.conflict_rp_id");
        (await browser.GiveAsync(ByPasskey, verificationId, Device.Get(asked, other.Passkey))).Expect(409, "session.identity_conflict");
        (await browser.GiveAsync(ByPasskey, verificationId, Device.Get(options, owner.Passkey))).Expect(400, Failed);
        (await browser.GiveAsync(ByPasskey, verificationId, Device.Get(asked, owner.Passkey))).Expect(200);
        (await browser.GiveAsync(ByPasskey, verificationId, Device.Get(asked, owner.Passkey))).Expect(400, "session.passkey_sign_in.pending_info_not_found");
        // What was prepared is still good, once.
        (await browser.GiveAsync(ByPasskey, null, Device.Get(options, owner.Passkey))).Expect(200);
        (await browser.GiveAsync(ByPasskey, null, Device.Get(options, owner.Passkey))).Expect(404, "session.verification_session_not_found");
    }

    [Fact(DisplayName = "Contract 4.7: no failure is counted")]
    public async Task No_lockout()
    {
        var owner = await NewOwnerAsync();
        await SetAsync(mfa: """{"factors":[],"policy":"NoPrompt"}""", passkeySignIn: """{"enabled":true}""", sentinel: """{"maxAttempts":1}""");
        var browser = await BegunAsync();
        var options = await browser.PrepareAsync();
        for (var tried = 0; tried < 3; tried++)
            (await browser.GiveAsync(ByPasskey, null, Device.Get(options, owner.Passkey, new Twist { RpId = "x" }))).Expect(400, Failed);
        (await browser.GiveAsync(ByPasskey, null, Device.Get(options, owner.Passkey))).Expect(200);
    }

    [Fact(DisplayName = "Contract 5 step 3: the tenant must offer it; whoever has an enterprise identity signs in there")]
    public async Task The_guard()
    {
        var owner = await NewOwnerAsync();
        await SetPasskeySignInAsync();
        var browser = await BegunAsync();
        var verificationId = (await browser.GiveAsync(ByPasskey, null, Device.Get(await browser.PrepareAsync(), owner.Passkey))).Expect(200)["verificationId"].GetString()!;
        await SetAsync();
        (await browser.IdentifyAsync(verificationId)).Expect(422, "user.sign_in_method_not_enabled");
        await SetPasskeySignInAsync();
        await Server.InDatabaseAsync(db =>
        {
            db.UserSsoIdentities.Add(new UserSsoIdentity
            {
                TenantId = "default", Id = owner.Id, UserId = owner.Id, Issuer = "https://idp.example", IdentityId = owner.Id, SsoConnectorId = "enterprise",
                Detail = Gatehouse.Server.Platform.Json.JsonText.EmptyObject, CreatedAt = Server.Clock.GetUtcNow().UtcDateTime, UpdatedAt = Server.Clock.GetUtcNow().UtcDateTime,
            });
            return db.SaveChangesAsync();
        });
        (await browser.IdentifyAsync(verificationId)).Expect(400, "session.passkey_sign_in.sso_users_not_allowed");
    }

    [Fact(DisplayName = "Contract 5: a passkey resets no password, registers nobody, and does not lead to suspended users")]
    public async Task Other_events()
    {
        var owner = await NewOwnerAsync();
        await SetPasskeySignInAsync();
        foreach (var (chosen, status, code) in ((string, int, string)[])[("ForgotPassword", 422, "session.not_supported_for_forgot_password"), ("Register", 400, "session.verification_failed")])
        {
            var browser = await BegunAsync(chosen);
            var id = (await browser.GiveAsync(ByPasskey, null, Device.Get(await browser.PrepareAsync(), owner.Passkey))).Expect(200)["verificationId"].GetString()!;
            (await browser.IdentifyAsync(id)).Expect(status, code);
        }

        (await Api.PatchAnswerAsync($"/api/users/{owner.Id}/is-suspended", new { isSuspended = true })).Expect(200);
        var late = await BegunAsync();
        var verificationId = (await late.GiveAsync(ByPasskey, null, Device.Get(await late.PrepareAsync(), owner.Passkey))).Expect(200)["verificationId"].GetString()!;
        (await late.IdentifyAsync(verificationId)).Expect(401, "user.suspended");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_fifty_answers_at_once_one_is_taken(bool isPrepared)
    {
        var owner = await NewOwnerAsync();
        owner.Passkey.CountsUses = false;
        await SetPasskeySignInAsync();
        var browser = await BegunAsync();
        var (verificationId, options) = isPrepared
            ? (null, await browser.PrepareAsync()) : await browser.AskedAsync(ByPasskey, new { identifier = new { type = "username", value = owner.Username } });
        var credential = Device.Get(options, owner.Passkey);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => browser.GiveAsync(ByPasskey, verificationId, credential)));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer =>
            answer.Expect(isPrepared ? 404 : 400, isPrepared ? "session.verification_session_not_found" : "session.passkey_sign_in.pending_info_not_found"));
    }

    [Fact(DisplayName = "WebAuthn section 6.1.1: of several sign-ins that show one count at the same time, one gets through")]
    public async Task One_count_in_several_interactions()
    {
        var owner = await NewOwnerAsync();
        await SetPasskeySignInAsync();
        var given = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            var browser = await BegunAsync();
            return (Browser: browser, Credential: Device.Get(await browser.PrepareAsync(), owner.Passkey, new Twist { Count = 5 }));
        }));
        var answers = await Task.WhenAll(given.Select(each => each.Browser.GiveAsync(ByPasskey, null, each.Credential)));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(400, Failed));
    }

    [Fact(DisplayName = "Contract 14: the preflight and the answer have entries")]
    public async Task Audit()
    {
        var owner = await NewOwnerAsync();
        await SetPasskeySignInAsync();
        var browser = new Browser(Server);
        browser.Headers.Add(("Origin", Origin));
        var interaction = await browser.EnterInteractionAsync();
        var options = await browser.PrepareAsync();
        (await browser.BeginAsync()).Expect(204);
        (await browser.GiveAsync(ByPasskey, null, Device.Get(options, owner.Passkey))).Expect(200);
        var keys = (await Server.StepsAsync(interaction.Id)).Select(row => row.Key);
        Assert.Equal(["Interaction.SignIn.Verification.SignInPasskey.Create", "Interaction.SignIn.Create", "Interaction.SignIn.Verification.SignInPasskey.Submit"], keys);
    }

    [Fact(DisplayName = "Contract 17: related origins are published, and passkeys used at them are taken")]
    public async Task Related_origins()
    {
        var owner = await NewOwnerAsync();
        await SetAsync(passkeySignIn: """{"enabled":true}""", relatedOrigins: """["https://shop.example"]""");
        Assert.Equal("""{"origins":["https://shop.example"]}""", (await Server.Anonymous.GetAnswerAsync("/.well-known/webauthn")).Expect(200).Json.GetRawText());
        var browser = await BegunAsync();
        var shop = new SoftwareAuthenticator("https://shop.example");
        (await browser.GiveAsync(ByPasskey, null, shop.Get(await browser.PrepareAsync(), owner.Passkey))).Expect(200);
        await SetAsync(passkeySignIn: """{"enabled":true}""");
        (await browser.GiveAsync(ByPasskey, null, shop.Get(await browser.PrepareAsync(), owner.Passkey))).Expect(400, Failed);
        // Whatever the request says of itself: an origin of another host is not believed.
        (await browser.GiveAsync(ByPasskey, null, shop.Get(await browser.PrepareAsync(), owner.Passkey), ("Origin", "https://shop.example"))).Expect(400, Failed);
    }
}
