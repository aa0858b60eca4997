using System.Buffers.Text;
using System.Text.Json.Nodes;
using Gatehouse.Protocol.Tests.WebAuthn;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.AccountApi;

/// <summary>contract/account-api.md 8 and 11: passkeys.</summary>
public sealed class AccountPasskeyTests(AccountServer accounts) : AccountTest(accounts)
{
    private const string Factors = "/api/my-account/mfa-verifications";
    private const string Registration = "/api/verifications/web-authn/registration";
    private const string Failed = "session.mfa.webauthn_verification_failed";

    private string Origin => Server.Address.GetLeftPart(UriPartial.Authority);

    private SoftwareAuthenticator Device => new(Origin);

    /// <summary>At a page of the server.</summary>
    private async Task<AccountUser> NewOwnerAsync()
    {
        var user = await NewVerifiedAsync();
        user.Headers.Add(("Origin", Origin));
        user.Headers.Add(("User-Agent", "account-tests/1.0"));
        return user;
    }

    [Fact(DisplayName = "Contract 8, 11: a passkey is made, bound under a name, shown, named anew and taken away")]
    public async Task A_passkey()
    {
        var user = await NewOwnerAsync();
        var asked = (await user.PostAsync(Registration)).Expect(200);
        Assert.Equal(["verificationRecordId", "registrationOptions", "expiresAt"], Members(asked.Json));
        Assert.Equal(
            ["rp", "user", "challenge", "pubKeyCredParams", "timeout", "excludeCredentials", "authenticatorSelection", "attestation", "extensions"], Members(asked["registrationOptions"]));
        Assert.Equal(Server.Address.Host, asked["registrationOptions"].GetProperty("rp").GetProperty("id").GetString());
        var id = asked["verificationRecordId"].GetString()!;
        (await BindAsync(user, id)).Expect(400, NoRecord);
        var (passkey, credential) = Device.Create(OptionsOf(asked));
        Assert.Equal($$"""{"verificationRecordId":"{{id}}"}""", (await GiveAsync(user, id, credential)).Expect(200).Text);
        (await GiveAsync(user, id, credential)).Expect(400, "session.mfa.pending_info_not_found");
        (await BindAsync(user, id, "My key")).Expect(204);
        (await BindAsync(user, id, "My key")).Expect(400, NoRecord);

        var factor = Assert.Single((await user.GetAsync(Factors)).Expect(200).Json.EnumerateArray());
        Assert.Equal(["id", "createdAt", "type", "agent", "name"], Members(factor));
        Assert.Equal(("WebAuthn", "account-tests/1.0", "My key"), (factor.GetProperty("type").GetString(), factor.GetProperty("agent").GetString(), factor.GetProperty("name").GetString()));
        Assert.True((await user.GetAsync("/api/my-account/logto-configs")).Expect(200)["mfa"].GetProperty("enabled").GetBoolean());
        var again = (await user.PostAsync(Registration)).Expect(200);
        Assert.Equal(Base64Url.EncodeToString(passkey.Id), again["registrationOptions"].GetProperty("excludeCredentials")[0].GetProperty("id").GetString());

        var path = $"{Factors}/{factor.GetProperty("id").GetString()}";
        Assert.Equal("OK", (await user.PatchAsync(new { name = "Its new name" }, path + "/name")).Expect(200).Text);
        (await user.PatchAsync(new { }, path + "/name")).Expect(400, "guard.invalid_input");
        Assert.Equal("Its new name", (await user.GetAsync(Factors)).Json[0].GetProperty("name").GetString());
        (await user.DeleteAsync(path)).Expect(204);
        (await user.DeleteAsync(path)).Expect(400, NoRecord);
        // It is nobody's any more.
        await BoundAsync(user, passkey);
    }

    [Fact(DisplayName = "Contract 8: a user may have several; a credential belongs to one user")]
    public async Task Several_passkeys()
    {
        var (user, other) = (await NewOwnerAsync(), await NewOwnerAsync());
        var shared = SoftwarePasskey.New(Server.Address.Host, [1]);
        await BoundAsync(user);
        await BoundAsync(user, shared);
        Assert.Equal(2, (await user.GetAsync(Factors)).Json.GetArrayLength());
        var asked = (await other.PostAsync(Registration)).Expect(200);
        (await GiveAsync(other, asked["verificationRecordId"].GetString()!, Device.Create(OptionsOf(asked), shared))).Expect(400, Failed);
    }

    [Fact(DisplayName = "Contract 11: what is not this user's question, or no good answer, is refused and nothing of it kept")]
    public async Task Failures()
    {
        var (user, other) = (await NewOwnerAsync(), await NewOwnerAsync());
        var asked = (await user.PostAsync(Registration)).Expect(200);
        var (id, options) = (asked["verificationRecordId"].GetString()!, OptionsOf(asked));
        (await GiveAsync(user, "unknown", Device.Create(options).Response)).Expect(400, NoRecord);
        (await GiveAsync(user, user.RecordId!, Device.Create(options).Response)).Expect(400, NoRecord);
        (await GiveAsync(other, id, Device.Create(options).Response)).Expect(400, NoRecord);
        Twist[] twists =
        [
            new() { Type = "webauthn.get" }, new() { Challenge = "b3RoZXI" }, new() { Origin = "https://evil.example" }, new() { RpId = "evil.example" }, new() { FlagsTaken = 0x01 },
            new() { FlagsTaken = 0x04 }, new() { LeftOver = [0] }, new() { CredentialId = [1] },
        ];
        foreach (var twist in twists)
            Assert.True((await GiveAsync(user, id, Device.Create(options, twist).Response)).Expect(400, Failed)["data"].GetProperty("message").GetString()!.Length > 10);
        var odd = Device.Create(options).Response;
        odd["type"] = "public-key";
        (await GiveAsync(user, id, odd)).Expect(400, "guard.invalid_input");

        // A page of another host, and one that the browser does not name.
        user.Headers.RemoveAll(header => header.Name == "Origin");
        (await GiveAsync(user, id, Device.Create(options).Response)).Expect(400, Failed);
        user.Headers.Add(("Origin", "https://shop.example"));
        (await GiveAsync(user, id, new SoftwareAuthenticator("https://shop.example").Create(options).Response)).Expect(400, Failed);
        await SetAsync(origins: """["https://shop.example"]""");
        (await GiveAsync(user, id, new SoftwareAuthenticator("https://shop.example").Create(options).Response)).Expect(200);
        (await BindAsync(other, id)).Expect(400, NoRecord);
        Server.Clock.Advance(TimeSpan.FromMinutes(11));
        await user.VerifyAsync();
        (await BindAsync(user, id)).Expect(400, NoRecord);
        Assert.Equal("[]", (await user.GetAsync(Factors)).Text);
    }

    [Fact]
    public async Task Of_fifty_answers_at_once_one_is_taken_and_bound_once()
    {
        var user = await NewOwnerAsync();
        var asked = (await user.PostAsync(Registration)).Expect(200);
        var (id, options) = (asked["verificationRecordId"].GetString()!, OptionsOf(asked));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => GiveAsync(user, id, Device.Create(options).Response)));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(400, "session.mfa.pending_info_not_found"));
        answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => BindAsync(user, id)));
        Assert.Single(answers, answer => (int)answer.Status == 204);
        Assert.All(answers.Where(answer => (int)answer.Status != 204), answer => answer.Expect(400, NoRecord));
        Assert.Single((await user.GetAsync(Factors)).Json.EnumerateArray());
    }

    [Fact(DisplayName = "Contract 8: where passkeys only sign in they can be bound, and say nothing of second factors")]
    public async Task Passkeys_for_signing_in()
    {
        var user = await NewOwnerAsync();
        await SetAsync(factors: "");
        var id = await MadeAsync(user);
        (await BindAsync(user, id)).Expect(400, "session.mfa.mfa_factor_not_enabled");
        await SetAsync(factors: "", passkeySignIn: """{"enabled":true}""");
        (await BindAsync(user, id)).Expect(204);
        Assert.False((await user.GetAsync("/api/my-account/logto-configs")).Expect(200)["mfa"].TryGetProperty("enabled", out _));
        Assert.True(await Server.InDatabaseAsync(db => db.UserPasskeys.AnyAsync(row => row.UserId == user.Id)));
    }

    [Fact(DisplayName = "Contract 8, experience 4.6: the passkey is the second factor of the next sign-in")]
    public async Task It_is_a_second_factor()
    {
        var user = await NewOwnerAsync();
        var passkey = await BoundAsync(user);
        var browser = new Browser(Server);
        browser.Headers.Add(("Origin", Origin));
        await browser.EnterInteractionAsync();
        await browser.IdentifyByPasswordAsync(user.Username!);
        (await browser.SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
        var (id, options) = await browser.AskedAsync(PasskeyCalls.Authentication);
        (await browser.GiveAsync(PasskeyCalls.Authentication, id, Device.Get(options, passkey))).Expect(200);
        (await browser.SubmitAsync()).Expect(200);
        Assert.Contains("lastUsedAt", Members((await user.GetAsync(Factors)).Json[0]));
    }

    private static JsonNode OptionsOf(Answer asked) => JsonNode.Parse(asked["registrationOptions"].GetRawText())!;

    private static Task<Answer> GiveAsync(AccountUser user, string verificationRecordId, JsonNode payload) =>
        user.PostAsync(Registration + "/verify", new JsonObject { ["verificationRecordId"] = verificationRecordId, ["payload"] = payload.DeepClone() }.ToJsonString());

    private static Task<Answer> BindAsync(AccountUser user, string recordId, string? name = null) => user.PostAsync(
        Factors, name is null ? new { type = "WebAuthn", newIdentifierVerificationRecordId = recordId } : new { type = "WebAuthn", newIdentifierVerificationRecordId = recordId, name });

    private async Task<string> MadeAsync(AccountUser user, SoftwarePasskey? passkey = null)
    {
        var asked = (await user.PostAsync(Registration)).Expect(200);
        var id = asked["verificationRecordId"].GetString()!;
        (await GiveAsync(user, id, passkey is null ? Device.Create(OptionsOf(asked)).Response : Device.Create(OptionsOf(asked), passkey))).Expect(200);
        return id;
    }

    private async Task<SoftwarePasskey> BoundAsync(AccountUser user, SoftwarePasskey? passkey = null)
    {
        passkey ??= SoftwarePasskey.New(Server.Address.Host, System.Text.Encoding.UTF8.GetBytes(user.Id));
        (await BindAsync(user, await MadeAsync(user, passkey))).Expect(204);
        return passkey;
    }
}
