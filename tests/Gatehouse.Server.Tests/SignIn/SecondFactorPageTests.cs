using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>contract/experience-api.md 8, through the pages: every refusal of submit has a page that answers it.</summary>
public sealed class SecondFactorPageTests(MailboxServer own) : IClassFixture<MailboxServer>, IAsyncLifetime
{
    private const string Password = ExperienceCalls.Password;
    private const string AllFactors = """["Totp","WebAuthn","BackupCode"]""";

    private TestServer Server => own.Server;

    public async ValueTask InitializeAsync() => await SetAsync(AllFactors, "NoPrompt");

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact(DisplayName = "Contract 8.2: a code of the app is asked for after the password, a wrong one shows the page again, one is good once")]
    public async Task Shows_a_code_of_the_app()
    {
        var (username, secret) = await NewUserWithAppAsync();
        var page = await SignInAsync(username);
        Assert.Equal("Enter the code of your app", page.Heading);
        var refused = await page.SendAsync(("code", "000000"));
        Assert.Equal((422, "The code of the authenticator app is wrong or was used before."), ((int)refused.Answer.Status, refused.Notice));
        Assert.Equal("true", refused.Field("code").GetAttribute("aria-invalid"));
        Assert.Equal("Enter the code", (await refused.SendAsync(("code", ""))).Notice?.TrimEnd('.'));
        var code = CodeOf(secret);
        AssertDone(await refused.PostAsync(("code", $"{code[..3]} {code[3..]}")));
        Assert.Equal("The code of the authenticator app is wrong or was used before.", (await (await SignInAsync(username)).SendAsync(("code", code))).Notice);
    }

    [Theory(DisplayName = "Contract 8.2: no way in goes around the second step")]
    [InlineData("password")]
    [InlineData("code")]
    [InlineData("magic link")]
    [InlineData("temporary password")]
    public async Task Every_way_in_leads_to_it(string way)
    {
        var (username, _) = await NewUserWithAppAsync(isTemporary: way == "temporary password");
        var email = username + "@mail.test";
        await Server.SetExperienceAsync(experience => experience.SignIn = JsonText.FromStored(
            """{"methods":[{"identifier":"username","password":true,"verificationCode":false,"isPasswordPrimary":true},{"identifier":"email","password":true,"verificationCode":true,"isPasswordPrimary":false}]}"""));
        var page = await BeginAsync();
        page = way switch
        {
            "code" => await (await page.SendAsync(("identifier", email))).SendAsync(("code", await CodeOfMailAsync(email))),
            "magic link" => await ByLinkAsync(email),
            _ => await (await page.SendAsync(("identifier", username))).SendAsync(("password", Password)),
        };
        Assert.Equal("Enter the code of your app", page.Heading);
    }

    [Fact(DisplayName = "Contract 8.4 step 5: who has to add a second factor chooses one, and can't go around it")]
    public async Task Must_add_one()
    {
        await SetAsync(AllFactors, "Mandatory");
        var (_, username) = await Server.NewSignerAsync();
        var list = await SignInAsync(username);
        Assert.Equal("Add a second step", list.Heading);
        Assert.Equal(["WebAuthn", "Totp"], list.Document.QuerySelectorAll("button[name=factor]").Select(button => button.GetAttribute("value")!));
        Assert.DoesNotContain("Not now", list.Buttons);

        var app = await ChooseAsync(list, MfaFactor.Totp);
        Assert.StartsWith("data:image/png;base64,", app.Document.QuerySelector(".qr")!.GetAttribute("src"), StringComparison.Ordinal);
        Assert.StartsWith("otpauth://totp/", app.Document.QuerySelector(".open-app a")!.GetAttribute("href"), StringComparison.Ordinal);
        var secret = app.Text("#key")!;
        var refused = await app.SendAsync(("code", "000000"));
        // The same key: the app knows it already.
        Assert.Equal((422, secret), ((int)refused.Answer.Status, refused.Text("#key")));
        var codes = await refused.SendAsync(("code", CodeOf(secret)));
        Assert.Equal("Keep your backup codes", codes.Heading);
        Assert.Equal(10, codes.Document.QuerySelectorAll("#codes li").Length);
        AssertDone(await codes.PostAsync());
        Assert.Equal("Enter the code of your app", (await SignInAsync(username)).Heading);
    }

    [Fact(DisplayName = "Contract 8.4 step 7: backup codes are shown until they are kept, and to nobody else")]
    public async Task Backup_codes_are_shown_once()
    {
        var (username, secret) = await NewUserWithAppAsync();
        await SetAsync(AllFactors, "Mandatory");
        var browser = Server.NewBrowser();
        var page = await (await Page.BeginAsync(browser, await Server.NewAppAsync())).SignInAsync(username);
        page = await page.SendAsync(("code", CodeOf(secret)));
        var codes = page.Document.QuerySelectorAll("#codes li").Select(item => item.TextContent).ToList();
        Assert.Equal(10, codes.Distinct().Count());
        var again = await Page.OpenAsync(browser, "/mfa-binding/backup-code");
        Assert.Equal(codes, again.Document.QuerySelectorAll("#codes li").Select(item => item.TextContent));
        var file = (await browser.GetAsync("/mfa-binding/backup-code/download")).Expect(200);
        Assert.Equal((string.Join("\r\n", codes) + "\r\n", "no-store"), (file.Text, file.Header("Cache-Control")));
        Assert.StartsWith("attachment", file.Header("Content-Disposition"), StringComparison.Ordinal);
        AssertDone(await page.PostAsync());
        Assert.Empty((await Page.OpenAsync(browser, "/mfa-binding/backup-code")).Document.QuerySelectorAll("#codes li"));

        Server.Clock.Advance(TimeSpan.FromMinutes(2));
        var list = await Page.OpenAsync(Server.NewBrowser(), "/mfa-binding/backup-code/download");
        list.Answer.Expect(400);
        var other = await SignInAsync(username);
        var paper = await ChooseAsync(await other.FollowAsync(await OpenListAsync(other)), MfaFactor.BackupCode);
        Assert.Equal("This backup code is wrong or was used before.", (await paper.SendAsync(("code", "0123456789"))).Notice);
        AssertDone(await paper.PostAsync(("code", $" {codes[0].ToUpperInvariant()[..5]}-{codes[0].ToUpperInvariant()[5..]} ")));
    }

    [Theory(DisplayName = "Contract 8.4 steps 4 and 5: where it is the user's to say, the question is answered once")]
    [InlineData("turned on", "Add a second step")]
    [InlineData("skipped", null)]
    public async Task May_do_without(string answer, string? heading)
    {
        await SetAsync("""["Totp","WebAuthn"]""", "PromptAtSignInAndSignUp");
        var (_, username) = await Server.NewSignerAsync();
        var page = await SignInAsync(username);
        Assert.Equal(("Make your account safer", (string[])["Turn on two-step verification", "Not now"]), (page.Heading, page.Buttons));
        if (answer == "skipped")
        {
            AssertDone(await page.PressAsync("Not now"));
            Assert.Null((await SignInAsync(username)).Document.QuerySelector("h1"));
            return;
        }

        var list = await page.FollowAsync(await page.PressAsync("Turn on two-step verification"));
        Assert.Equal(heading, list.Heading);
        // Still theirs to say.
        AssertDone(await list.PressAsync("Not now"));
    }

    [Fact(DisplayName = "Contract 8.4 step 6: a further factor is suggested beside one that signs in too, and may be declined even where factors are mandatory")]
    public async Task May_decline_a_further_one()
    {
        await Server.SetExperienceAsync(experience =>
        {
            experience.SignUp = JsonText.FromStored("""{"identifiers":["email"],"password":true,"verify":true}""");
            experience.SignIn = JsonText.FromStored("""{"methods":[{"identifier":"email","password":true,"verificationCode":false,"isPasswordPrimary":true}]}""");
            experience.Mfa = JsonText.FromStored("""{"factors":["EmailVerificationCode","Totp"],"policy":"Mandatory"}""");
        });
        var (username, _) = await NewUserAsync();
        var email = username + "@mail.test";
        var code = await (await BeginAsync()).SignInAsync(email);
        Assert.Equal("Check your email", code.Heading);
        Assert.Contains($"{email[..4]}****@mail.test", code.Text("p.quiet"), StringComparison.Ordinal);
        Assert.DoesNotContain(email, code.Answer.Text, StringComparison.Ordinal);
        var list = await code.SendAsync(("code", await CodeOfMailAsync(email)));
        Assert.Equal("Add another second step", list.Heading);
        Assert.Equal("Totp", Assert.Single(list.Document.QuerySelectorAll("button[name=factor]")).GetAttribute("value"));
        AssertDone(await list.PressAsync("Not now"));
    }

    [Fact(DisplayName = "Contract 8.4 step 1: a passkey is offered to whoever signs in, with the way past it, and not without a script")]
    public async Task Offers_a_passkey()
    {
        await Server.SetExperienceAsync(experience => experience.PasskeySignIn = JsonText.FromStored("""{"enabled":true}"""));
        var (_, username) = await Server.NewSignerAsync();
        var first = await BeginAsync();
        Assert.Equal(("username webauthn", true), (first.Field("identifier").Autocomplete, first.Document.QuerySelector("form.passkey button")!.HasAttribute("hidden")));
        var page = await first.SignInAsync(username);
        Assert.Equal("Create a passkey to sign in faster", page.Heading);
        var refused = await page.SendAsync(("credential", ""));
        Assert.Equal((422, "A passkey needs JavaScript. Switch it on, or choose another way."), ((int)refused.Answer.Status, refused.Notice));
        refused = await page.SendAsync(("credential", """{"type":"WebAuthn"}"""), ("verification", "nothing"));
        Assert.NotNull(refused.Notice);
        AssertDone(await refused.PressAsync("Not now"));
        await Server.SetExperienceAsync(experience => experience.PasskeySignIn = JsonText.FromStored("""{"enabled":true,"showPasskeyButton":false,"allowAutofill":false}"""));
        var plain = await BeginAsync();
        Assert.Equal(("username", null), (plain.Field("identifier").Autocomplete, plain.Document.QuerySelector("form.passkey button")));
    }

    [Theory(DisplayName = "A passkey that says nothing signs nobody in")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("no JSON")]
    [InlineData("""{"type":"WebAuthn","id":"AAAA","rawId":"AAAA","clientExtensionResults":{},"response":{"clientDataJSON":"AAAA","authenticatorData":"AAAA","signature":"AAAA"}}""")]
    public async Task Refuses_credentials(string credential)
    {
        await Server.SetExperienceAsync(experience => experience.PasskeySignIn = JsonText.FromStored("""{"enabled":true}"""));
        var refused = await (await BeginAsync()).SendAsync(("credential", credential));
        Assert.Equal("You are not signed in", refused.Heading);
        Assert.InRange((int)refused.Answer.Status, 400, 499);
        Assert.Equal("/sign-in", refused.LinkTo("/sign-in")?.Split('?')[0]);
    }

    [Theory(DisplayName = "Contract 8.2: a page of a factor that is not asked for leads to the first page; a form that no page of ours made is refused")]
    [InlineData("/mfa-verification")]
    [InlineData("/mfa-verification/totp")]
    [InlineData("/mfa-verification/web-authn")]
    [InlineData("/mfa-verification/email")]
    [InlineData("/mfa-verification/phone")]
    [InlineData("/mfa-verification/backup-code")]
    [InlineData("/mfa-binding")]
    [InlineData("/mfa-binding/totp")]
    [InlineData("/mfa-binding/web-authn")]
    [InlineData("/create-passkey")]
    public async Task Nothing_to_answer(string path)
    {
        var browser = Server.NewBrowser();
        await Page.BeginAsync(browser, await Server.NewAppAsync());
        Assert.Equal("/sign-in", (await browser.GetAsync(path)).Expect(303).Header("Location")?.Split('?')[0]);
        (await browser.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent([KeyValuePair.Create("code", "123456")]))).Expect(403);
        (await Server.NewBrowser().GetAsync(path)).Expect(302);
    }

    [Theory(DisplayName = "Contract 4.5, 8.3: nobody adds a factor to an account whose second factor was not shown")]
    [InlineData("/mfa-binding/totp")]
    [InlineData("/mfa-binding/backup-code")]
    public async Task Adds_nothing_before(string path)
    {
        var (username, _) = await NewUserWithAppAsync();
        var browser = Server.NewBrowser();
        await (await Page.BeginAsync(browser, await Server.NewAppAsync())).SignInAsync(username);
        var page = await ChooseAsync(await Page.OpenAsync(browser, "/mfa-binding"), path.EndsWith("totp", StringComparison.Ordinal) ? MfaFactor.WebAuthn : MfaFactor.BackupCode);
        var begun = await Page.OpenAsync(browser, path);
        var sent = await begun.SendAsync();
        Assert.DoesNotContain("code", SignInFlow.Query(sent.Answer.Header("Location") ?? "https://none.test/").Keys);
        Assert.NotNull(page);
        var factors = (await Server.Api.GetAnswerAsync($"/api/users/{await IdOfAsync(username)}/mfa-verifications")).Expect(200).Json;
        Assert.Equal("Totp", Assert.Single(factors.EnumerateArray()).GetProperty("type").GetString());
    }

    private static void AssertDone(Answer answer) => Assert.Contains("/oidc/auth/", answer.Expect(303).Header("Location"), StringComparison.Ordinal);

    private Task SetAsync(string factors, string policy) => Server.SetExperienceAsync(experience =>
    {
        experience.SignIn = JsonText.FromStored("""{"methods":[{"identifier":"username","password":true,"verificationCode":false,"isPasswordPrimary":true}]}""");
        experience.SignUp = JsonText.FromStored("""{"identifiers":["username"],"password":true,"verify":false}""");
        experience.Mfa = JsonText.FromStored($$"""{"factors":{{factors}},"policy":"{{policy}}"}""");
        experience.PasskeySignIn = JsonText.EmptyObject;
    });

    private async Task<Page> BeginAsync(params (string Name, string? Value)[] parameters) => await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync(), parameters);

    private async Task<Page> SignInAsync(string username) => await (await BeginAsync()).SignInAsync(username);

    private async Task<Page> ByLinkAsync(string email)
    {
        var token = (await Server.Api.PostAnswerAsync("/api/one-time-tokens", new { email })).Expect(201)["token"].GetString()!;
        return await (await BeginAsync(("one_time_token", token), ("login_hint", email))).SendAsync();
    }

    private static async Task<Page> ChooseAsync(Page list, string factor) => await list.SendAsync(("factor", factor));

    private static async Task<Answer> OpenListAsync(Page page) => await page.Browser.GetAsync(page.LinkTo("/mfa-verification")!);

    private async Task<(string Username, string Id)> NewUserAsync(bool isTemporary = false)
    {
        var username = TestServer.Unique();
        var user = (await Server.Api.PostAnswerAsync("/api/users", new { username, primaryEmail = username + "@mail.test", password = Password, isPasswordTemporary = isTemporary })).Expect(200);
        return (username, user.Id);
    }

    private async Task<(string Username, string Secret)> NewUserWithAppAsync(bool isTemporary = false)
    {
        var (username, id) = await NewUserAsync(isTemporary);
        return (username, (await Server.Api.PostAnswerAsync($"/api/users/{id}/mfa-verifications", new { type = "Totp" })).Expect(200)["secret"].GetString()!);
    }

    private async Task<string> IdOfAsync(string username) => (await Server.Api.GetAnswerAsync("/api/users?search.username=" + username)).Expect(200).Json[0].GetProperty("id").GetString()!;

    private async Task<string> CodeOfMailAsync(string email) =>
        (await Eventually.Async(() => own.MessagesAsync(email), found => found.Count > 0, "a code to " + email))[0].GetProperty("payload").GetProperty("code").GetString()!;

    private string CodeOf(string secret) =>
        TotpCode.At(TotpSecret.Decode(secret.Replace(" ", "", StringComparison.Ordinal)), TotpCode.StepAt(Server.Clock.GetUtcNow()));
}
