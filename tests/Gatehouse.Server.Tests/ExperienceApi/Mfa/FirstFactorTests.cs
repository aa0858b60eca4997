using System.Text.Json.Serialization;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Gatehouse.Server.Tests.ExperienceApi.ExperienceCalls;

namespace Gatehouse.Server.Tests.ExperienceApi.Mfa;

/// <summary>
/// contract/experience-api.md 8.2, issue 10, reliability.md 28, 40 and 65: no way to say who one is leads around the second factor, under no
/// policy, and nothing that the browser sends does.
/// </summary>
public sealed class FirstFactorTests(MfaServer mfa) : MfaTest(mfa)
{
    /// <summary>Every kind of record that identifies.</summary>
    private static readonly string[] Ways =
        ["password by username", "password by email", "password by phone", "email code", "phone code", "one-time token", "social", "social that links by email", "new password after a reset"];

    private static readonly string[] Policies =
        ["UserControlled", "Mandatory", "PromptOnlyAtSignIn", "PromptAtSignInAndSignUp", "NoPrompt", "PromptAtSignInAndSignUpMandatory", "PromptOnlyAtSignInMandatory"];

    /// <summary>Records that identify nobody, and those that stand for two factors (section 8.2).</summary>
    private static readonly string[] WaysWithout =
        ["MfaEmailVerificationCode", "MfaPhoneVerificationCode", "Totp", "BackupCode", "WebAuthn", "NewPasswordIdentity", "SignInPasskey", "EnterpriseSso"];

    [Fact(DisplayName = "Every first factor × every policy: who has a second factor shows it")]
    public async Task Every_first_factor_and_every_policy()
    {
        var provider = await Server.NewProviderAsync(TestServer.Unique("t"));
        foreach (var policy in Policies)
        {
            // Adaptive rules are on where the policy belongs to them: the score is a robot's.
            var isAdaptive = policy is "PromptAtSignInAndSignUpMandatory" or "PromptOnlyAtSignInMandatory";
            await SetAsync("Totp", policy, isAdaptive: isAdaptive);
            foreach (var way in Ways)
            {
                var user = await NewPersonAsync(provider);
                var browser = new Browser(Server);
                if (isAdaptive) browser.Headers.Add(("x-logto-cf-bot-score", "1"));
                var interaction = await browser.EnterInteractionAsync();
                (await browser.BeginAsync()).Expect(204);
                await IdentifyAsync(browser, interaction, user, way, provider);
                var demanded = await browser.SubmitAsync();
                Assert.True(demanded.Code == "session.mfa.require_mfa_verification", $"{way}, {policy}: {demanded.Status} {demanded.Text}");
                Assert.Null(await Server.LoginAsync(interaction));
                foreach (var interactionEvent in (string[])["Register", "SignIn"])
                {
                    (await browser.TurnAsync(interactionEvent)).Expect(204);
                    (await browser.SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
                }

                // Nor do the answers to other questions, nor a factor that is bound in the way of it.
                await browser.SayAsync("mfa-skipped");
                (await browser.SayAsync("mfa-enabled")).Expect(403);
                (await browser.PostAsync("/api/experience/submit", new { skipMfa = true, mfa = new { mfaSkipped = true }, skipMfaOnSignIn = true })).Expect(403);
                (await browser.GiveTotpAsync(Code(user.Secret))).Expect(200);
                var passed = await browser.SubmitAsync();
                Assert.True((int)passed.Status == 200, $"{way}, {policy}: {passed.Text}");
                Assert.Equal(user.Id, (await Server.LoginAsync(interaction))!.AccountId);
            }
        }
    }

    [Fact]
    public void Every_kind_of_record_is_walked_or_known_to_identify_nobody()
    {
        string[] walked = ["Password", "EmailVerificationCode", "PhoneVerificationCode", "OneTimeToken", "Social"];
        var known = typeof(VerificationRecord).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false)
            .Cast<JsonDerivedTypeAttribute>().Select(attribute => (string)attribute.TypeDiscriminator!);
        Assert.Empty(known.Except(walked).Except(WaysWithout));
    }

    [Fact(DisplayName = "reliability.md 65: binding a social account on the way shows no second factor")]
    public async Task Binding_an_account_shows_nothing()
    {
        await SetAsync("Totp", "UserControlled");
        var provider = await Server.NewProviderAsync(TestServer.Unique("t"));
        var user = await NewPersonAsync(provider);
        var (browser, interaction) = await Browser.BegunAsync(Server);
        await browser.IdentifyByPasswordAsync(user.Username);
        (await browser.AddVerifiedAsync("social", await Server.PlaceAsync(interaction, StateRows.Social(provider, TestServer.Unique())))).Expect(204);
        (await browser.SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
    }

    [Fact(DisplayName = "A forgotten password signs nobody in: the second factor is asked for afterwards")]
    public async Task A_reset_signs_nobody_in()
    {
        await SetAsync("Totp", "UserControlled");
        var user = await NewPersonAsync(null);
        var (browser, interaction) = await Browser.BegunAsync(Server, "ForgotPassword");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, StateRows.EmailCode(user.Email)))).Expect(204);
        (await browser.PutAsync("/api/experience/profile/password", new { password = FreshPassword })).Expect(204);
        (await browser.SubmitAsync()).Expect(204);
        Assert.Null(await Server.LoginAsync(interaction));
        Assert.Equal(0, await Server.InDatabaseAsync(db => db.Sessions.CountAsync(session => session.UserId == user.Id)));
    }

    [Fact(DisplayName = "An invitation sets a password and signs in nobody who has a second factor")]
    public async Task An_invitation_stops_before_the_second_factor()
    {
        await SetAsync("Totp", "NoPrompt");
        var user = await NewPersonAsync(null);
        var link = (await Api.PostAnswerAsync($"/api/users/{user.Id}/invitation", new { sendMessage = false })).Expect(201)["link"].GetString()!;
        var browser = new Browser(Server);
        (await (await Page.OpenAsync(browser, link)).PostAsync(("password", FreshPassword), ("again", FreshPassword))).Expect(303);
        Assert.Null(browser.Cookie("_session"));
    }

    private async Task<Person> NewPersonAsync(string? provider)
    {
        var (username, email, phone) = (TestServer.Unique(), TestServer.Unique() + "@reader.example", "82101" + Random.Shared.Next(1000000, 9999999));
        var id = (await Api.NewUserAsync(new { username, primaryEmail = email, primaryPhone = phone, passwordDigest = Digest, passwordAlgorithm = "Argon2id" })).Id;
        var account = TestServer.Unique();
        if (provider is not null)
        {
            var target = (await Api.GetAnswerAsync("/api/connectors/" + provider)).Expect(200)["metadata"].GetProperty("target").GetString()!;
            (await Api.PutAnswerAsync($"/api/users/{id}/identities/{target}", new { userId = account })).Expect(201);
        }

        (await Api.PatchAnswerAsync($"/api/users/{id}/logto-configs", new { mfa = new { enabled = true, skipped = true } })).Expect(200);
        return new Person(id, username, email, phone, account, await AddTotpAsync(id));
    }

    private async Task IdentifyAsync(Browser browser, Interaction interaction, Person user, string way, string provider)
    {
        if (way == "new password after a reset")
        {
            (await browser.BeginAsync("ForgotPassword")).Expect(204);
            (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, StateRows.EmailCode(user.Email)))).Expect(204);
            (await browser.PutAsync("/api/experience/profile/password", new { password = FreshPassword })).Expect(204);
            (await browser.SubmitAsync()).Expect(204);
            (await browser.BeginAsync()).Expect(204);
            (await browser.IdentifyAsync((await browser.GivePasswordAsync(user.Username, FreshPassword)).Expect(200)["verificationId"].GetString()!)).Expect(204);
            return;
        }

        var verificationId = way switch
        {
            "password by username" => await PasswordAsync(user.Username, "username"),
            "password by email" => await PasswordAsync(user.Email, "email"),
            "password by phone" => await PasswordAsync(user.Phone, "phone"),
            "email code" => await Server.PlaceAsync(interaction, StateRows.EmailCode(user.Email)),
            "phone code" => await Server.PlaceAsync(interaction, StateRows.PhoneCode(user.Phone)),
            "one-time token" => await Server.PlaceAsync(interaction, StateRows.Token(user.Email)),
            "social" => await Server.PlaceAsync(interaction, StateRows.Social(provider, user.Account)),
            _ => await Server.PlaceAsync(interaction, StateRows.Social(provider, TestServer.Unique(), user.Email)),
        };
        (await browser.PostAsync("/api/experience/identification", new { verificationId, linkSocialIdentity = true })).Expect(204);

        async Task<string> PasswordAsync(string value, string type) => (await browser.GivePasswordAsync(value, type: type)).Expect(200)["verificationId"].GetString()!;
    }

    private sealed record Person(string Id, string Username, string Email, string Phone, string Account, string Secret);
}
