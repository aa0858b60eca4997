using System.Buffers.Text;
using Gatehouse.Protocol.Tests.WebAuthn;
using Gatehouse.Server.Credentials.Passkeys;
using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.ExperienceApi.PasskeyCalls;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 4.6, 8.2 and 11.1: a passkey as second factor.</summary>
public sealed class WebAuthnAuthenticationTests(PasskeyServer passkeys) : PasskeyTest(passkeys)
{
    private const string Blocked = "session.verification_blocked_too_many_attempts";

    [Fact(DisplayName = "Contract 4.6: authenticationOptions, member for member")]
    public async Task The_options()
    {
        var owner = await NewOwnerAsync();
        var browser = await IdentifiedAsync(owner.Username);
        var answer = (await browser.AskAsync(Authentication)).Expect(200);
        Assert.Equal(["verificationId", "authenticationOptions"], answer.Json.EnumerateObject().Select(member => member.Name));
        var options = answer["authenticationOptions"];
        var challenge = options.GetProperty("challenge").GetString()!;
        Assert.Equal(32, Base64Url.DecodeFromChars(challenge).Length);
        Assert.Equal(
            $$"""{"challenge":"{{challenge}}","timeout":60000,"rpId":"{{Server.Address.Host}}","allowCredentials":[{"type":"public-key","id":"{{Base64Url.EncodeToString(owner.Passkey.Id)}}","transports":["internal","hybrid"]}],"userVerification":"required"}""",
            options.GetRawText());
        Assert.NotEqual(challenge, (await browser.AskAsync(Authentication)).Expect(200)["authenticationOptions"].GetProperty("challenge").GetString());
    }

    [Theory(DisplayName = "Contract 8.2, RFC 8176: a passkey satisfies the demand; amr names what was used")]
    [InlineData(-7, (byte)0, "pwd pop hwk mfa")]
    [InlineData(-257, (byte)0x18, "pwd pop swk mfa")]
    public async Task A_second_factor(int algorithm, byte flags, string amr)
    {
        var owner = await NewOwnerAsync(new Twist { Algorithm = algorithm, FlagsAdded = flags });
        var browser = new Browser(Server);
        browser.Headers.Add(("Origin", Origin));
        var interaction = await browser.EnterInteractionAsync();
        await browser.IdentifyByPasswordAsync(owner.Username);
        var refused = (await browser.SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
        Assert.Equal("""["WebAuthn"]""", refused["data"].GetProperty("availableFactors").GetRawText());
        (await browser.AskedAsync(Authentication)).ToString();
        (await browser.SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
        var before = Server.Clock.GetUtcNow().UtcDateTime;
        (await ShowAsync(browser, owner.Passkey, new Twist { FlagsAdded = flags })).Expect(200);
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal(amr, string.Join(' ', (await Server.LoginAsync(interaction))!.Amr));
        var stored = await StoredAsync(owner.Id);
        Assert.Equal(1, stored.Counter);
        Assert.True(stored.LastUsedAt >= before);
        Assert.True((await Api.GetAnswerAsync($"/api/users/{owner.Id}/mfa-verifications")).Json[0].TryGetProperty("lastUsedAt", out _));
    }

    [Fact(DisplayName = "Contract 4.6: 400 webauthn_verification_not_found for a user without passkey")]
    public async Task A_user_without_passkey()
    {
        var (_, username) = await Server.NewSignerAsync();
        (await (await IdentifiedAsync(username)).AskAsync(Authentication)).Expect(400, "session.mfa.webauthn_verification_not_found");
    }

    [Fact(DisplayName = "Contract 4.6: a record that is none, of another user, or answered already")]
    public async Task Records()
    {
        var owner = await NewOwnerAsync();
        var browser = new Browser(Server);
        browser.Headers.Add(("Origin", Origin));
        var interaction = await browser.EnterInteractionAsync();
        await browser.IdentifyByPasswordAsync(owner.Username);
        var (verificationId, options) = await browser.AskedAsync(Authentication);
        var credential = Device.Get(options, owner.Passkey);
        (await browser.GiveAsync(Authentication, "unknown", credential)).Expect(404, "session.verification_session_not_found");
        (await browser.GiveAsync(Authentication, verificationId, credential)).Expect(200);
        (await browser.GiveAsync(Authentication, verificationId, credential)).Expect(400, "session.mfa.pending_info_not_found");

        var challenge = PasskeyChallenge.New(Server.Address.Host);
        var others = await Server.PlaceAsync(interaction, new WebAuthnVerification(Identifier.Long(), "somebodyelse", IsRegistration: false) { Challenge = challenge });
        (await browser.GiveAsync(Authentication, others, credential)).Expect(404, "session.identity_conflict");
        others = await Server.PlaceAsync(interaction, new WebAuthnVerification(Identifier.Long(), "somebodyelse", IsRegistration: true) { Challenge = challenge });
        (await browser.GiveAsync(Registration, others, Device.Create(Made(options)).Response)).Expect(404, "session.verification_session_not_found");
        Assert.DoesNotContain(challenge.Value, (await browser.StateAsync()).Json.GetRawText(), StringComparison.Ordinal);
        (await browser.IdentifyAsync(others)).Expect(422, "user.sign_in_method_not_enabled");
    }

    [Fact(DisplayName = "Contract 4.6: every answer that is not the passkey's own is refused and changes nothing")]
    public async Task Failures()
    {
        var (owner, other) = (await NewOwnerAsync(), await NewOwnerAsync());
        var browser = await IdentifiedAsync(owner.Username);
        var (verificationId, options) = await browser.AskedAsync(Authentication);
        Twist[] twists =
        [
            new() { Type = "webauthn.create" }, new() { Challenge = "b3RoZXI" }, new() { Origin = "https://evil.example" }, new() { RpId = "evil.example" }, new() { IsCrossOrigin = true },
            new() { TopOrigin = Origin }, new() { FlagsTaken = 0x01 }, new() { FlagsTaken = 0x04 }, new() { FlagsAdded = 0x08 }, new() { FlagsAdded = 0x10 }, new() { LeftOver = [0] },
            new() { UserHandle = [1, 2, 3] }, new() { CredentialId = other.Passkey.Id },
        ];
        foreach (var twist in twists)
            Assert.True((await browser.GiveAsync(Authentication, verificationId, Device.Get(options, owner.Passkey, twist))).Expect(400, Failed)["data"].GetProperty("message").GetString()!.Length > 10);
        (await browser.GiveAsync(Authentication, verificationId, Device.Get(options, other.Passkey))).Expect(400, Failed);
        var forged = Device.Get(options, owner.Passkey);
        forged["response"]!["signature"] = "AAAA";
        (await browser.GiveAsync(Authentication, verificationId, forged)).Expect(400, Failed);
        (await browser.GiveAsync(Authentication, verificationId, new SoftwareAuthenticator("https://other.test").Get(options, owner.Passkey), ("Host", "other.test"), ("Origin", "https://other.test")))
            .Expect(400, Failed);
        Assert.Equal(0, (await StoredAsync(owner.Id)).Counter);
        (await browser.SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
        // The question is still there.
        (await browser.GiveAsync(Authentication, verificationId, Device.Get(options, owner.Passkey))).Expect(200);
        (await browser.SubmitAsync()).Expect(200);
    }

    [Fact(DisplayName = "WebAuthn section 6.1.1: a counter that does not grow is refused; whoever never counts may go on")]
    public async Task Counters()
    {
        var owner = await NewOwnerAsync();
        var browser = await IdentifiedAsync(owner.Username);
        (await ShowAsync(browser, owner.Passkey, new Twist { Count = 7 })).Expect(200);
        (await ShowAsync(browser, owner.Passkey, new Twist { Count = 7 })).Expect(400, Failed);
        (await ShowAsync(browser, owner.Passkey, new Twist { Count = 6 })).Expect(400, Failed);
        (await ShowAsync(browser, owner.Passkey, new Twist { Count = 0 })).Expect(400, Failed);
        (await ShowAsync(browser, owner.Passkey, new Twist { Count = 8 })).Expect(200);
        Assert.Equal(8, (await StoredAsync(owner.Id)).Counter);

        var synced = await NewOwnerAsync();
        synced.Passkey.CountsUses = false;
        var other = await IdentifiedAsync(synced.Username);
        (await ShowAsync(other, synced.Passkey)).Expect(200);
        (await ShowAsync(other, synced.Passkey)).Expect(200);
    }

    [Fact]
    public async Task Of_fifty_answers_at_once_one_is_taken_and_none_counts_as_a_guess()
    {
        var owner = await NewOwnerAsync();
        owner.Passkey.CountsUses = false;
        await SetAsync(sentinel: """{"maxAttempts":100}""");
        var browser = await IdentifiedAsync(owner.Username);
        var (verificationId, options) = await browser.AskedAsync(Authentication);
        var credential = Device.Get(options, owner.Passkey);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => browser.GiveAsync(Authentication, verificationId, credential)));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(400, "session.mfa.pending_info_not_found"));
        await SetAsync(sentinel: """{"maxAttempts":1}""");
        (await ShowAsync(browser, owner.Passkey)).Expect(200);
    }

    [Fact(DisplayName = "WebAuthn section 6.1.1: of two sign-ins that show one count at the same time, one gets through")]
    public async Task One_count_in_several_interactions()
    {
        var owner = await NewOwnerAsync();
        var asked = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            var browser = await IdentifiedAsync(owner.Username);
            return (Browser: browser, Question: await browser.AskedAsync(Authentication));
        }));
        var given = asked.Select(each => (each.Browser, each.Question.VerificationId, Credential: Device.Get(each.Question.Options, owner.Passkey, new Twist { Count = 5 }))).ToList();
        var answers = await Task.WhenAll(given.Select(each => each.Browser.GiveAsync(Authentication, each.VerificationId, each.Credential)));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(400, Failed));
        Assert.Equal(5, (await StoredAsync(owner.Id)).Counter);
    }

    [Fact(DisplayName = "Contract 11.1: failures are counted by the user, in a pool of their own")]
    public async Task Lockout()
    {
        var owner = await NewOwnerAsync();
        await SetAsync(sentinel: """{"maxAttempts":3}""");
        var browser = await IdentifiedAsync(owner.Username);
        (await ShowAsync(browser, owner.Passkey, new Twist { RpId = "x" })).Expect(400, Failed);
        (await ShowAsync(browser, owner.Passkey, new Twist { RpId = "x" })).Expect(400, Failed);
        // In another interaction too.
        var second = await IdentifiedAsync(owner.Username);
        (await ShowAsync(second, owner.Passkey, new Twist { RpId = "x" })).Expect(400, Blocked);
        (await ShowAsync(browser, owner.Passkey)).Expect(400, Blocked);
        // Passwords are another pool.
        var third = await IdentifiedAsync(owner.Username);
        (await third.SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
        Server.Clock.Advance(TimeSpan.FromMinutes(61));
        var later = await IdentifiedAsync(owner.Username);
        (await ShowAsync(later, owner.Passkey)).Expect(200);
        (await later.SubmitAsync()).Expect(200);
    }

    [Fact(DisplayName = "Contract 8.2: a passkey that was taken away meanwhile shows nothing")]
    public async Task A_factor_that_went()
    {
        var owner = await NewOwnerAsync();
        var browser = await IdentifiedAsync(owner.Username);
        (await ShowAsync(browser, owner.Passkey)).Expect(200);
        var second = await IdentifiedAsync(owner.Username);
        (await ShowAsync(second, owner.Passkey)).Expect(200);
        var (other, verificationId) = await MakeAsync(second);
        (await second.BindAsync(verificationId)).Expect(204);
        (await second.SubmitAsync()).Expect(200);
        var factor = (await Api.GetAnswerAsync($"/api/users/{owner.Id}/mfa-verifications")).Json[0].GetProperty("id").GetString();
        (await Api.DeleteAnswerAsync($"/api/users/{owner.Id}/mfa-verifications/{factor}")).Expect(204);
        (await browser.SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
        (await ShowAsync(browser, owner.Passkey)).Expect(400, Failed);
        (await ShowAsync(browser, other)).Expect(200);
        (await browser.SubmitAsync()).Expect(200);
    }

    [Fact(DisplayName = "Contract 14: keys of the audit log, which holds no challenge")]
    public async Task Audit()
    {
        var owner = await NewOwnerAsync();
        var browser = new Browser(Server);
        browser.Headers.Add(("Origin", Origin));
        var interaction = await browser.EnterInteractionAsync();
        await browser.IdentifyByPasswordAsync(owner.Username);
        var (verificationId, options) = await browser.AskedAsync(Authentication);
        (await browser.GiveAsync(Authentication, verificationId, Device.Get(options, owner.Passkey, new Twist { RpId = "x" }))).Expect(400, Failed);
        (await browser.GiveAsync(Authentication, verificationId, Device.Get(options, owner.Passkey))).Expect(200);
        var (_, made) = await MakeAsync(browser);
        (await browser.BindAsync(made)).Expect(204);
        var rows = (await Server.StepsAsync(interaction.Id)).Skip(3).ToList();
        Assert.Equal(
            ["WebAuthn.Create", "WebAuthn.Submit", "WebAuthn.Submit", "WebAuthn.Create", "WebAuthn.Submit"],
            rows.Where(row => row.Key.Contains("Verification", StringComparison.Ordinal)).Select(row => row.Key["Interaction.SignIn.Verification.".Length..]));
        Assert.Equal("Interaction.SignIn.BindMfa.WebAuthn.Submit", rows[^1].Key);
        Assert.Equal(Failed, rows[1].Payload.ToElement().GetProperty("error").GetProperty("code").GetString());
        Assert.All(rows, row => Assert.DoesNotContain((string)options["challenge"]!, row.Payload.Text, StringComparison.Ordinal));
    }

    private static System.Text.Json.Nodes.JsonNode Made(System.Text.Json.Nodes.JsonNode options)
    {
        var copy = options.DeepClone();
        copy["rp"] = new System.Text.Json.Nodes.JsonObject { ["id"] = "x" };
        copy["user"] = new System.Text.Json.Nodes.JsonObject { ["id"] = "AAAA" };
        return copy;
    }
}
