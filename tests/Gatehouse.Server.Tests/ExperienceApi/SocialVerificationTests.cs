using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.ManagementApi.Connectors;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 4.3: the two calls of social sign-in, Google One Tap, and what they keep.</summary>
public sealed class SocialVerificationTests(ProviderServer fixture) : ProviderTest(fixture)
{
    private static object Google(bool isOneTapOn = true) => new { clientId = FakeProvider.ClientId, clientSecret = FakeProvider.ClientSecret, oneTap = new { isEnabled = isOneTapOn } };

    [Fact]
    public async Task The_test_connector_takes_whom_it_is_told()
    {
        var connector = await MockAsync();
        var browser = await BegunAsync();
        var asked = (await AskAsync(browser, connector, "some_state", "http://localhost/callback")).Expect(200);
        Assert.Equal("http://mock-social/?state=some_state&redirect_uri=http%3A%2F%2Flocalhost%2Fcallback&scope=email+profile", asked["authorizationUri"].GetString());
        Assert.Matches("^[0-9a-z]{21}$", asked["verificationId"].GetString());
        Assert.Equal(
            $$"""[{"id":"{{asked["verificationId"].GetString()}}","type":"Social","connectorId":"{{connector}}"}]""",
            (await browser.StateAsync())["verificationRecords"].GetRawText());

        var verified = (await VerifyAsync(browser, connector, new { code = "c", userId = "u1", email = "a@b.example", state = "some_state" }, asked["verificationId"].GetString())).Expect(200);
        Assert.Equal(asked.Text.Split("verificationId\":")[1], verified.Text.Split("verificationId\":")[1]);
        Assert.Equal(
            """{"id":"u1","email":"a@b.example","rawData":{"code":"c","userId":"u1","email":"a@b.example","state":"some_state"}}""",
            (await UserInfoAsync(browser)).GetRawText());
        Assert.Equal("""{"verified":false,"skipped":true}""", (await browser.StateAsync())["captcha"].GetRawText());
        Assert.Equal(
            ["Interaction.SignIn.Create", "Interaction.SignIn.Verification.Social.Create", "Interaction.SignIn.Verification.Social.Submit"],
            (await Server.StepsAsync(InteractionId)).Select(step => step.Key));
    }

    [Fact]
    public async Task Questions_that_can_not_be_asked()
    {
        var (mock, mail) = (await MockAsync(), (await Api.NewMailConnectorAsync()).Id);
        var bare = (await Api.NewConnectorAsync("oidc", metadata: new { target = TestServer.Unique() })).Id;
        var browser = await BegunAsync();
        (await AskAsync(browser, mock, state: "")).Expect(400, "session.insufficient_info");
        (await AskAsync(browser, mock, redirectUri: "")).Expect(400, "session.insufficient_info");
        (await AskAsync(browser, mail)).Expect(400, "connector.unexpected_type");
        (await AskAsync(browser, "nobody")).Expect(404, "entity.not_found");
        (await AskAsync(browser, bare)).Expect(400, "connector.invalid_config");
        (await browser.PostAsync($"/api/experience/verification/social/{mock}/authorization-uri", new { state = "x" })).Expect(400, "guard.invalid_input");
        Assert.Empty((await browser.StateAsync())["verificationRecords"].EnumerateArray());
        Assert.Equal(5, (await Server.StepsAsync(InteractionId)).Count(step => step.Payload.Text.Contains("\"result\":\"Error\"", StringComparison.Ordinal)));

        var fresh = Server.NewBrowser();
        (await AskAsync(fresh, mock)).Expect(400, "session.not_found");
        await fresh.EnterInteractionAsync();
        (await AskAsync(fresh, mock)).Expect(404, "session.interaction_not_found");
        (await VerifyAsync(fresh, mock, new { code = "c" }, "x")).Expect(404, "session.interaction_not_found");
    }

    [Fact]
    public async Task Answers_that_belong_to_no_question()
    {
        var (mock, mail) = (await MockAsync(), (await Api.NewMailConnectorAsync()).Id);
        var oidc = await ConnectorAsync("oidc", Provider.Config());
        var browser = await BegunAsync();
        (await VerifyAsync(browser, "nobody", new { code = "c" }, "x")).Expect(422, "session.invalid_connector_id");
        (await VerifyAsync(browser, mail, new { code = "c" }, "x")).Expect(422, "session.invalid_connector_id");
        (await VerifyAsync(browser, mock, new { code = "c" }, null)).Expect(404, "session.verification_session_not_found");
        (await VerifyAsync(browser, mock, new { code = "c" }, "unknown")).Expect(404, "session.verification_session_not_found");
        (await browser.PostAsync($"/api/experience/verification/social/{mock}/verify", new { connectorData = "text" })).Expect(400, "guard.invalid_input");

        var asked = (await AskAsync(browser, mock)).Expect(200)["verificationId"].GetString();
        (await VerifyAsync(browser, oidc, new { code = "c" }, asked)).Expect(404, "session.verification_session_not_found");
        var unusable = (await VerifyAsync(browser, mock, new { userId = "u1" }, asked)).Expect(400, "connector.invalid_response");
        Assert.Equal("""{"userId":"u1"}""", unusable["data"].GetRawText());

        // A record of another kind, and one that another question has replaced.
        var (_, username) = await Server.NewSignerAsync();
        var password = (await browser.GivePasswordAsync(username)).Expect(200)["verificationId"].GetString();
        (await VerifyAsync(browser, mock, new { code = "c" }, password)).Expect(404, "session.verification_session_not_found");
        (await AskAsync(browser, mock)).Expect(200);
        (await VerifyAsync(browser, mock, new { code = "c" }, asked)).Expect(404, "session.verification_session_not_found");
        Assert.DoesNotContain("socialUserInfo", (await browser.StateAsync()).Text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "RFC 9700 section 4.7: an answer to somebody else's question does not sign anybody in")]
    public async Task Forged_answers()
    {
        var connector = await ConnectorAsync("oauth2", Provider.Config(isOidc: false));
        var (victim, attacker) = (await BegunAsync(), await BegunAsync());
        var asked = (await AskAsync(victim, connector, "state of the victim")).Expect(200);
        var planted = await Provider.SignInAsync((await AskAsync(attacker, connector, "state of the attacker")).Expect(200)["authorizationUri"].GetString()!);
        (await VerifyAsync(victim, connector, planted, asked["verificationId"].GetString())).Expect(401, "connector.authorization_failed");
        // With the state left out, PKCE still tells them apart.
        planted.Remove("state");
        (await VerifyAsync(victim, connector, planted, asked["verificationId"].GetString())).Expect(401, "connector.social_auth_code_invalid");
        // The redirect URI of the question counts, not one that comes with the answer.
        var own = await Provider.SignInAsync(asked["authorizationUri"].GetString()!);
        own["redirectUri"] = "https://evil.example/";
        (await VerifyAsync(victim, connector, own, asked["verificationId"].GetString())).Expect(200);
    }

    [Fact(DisplayName = "Of 50 at once one answer is taken")]
    public async Task Race()
    {
        var connector = await MockAsync();
        var browser = await BegunAsync();
        var asked = (await AskAsync(browser, connector)).Expect(200)["verificationId"].GetString();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => VerifyAsync(browser, connector, new { code = "c", userId = "racer-" + number }, asked)));
        Assert.Single(answers, answer => answer.Status == System.Net.HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != System.Net.HttpStatusCode.OK), answer => answer.Expect(404, "session.verification_session_not_found"));
    }

    [Fact]
    public async Task Nothing_that_opens_doors_is_left_in_logs_audit_or_state()
    {
        var connector = await ConnectorAsync("oidc", Provider.Config(), keepsTokens: true);
        var browser = await BegunAsync();
        var asked = (await AskAsync(browser, connector)).Expect(200);
        var back = await Provider.SignInAsync(asked["authorizationUri"].GetString()!);
        back["id_token"] = "eyJ-of-the-callback";
        (await VerifyAsync(browser, connector, new { state = back["state"], id_token = back["id_token"] }, asked["verificationId"].GetString())).Expect(400, "connector.invalid_response");
        (await VerifyAsync(browser, connector, back, asked["verificationId"].GetString())).Expect(200);
        var sent = Provider.Requests.Single(request => request.Path == "/token").Fields;

        var steps = string.Join('\n', (await Server.StepsAsync(InteractionId)).Select(step => step.Payload.Text));
        var stored = await Server.InDatabaseAsync(db => db.Interactions.AsNoTracking().Where(row => row.State != null).Select(row => row.State!.Value).ToListAsync());
        var log = string.Join('\n', Server.Log.Lines);
        foreach (var secret in (string[])["access-", "refresh-", FakeProvider.ClientSecret, "eyJ-of-the-callback", sent["code"], sent["code_verifier"]])
        {
            Assert.DoesNotContain(secret, steps, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"eyJ[\w-]+\.[\w-]+\.", steps + log);
            Assert.DoesNotContain(stored, state => state.Text.Contains(secret, StringComparison.Ordinal) && state.Text.Contains(connector, StringComparison.Ordinal));
        }

        Assert.DoesNotContain("Tokens", (await browser.StateAsync()).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact(DisplayName = "Google One Tap on our page: the cookie of Google's script must be the field's")]
    public async Task One_Tap_inside()
    {
        var connector = await ConnectorAsync("google-universal", Google());
        var browser = await BegunAsync();
        var credential = Provider.OneTapCredential();
        (await VerifyAsync(browser, connector, new { credential, g_csrf_token = "abc" }, null)).Expect(400, "session.csrf_token_mismatch");
        browser.Keep(["g_csrf_token=abc; path=/"]);
        (await VerifyAsync(browser, connector, new { credential, g_csrf_token = "other" }, null)).Expect(400, "session.csrf_token_mismatch");
        Assert.Empty((await browser.StateAsync())["verificationRecords"].EnumerateArray());

        var id = (await VerifyAsync(browser, connector, new { credential, g_csrf_token = "abc" }, null)).Expect(200)["verificationId"].GetString();
        Assert.Equal(id, (await browser.StateAsync())["verificationRecords"][0].GetProperty("id").GetString());
        Assert.Equal("kim@provider.example", (await UserInfoAsync(browser)).GetProperty("email").GetString());
        Assert.DoesNotContain(credential, (await browser.StateAsync()).Text, StringComparison.Ordinal);
        Assert.Equal("""{"verified":false,"skipped":true}""", (await browser.StateAsync())["captcha"].GetRawText());

        (await VerifyAsync(browser, connector, new { credential = credential[..^3] + "AAA", g_csrf_token = "abc" }, null)).Expect(401, "connector.social_invalid_id_token");
        await ConnectorAsync("google-universal", Google(isOneTapOn: false));
        (await VerifyAsync(browser, connector, new { credential, g_csrf_token = "abc" }, null)).Expect(400, "connector.invalid_config");
    }

    [Fact(DisplayName = "Google One Tap at an application: the credential must be the one that came with the authorization request")]
    public async Task One_Tap_outside()
    {
        var connector = await ConnectorAsync("google-universal", Google());
        var credential = Provider.OneTapCredential();
        var browser = Server.NewBrowser();
        var page = (await browser.GetAsync(SignInFlow.AuthUrl(await Server.NewAppAsync(), ("google_one_tap_credential", credential)))).Expect(303);
        Assert.StartsWith("/direct/social/google?", page.Header("Location"), StringComparison.Ordinal);
        Assert.Equal(credential, browser.Cookie("_logto_google_one_tap_credential"));
        (await browser.BeginAsync()).Expect(204);
        (await VerifyAsync(browser, connector, new { credential = Provider.OneTapCredential()[..^1] }, null)).Expect(400, "session.google_one_tap.cookie_mismatch");
        // It is good for one try.
        Assert.Null(browser.Cookie("_logto_google_one_tap_credential"));
        (await VerifyAsync(browser, connector, new { credential }, null)).Expect(400, "session.google_one_tap.cookie_mismatch");

        (await browser.GetAsync(SignInFlow.AuthUrl(await Server.NewAppAsync(), ("google_one_tap_credential", credential)))).Expect(303);
        (await browser.BeginAsync()).Expect(204);
        (await VerifyAsync(browser, connector, new { credential }, null)).Expect(200);
        Assert.Null(browser.Cookie("_logto_google_one_tap_credential"));

        // An unsigned one was never ours, and what is no token is not put into a cookie.
        var planted = await BegunAsync();
        planted.Keep([$"_logto_google_one_tap_credential={credential}; path=/"]);
        (await VerifyAsync(planted, connector, new { credential }, null)).Expect(400, "session.google_one_tap.cookie_mismatch");
        var odd = Server.NewBrowser();
        (await odd.GetAsync(SignInFlow.AuthUrl(await Server.NewAppAsync(), ("google_one_tap_credential", "a; domain=evil")))).Expect(303);
        Assert.Null(odd.Cookie("_logto_google_one_tap_credential"));
    }

    [Fact(DisplayName = "Section 17: pages are told what One Tap needs, and nothing secret")]
    public async Task One_Tap_is_offered()
    {
        var connector = await ConnectorAsync("google-universal", new { clientId = FakeProvider.ClientId, clientSecret = FakeProvider.ClientSecret, oneTap = new { isEnabled = true, autoSelect = false } });
        async Task<Answer> ExperienceAsync() => (await Server.Anonymous.GetAnswerAsync("/api/.well-known/experience")).Expect(200);
        await Server.SetExperienceAsync(experience => experience.SocialSignInConnectorTargets = JsonText.EmptyArray);
        Assert.False((await ExperienceAsync()).Json.TryGetProperty("googleOneTap", out _));
        await Server.SetExperienceAsync(experience => experience.SocialSignInConnectorTargets = JsonText.Strings("google"));
        Assert.Equal(
            $$"""{"isEnabled":true,"autoSelect":false,"clientId":"{{FakeProvider.ClientId}}","connectorId":"{{connector}}"}""",
            (await ExperienceAsync())["googleOneTap"].GetRawText());
        await ConnectorAsync("google-universal", Google(isOneTapOn: false));
        Assert.False((await ExperienceAsync()).Json.TryGetProperty("googleOneTap", out _));
    }

    [Fact(DisplayName = "One Tap is Google's: elsewhere the field means nothing")]
    public async Task One_Tap_elsewhere()
    {
        var connector = await ConnectorAsync("oidc", Provider.Config());
        var browser = await BegunAsync();
        browser.Keep(["g_csrf_token=abc; path=/"]);
        (await VerifyAsync(browser, connector, new { credential = Provider.OneTapCredential(), g_csrf_token = "abc" }, null)).Expect(404, "session.verification_session_not_found");
    }

    private Task<string> MockAsync() => ConnectorAsync("mock-social-connector", new { });
}
