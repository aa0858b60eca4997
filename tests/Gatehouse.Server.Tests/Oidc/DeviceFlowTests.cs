using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>RFC 8628; contract/oidc.md 16.</summary>
public sealed class DeviceFlowTests : ServerTest
{
    private const string Device = "/oidc/device";

    [Fact]
    public async Task A_device_gets_its_codes_and_the_database_keeps_no_device_code()
    {
        var answer = await RequestAsync(await AddAsync());
        Assert.Equal(["device_code", "user_code", "verification_uri", "verification_uri_complete", "expires_in"], OidcCalls.Members(answer.Json));
        Assert.Matches("^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$", answer["user_code"].GetString());
        Assert.Equal(TestServer.Endpoint + "/device", answer["verification_uri"].GetString());
        Assert.Equal($"{TestServer.Endpoint}/device?user_code={answer["user_code"]}", answer["verification_uri_complete"].GetString());
        Assert.Equal(600, answer["expires_in"].GetInt32());
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin") ?? "*");
        var value = answer["device_code"].GetString()!;
        Assert.Equal(43, value.Length);
        var row = await RowAsync(answer);
        Assert.Equal((OpaqueToken.DigestOf(value), DeviceCodeState.Pending), (row.Digest, row.State));
    }

    [Theory]
    [InlineData(ApplicationType.SPA, "{}", "scope=openid", 400, "invalid_request")]
    [InlineData(ApplicationType.Native, "{}", "scope=openid", 400, "invalid_request")]
    [InlineData(ApplicationType.Native, """{"isDeviceFlow":true}""", "resource=https://nowhere.test", 400, "invalid_target")]
    [InlineData(ApplicationType.Native, """{"isDeviceFlow":true}""", "client_secret=s", 401, "invalid_client")]
    [InlineData(ApplicationType.Native, """{"isDeviceFlow":true}""", "scope=a&scope=b", 400, "invalid_request")]
    public async Task A_bad_request_gets_no_codes(ApplicationType type, string custom, string body, int status, string error)
    {
        var id = await Server.AddClientAsync(type, custom);
        (await PostAsync($"client_id={id}&{body}")).ExpectError(status, error);
        (await PostAsync("client_id=nobody")).ExpectError(400, "invalid_client");
        (await PostAsync("scope=openid")).ExpectError(400, "invalid_request");
    }

    [Fact]
    public async Task The_page_is_reached_by_the_provider_only()
    {
        var browser = new FormBrowser(Server);
        Assert.Equal("/oidc/device?app_id=a&user_code=x", (await browser.GetAsync("/device?app_id=a&user_code=x")).Expect(302).Header("Location"));
        var answer = (await browser.GetAsync(Device + "?app_id=a&organization_id=o&ui_locales=ko&evil=1")).Expect(302);
        Assert.Equal("/device?app_id=a&organization_id=o&ui_locales=ko", answer.Header("Location"));
        Assert.Equal("/device", (await browser.GetAsync(Device)).Header("Location"));
        var cookie = Assert.Single(answer.Headers["Set-Cookie"], set => set.StartsWith("_logto_device_flow_xsrf="));
        Assert.Matches("^_logto_device_flow_xsrf=[0-9a-f]{48};", cookie);
        Assert.Contains("path=/device", cookie);
        Assert.DoesNotContain("httponly", cookie);
        foreach (var name in (string[])["_session", "_session.sig", "_logto", "_logto.sig", "_logto_device_flow_xsrf.sig"]) Assert.Contains(name, browser.Cookies.Keys);
    }

    [Fact]
    public async Task A_link_with_the_code_becomes_a_form_and_then_the_question()
    {
        var code = await RequestAsync(await AddAsync());
        var browser = new FormBrowser(Server);
        var form = (await browser.GetAsync($"{Device}?user_code={code["user_code"]}")).Expect(200);
        Assert.Contains($"action=\"{TestServer.Endpoint}{Device}\"", form.Text);
        var fields = FormBrowser.Fields(form);
        Assert.Equal(["user_code", "xsrf"], fields.Keys.Order());
        var answer = await browser.PostAsync(Device, [.. fields.Select(field => (field.Key, field.Value))]);
        Assert.Equal("/device?user_code=" + code["user_code"], answer.Expect(302).Header("Location"));
        // Nothing is decided yet.
        Assert.Equal(DeviceCodeState.Pending, (await RowAsync(code)).State);
        Assert.DoesNotContain("<b>", (await browser.GetAsync(Device + "?user_code=\"><b>")).Text);
    }

    [Fact]
    public async Task A_code_may_be_typed_in_lower_case_and_without_hyphen()
    {
        var code = await RequestAsync(await AddAsync());
        var typed = code["user_code"].GetString()!.ToLowerInvariant().Replace("-", "");
        var browser = await OpenAsync();
        Assert.Equal("/device?user_code=" + code["user_code"], (await PostAsync(browser, ("user_code", typed))).Header("Location"));
    }

    [Fact]
    public async Task A_wrong_code_comes_back_with_what_was_typed_and_why()
    {
        await using var server = await TestServer.StartAsync();
        var id = await server.AddClientAsync(ApplicationType.Native, """{"isDeviceFlow":true}""");
        var browser = new FormBrowser(server);
        await browser.GetAsync(Device);
        Assert.Equal("/device?error=NoCodeError", (await PostAsync(browser, ("user_code", ""))).Header("Location"));
        Assert.Equal("/device?error=NoCodeError", (await PostAsync(browser, ("confirm", "yes"))).Header("Location"));
        Assert.Equal("/device?input_code=%26x%3D1&error=NotFoundError", (await PostAsync(browser, ("user_code", "&x=1"))).Header("Location"));
        Assert.Equal("/device?input_code=BCDF-GHJK&error=NotFoundError", (await PostAsync(browser, ("user_code", "BCDF-GHJK"), ("confirm", "yes"))).Header("Location"));

        var code = await RequestAsync(id, server);
        server.Clock.Advance(TimeSpan.FromSeconds(599));
        await browser.GetAsync(Device);
        Assert.Equal("/device?user_code=" + code["user_code"], (await PostAsync(browser, ("user_code", code["user_code"].GetString()!))).Header("Location"));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal($"/device?input_code={code["user_code"]}&error=ExpiredError", (await PostAsync(browser, ("user_code", code["user_code"].GetString()!), ("confirm", "yes"))).Header("Location"));
    }

    [Fact]
    public async Task An_aborted_code_is_used_up()
    {
        var code = await RequestAsync(await AddAsync());
        var typed = code["user_code"].GetString()!;
        var browser = await OpenAsync();
        Assert.Equal("/device?error=AbortedError", (await PostAsync(browser, ("user_code", typed), ("abort", "yes"))).Header("Location"));
        Assert.Equal(DeviceCodeState.Aborted, (await RowAsync(code)).State);
        foreach (var decision in (string[])["abort", "confirm"])
            Assert.Equal($"/device?input_code={typed}&error=AlreadyUsedError", (await PostAsync(browser, ("user_code", typed), (decision, "yes"))).Header("Location"));
    }

    [Fact]
    public async Task Only_the_browser_that_got_the_token_can_decide_and_only_for_ten_minutes()
    {
        await using var server = await TestServer.StartAsync();
        var code = await RequestAsync(await server.AddClientAsync(ApplicationType.Native, """{"isDeviceFlow":true}"""), server);
        var typed = code["user_code"].GetString()!;
        var refused = $"/device?input_code={typed}&error=InvalidRequest";
        var (attacker, victim) = (new FormBrowser(server), new FormBrowser(server));
        await attacker.GetAsync(Device);
        await victim.GetAsync(Device);
        var token = attacker.Cookies["_logto_device_flow_xsrf"];
        Assert.Equal(refused, (await victim.PostAsync(Device, ("xsrf", token), ("user_code", typed), ("confirm", "yes"))).Expect(302).Header("Location"));
        Assert.Equal(refused, (await victim.PostAsync(Device, ("user_code", typed), ("confirm", "yes"))).Header("Location"));
        Assert.Equal(refused, (await new FormBrowser(server).PostAsync(Device, ("xsrf", token), ("user_code", typed), ("confirm", "yes"))).Header("Location"));
        foreach (var wrong in (string[])["", "x", new string('0', 48), token[..^1] + (token[^1] == '0' ? '1' : '0'), (token[0] == '0' ? '1' : '0') + token[1..]])
            Assert.Equal(refused, (await attacker.PostAsync(Device, ("xsrf", wrong), ("user_code", typed), ("confirm", "yes"))).Header("Location"));
        Assert.Equal("/device?error=InvalidRequest", (await attacker.PostAsync(Device, ("xsrf", "x"))).Header("Location"));

        await attacker.GetAsync(Device);
        token = attacker.Cookies["_logto_device_flow_xsrf"];
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(refused, (await attacker.PostAsync(Device, ("xsrf", token), ("user_code", typed), ("abort", "yes"))).Header("Location"));
    }

    [Fact]
    public async Task Of_fifty_decisions_at_once_one_counts()
    {
        var code = await RequestAsync(await AddAsync());
        var typed = code["user_code"].GetString()!;
        var browsers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => OpenAsync()));
        var answers = await Task.WhenAll(browsers.Select((browser, i) => PostAsync(browser, ("user_code", typed), (i % 2 == 0 ? "confirm" : "abort", "yes"))));
        Assert.Single(answers, answer => !answer.Header("Location")!.Contains("AlreadyUsedError", StringComparison.Ordinal));
        Assert.True(await Server.InDatabaseAsync(db => db.Interactions.CountAsync(row => row.DeviceDigest == OpaqueToken.DigestOf(code["device_code"].GetString()!))) <= 1);
    }

    [Fact]
    public async Task A_confirmed_code_leads_to_sign_in_then_consent_then_success()
    {
        var app = await AddAsync();
        var code = await RequestAsync(app, scope: "openid offline_access");
        var (user, browser) = (await Server.SignInAsync(), await OpenAsync());
        var confirmed = (await PostAsync(browser, ("user_code", code["user_code"].GetString()!), ("confirm", "yes"))).Expect(303);
        Assert.Equal("/sign-in?app_id=" + app, confirmed.Header("Location"));
        var login = browser.Cookies["_interaction_resume"];
        Assert.Contains(confirmed.Headers["Set-Cookie"], set => set.StartsWith("_interaction_resume=") && set.Contains($"path=/oidc/device/{login}"));
        Assert.Equal(DeviceCodeState.Confirmed, (await RowAsync(code)).State);

        await FinishAsync(login, new InteractionResult { Login = new LoginResult(user.UserId, ["pwd"], Server.Clock.GetUtcNow().ToUnixTimeSeconds(), null) });
        Assert.Equal("/consent?app_id=" + app, (await browser.GetAsync($"{Device}/{login}")).Expect(303).Header("Location"));
        var consent = browser.Cookies["_interaction_resume"];
        Assert.NotEqual(login, consent);
        var grant = BrowserCalls.Grant(user.UserId, app, isOffline: true, Server.Clock.GetUtcNow().UtcDateTime);
        await Server.ChangeAsync(async db =>
        {
            db.Grants.Add(grant);
            var session = await db.Interactions.Where(row => row.Id == consent).Select(row => row.SessionId).SingleAsync();
            db.Add(new Gatehouse.Server.Sessions.SessionApplication { TenantId = "default", SessionId = session!, ApplicationId = app, Sid = "sid", GrantId = grant.Id });
        });
        await FinishAsync(consent, new InteractionResult { Consent = new ConsentResult(grant.Id) });

        Assert.Equal("/device/success", (await browser.GetAsync($"{Device}/{consent}")).Expect(302).Header("Location"));
        var row = await RowAsync(code);
        Assert.Equal((DeviceCodeState.Approved, grant.Id, user.UserId), (row.State, row.GrantId, row.UserId));
        Assert.Equal("openid offline_access", row.Scope);
        Assert.DoesNotContain("_logto_device_flow_xsrf", browser.Cookies.Keys);
        Assert.DoesNotContain("_interaction_resume", browser.Cookies.Keys);
        // A second visit finds nothing.
        Assert.Equal("/device?error=SessionNotFound", (await browser.GetAsync($"{Device}/{consent}")).Header("Location"));
    }

    [Fact]
    public async Task A_user_who_gives_up_while_signing_in_ends_the_code()
    {
        var code = await RequestAsync(await AddAsync());
        var browser = await OpenAsync();
        await PostAsync(browser, ("user_code", code["user_code"].GetString()!), ("confirm", "yes"));
        var uid = browser.Cookies["_interaction_resume"];
        await FinishAsync(uid, new InteractionResult { Error = "oidc.aborted" });
        Assert.Equal("/device?error=AbortedError", (await browser.GetAsync($"{Device}/{uid}")).Expect(302).Header("Location"));
        Assert.Equal(DeviceCodeState.Aborted, (await RowAsync(code)).State);
    }

    [Fact]
    public async Task Another_accounts_session_is_signed_out_first_and_the_device_goes_on()
    {
        var code = await RequestAsync(await AddAsync());
        var (other, user) = (await Server.SignInAsync(), await Server.SignInAsync());
        await user.Browser.GetAsync(Device);
        await PostAsync(user.Browser, ("user_code", code["user_code"].GetString()!), ("confirm", "yes"));
        var uid = user.Browser.Cookies["_interaction_resume"];
        await Server.ChangeAsync(db => db.Interactions.Where(row => row.Id == uid).ExecuteUpdateAsync(set => set.SetProperty(row => row.Result, new InteractionResult
        {
            Login = new LoginResult(other.UserId, ["pwd"], Server.Clock.GetUtcNow().ToUnixTimeSeconds(), null),
        }.ToStored())));
        var form = await user.Browser.GetAsync($"{Device}/{uid}");
        Assert.Contains("op.logoutForm", form.Expect(200).Text);
        var done = await user.Browser.PostAsync("/oidc/session/end/confirm", [.. FormBrowser.Fields(form).Select(field => (field.Key, field.Value))]);
        Assert.Equal($"{TestServer.Endpoint}{Device}/{uid}", done.Expect(303).Header("Location"));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("auth2")]
    public async Task An_unknown_interaction_is_told_on_the_page(string uid) =>
        Assert.Equal("/device?error=SessionNotFound", (await new FormBrowser(Server).GetAsync($"{Device}/{uid}")).Expect(302).Header("Location"));

    private Task<string> AddAsync() => Server.AddClientAsync(ApplicationType.Native, """{"isDeviceFlow":true}""");

    private async Task<FormBrowser> OpenAsync()
    {
        var browser = new FormBrowser(Server);
        await browser.GetAsync(Device);
        return browser;
    }

    private static async Task<Answer> PostAsync(FormBrowser browser, params (string Name, string Value)[] fields)
    {
        var before = browser.Cookies["_logto_device_flow_xsrf"];
        var answer = await browser.PostAsync(Device, [("xsrf", before), .. fields]);
        // Every answer replaces the token.
        Assert.NotEqual(before, browser.Cookies["_logto_device_flow_xsrf"]);
        return answer;
    }

    private async Task<Answer> RequestAsync(string clientId, TestServer? server = null, string scope = "openid") =>
        (await PostAsync($"client_id={clientId}&scope={Uri.EscapeDataString(scope)}", server)).Expect(200);

    private async Task<Answer> PostAsync(string body, TestServer? server = null)
    {
        using var content = new StringContent(body, null, "application/x-www-form-urlencoded");
        using var response = await (server ?? Server).Anonymous.PostAsync("/oidc/device/auth", content);
        return await Answer.ReadAsync(response);
    }

    private Task<DeviceCode> RowAsync(Answer code)
    {
        var digest = OpaqueToken.DigestOf(code["device_code"].GetString()!);
        return Server.InDatabaseAsync(db => db.DeviceCodes.AsNoTracking().SingleAsync(row => row.Digest == digest));
    }

    private Task FinishAsync(string interactionId, InteractionResult result) => Server.ChangeAsync(async db =>
        (await db.Interactions.SingleAsync(row => row.Id == interactionId)).Result = result.ToStored());
}
