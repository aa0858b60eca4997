using Gatehouse.Server.Administrators;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console.Operations;

/// <summary>Issue 7, point 5: the sign-in experience in the console, over contract/management-misc.md 4 and 6.</summary>
public sealed class ExperiencePageTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private const string Save = "Save changes";

    private TestServer Server => console.Server;

    [Theory]
    [InlineData("")]
    [InlineData("/methods")]
    [InlineData("/content")]
    [InlineData("/passwords")]
    [InlineData("/protection")]
    public async Task A_form_that_nobody_touched_can_be_saved_again_and_again_and_changes_no_meaning(string tab)
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/sign-in-experience" + tab);
        (await page.ClickAsync(Save)).Expect(303);
        var once = (await Server.Api.GetAnswerAsync("/api/sign-in-exp")).Expect(200).Text;
        var again = await page.FollowAsync(await (await page.Browser.SeeAsync("/sign-in-experience" + tab)).ClickAsync(Save));
        again.Answer.Expect(200);
        Assert.Equal(once, (await Server.Api.GetAnswerAsync("/api/sign-in-exp")).Text);
    }

    [Fact]
    public async Task Saving_the_page_of_passwords_as_it_stands_makes_no_rule_laxer()
    {
        (await Server.Api.PatchAnswerAsync("/api/sign-in-exp", new { passwordPolicy = new { } })).Expect(200);
        var page = await (await Server.SignedInAsync()).SeeAsync("/sign-in-experience/passwords");
        Assert.Equal("8", page.ValueOf("passwordPolicy.length.min"));
        (await page.ClickAsync(Save)).Expect(303);
        var policy = (await Server.Api.GetAnswerAsync("/api/sign-in-exp"))["passwordPolicy"];
        Assert.Equal((8, 1), (policy.GetProperty("length").GetProperty("min").GetInt32(), policy.GetProperty("characterTypes").GetProperty("min").GetInt32()));
        var rejects = policy.GetProperty("rejects");
        Assert.True(rejects.GetProperty("pwned").GetBoolean() && rejects.GetProperty("repetitionAndSequence").GetBoolean() && rejects.GetProperty("userInfo").GetBoolean());
    }

    [Fact]
    public async Task Colours_and_logos_are_saved_and_the_first_step_is_done()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/sign-in-experience");
        (await page.ClickAsync(Save, ("color.primaryColor", "#102030"), ("color.isDarkModeEnabled", "true"), ("branding.logoUrl", "https://example.com/l.svg"), ("branding.favicon", ""))).Expect(303);
        var now = (await Server.Api.GetAnswerAsync("/api/sign-in-exp")).Expect(200);
        Assert.Equal(("#102030", true), (now["color"].GetProperty("primaryColor").GetString(), now["color"].GetProperty("isDarkModeEnabled").GetBoolean()));
        Assert.Equal("https://example.com/l.svg", now["branding"].GetProperty("logoUrl").GetString());
        Assert.True((await Server.Api.GetAnswerAsync("/api/configs/admin-console"))["signInExperienceCustomized"].GetBoolean());
    }

    [Theory]
    [InlineData("", "color.primaryColor", "red")]
    [InlineData("", "branding.logoUrl", "nonsense")]
    [InlineData("/content", "termsOfUseUrl", "javascript:alert(1)")]
    [InlineData("/content", "supportEmail", "nobody")]
    [InlineData("/passwords", "passwordPolicy.length.min", "many")]
    [InlineData("/passwords", "usernamePolicy.minLength", "0")]
    [InlineData("/protection", "verificationCodePolicy.expirationDuration", "5")]
    public async Task A_wrong_value_stays_in_its_field_and_is_told_beside_it(string tab, string field, string value)
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/sign-in-experience" + tab);
        var before = (await Server.Api.GetAnswerAsync("/api/sign-in-exp")).Text;
        var refused = await page.ClickThroughAsync(Save, (field, value));
        refused.Answer.Expect(400);
        Assert.Equal(value, refused.ValueOf(field));
        Assert.NotNull(refused.ProblemOf(field));
        Assert.Equal(before, (await Server.Api.GetAnswerAsync("/api/sign-in-exp")).Text);
    }

    [Fact]
    public async Task Methods_are_put_into_their_order()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/sign-in-experience/methods");
        (await page.ClickAsync(
            Save, ("method.email.place", "1"), ("method.email.password", "true"), ("method.email.first", "true"), ("method.username.place", "2"), ("method.username.password", "true"))).Expect(303);
        var methods = (await Server.Api.GetAnswerAsync("/api/sign-in-exp"))["signIn"].GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("identifier").GetString());
        Assert.Equal(["email", "username"], methods);
        var after = await page.Browser.SeeAsync("/sign-in-experience/methods");
        (await after.ClickAsync(Save, ("method.email.place", ""), ("method.username.place", "1"), ("method.username.password", "true"), ("method.username.first", "true"))).Expect(303);
    }

    [Fact]
    public async Task A_form_from_before_somebody_elses_change_is_held_back_with_both_values()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/sign-in-experience/content");
        (await Server.Api.PatchAnswerAsync("/api/sign-in-exp", new { supportWebsiteUrl = "https://theirs.example.com" })).Expect(200);
        var stale = await page.ClickThroughAsync(Save, ("supportWebsiteUrl", "https://mine.example.com"));
        stale.Answer.Expect(409);
        Assert.Contains("https://theirs.example.com", stale.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal("https://mine.example.com", stale.ValueOf("supportWebsiteUrl"));
    }

    [Fact]
    public async Task The_preview_is_a_picture_that_only_the_consoles_own_pages_frame()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/sign-in-experience");
        var frame = page.Document.QuerySelector("aside.preview iframe")!;
        Assert.Equal(("/console/default/sign-in-experience/preview", ""), (frame.GetAttribute("src"), frame.GetAttribute("sandbox")));
        Assert.Contains("frame-src 'self';", page.Answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'none'", page.Answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        var shown = await Page.OpenAsync(page.Browser, frame.GetAttribute("src")!);
        AssertPicture(shown);
        Assert.Contains("Sign in", shown.Heading, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "The sign-in pages themselves can be framed by nobody, a preview that somebody asks for from outside neither")]
    public async Task Pages_are_framed_by_nobody()
    {
        var browser = new Browser(Server);
        var page = await Page.BeginAsync(browser, await Server.NewAppAsync());
        Assert.EndsWith("frame-ancestors 'none'", page.Answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        var preview = await Page.OpenAsync(browser, "/sign-in?preview=console");
        Assert.EndsWith("frame-ancestors 'none'", preview.Answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Empty(preview.Document.QuerySelectorAll("input[type=hidden][value]:not([value=''])"));
    }

    [Fact]
    public async Task What_is_being_edited_is_shown_and_not_saved()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/sign-in-experience");
        var before = (await Server.Api.GetAnswerAsync("/api/sign-in-exp")).Text;
        var shown = await page.ClickThroughAsync("Preview", ("color.primaryColor", "#123abc"), ("branding.logoUrl", "https://example.com/unsaved.svg"), ("customCss", ".card { border: 7px solid }"));
        AssertPicture(shown);
        Assert.Contains("#123abc", shown.Answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(shown.Document.QuerySelector("img[src='https://example.com/unsaved.svg']"));
        Assert.Contains(".card { border: 7px solid }", shown.Answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, (await Server.Api.GetAnswerAsync("/api/sign-in-exp")).Text);
        Assert.DoesNotContain("unsaved.svg", (await Page.OpenAsync(page.Browser, "/console/default/sign-in-experience/preview")).Answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_half_typed_is_shown_as_it_is_saved_and_the_rest_as_it_is_typed()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/sign-in-experience");
        var shown = await page.ClickThroughAsync("Preview", ("color.primaryColor", "#12"), ("branding.logoUrl", "https://example.com/half.svg"));
        AssertPicture(shown);
        Assert.NotNull(shown.Document.QuerySelector("img[src='https://example.com/half.svg']"));
    }

    [Fact]
    public async Task Methods_and_modes_are_shown_before_they_are_saved()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/sign-in-experience/methods");
        var email = await page.ClickThroughAsync("Preview", ("method.email.place", "1"), ("method.email.password", "true"), ("method.username.place", ""));
        Assert.Contains("Email", email.Text("label[for=identifier]")!, StringComparison.OrdinalIgnoreCase);
        var register = await page.ClickThroughAsync("Preview", ("signInMode", "Register"));
        AssertPicture(register);
        Assert.Contains("Create", register.Heading, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "No style gets out of the preview: not as a script, not as an element, not into the page around it")]
    [ClassData(typeof(StoredTexts))]
    public async Task Styles_stay_in_their_frame(string text)
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/sign-in-experience");
        var shown = await page.ClickThroughAsync("Preview", ("customCss", text));
        AssertPicture(shown);
        Assert.Equal(2, shown.Document.QuerySelectorAll("style").Length);
        Assert.Empty(shown.Document.QuerySelectorAll("img[onerror], svg[onload], [onload]"));
    }

    [Fact]
    public async Task Who_may_only_read_sees_what_is_saved()
    {
        var browser = await Server.SignedInAsync(AdministratorRole.ReadOnly);
        var shown = await browser.SendAsync(HttpMethod.Post, "/console/default/sign-in-experience", await browser.FormAsync(("action", "preview"), ("customCss", ".mine{}")));
        Assert.DoesNotContain(".mine{}", shown.Expect(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_tells_what_a_change_would_make_of_the_settings_and_saves_nothing()
    {
        var before = (await Server.Api.GetAnswerAsync("/api/sign-in-exp")).Expect(200).Text;
        var preview = (await Server.Api.PostAnswerAsync("/api/sign-in-exp/preview", new { supportEmail = "help@example.com" })).Expect(200);
        Assert.Equal("help@example.com", preview["supportEmail"].GetString());
        (await Server.Api.PostAnswerAsync("/api/sign-in-exp/preview", new { supportEmail = "nobody" })).Expect(400, "guard.invalid_input");
        Assert.Equal(before, (await Server.Api.GetAnswerAsync("/api/sign-in-exp")).Text);
    }

    /// <summary>It runs nothing, leads nowhere, and only a page of the same origin may have it in a frame.</summary>
    private static void AssertPicture(Page page)
    {
        page.Answer.Expect(200);
        var policy = page.Answer.Header("Content-Security-Policy")!;
        Assert.StartsWith("sandbox; default-src 'none'; style-src 'nonce-", policy, StringComparison.Ordinal);
        Assert.EndsWith("form-action 'none'; base-uri 'none'; frame-ancestors 'self'", policy, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("script"));
        Assert.DoesNotContain("name=\"form_token\"", page.Answer.Text, StringComparison.Ordinal);
        Assert.Equal("_blank", page.Document.QuerySelector("base")!.GetAttribute("target"));
    }

    [Fact]
    public async Task The_secret_of_a_captcha_is_never_shown_and_stays_when_left_empty()
    {
        var browser = await Server.SignedInAsync();
        var page = await browser.SeeAsync("/sign-in-experience/captcha");
        (await page.ClickAsync(Save, ("config.type", "Turnstile"), ("config.siteKey", "site"), ("config.secretKey", "very-secret"))).Expect(303);
        var after = await browser.SeeAsync("/sign-in-experience/captcha");
        Assert.DoesNotContain("very-secret", after.Answer.Text, StringComparison.Ordinal);
        (await after.ClickAsync(Save, ("config.siteKey", "other"))).Expect(303);
        var config = (await Server.Api.GetAnswerAsync("/api/captcha-provider")).Expect(200)["config"];
        Assert.Equal(("other", "very-secret"), (config.GetProperty("siteKey").GetString(), config.GetProperty("secretKey").GetString()));
        (await (await browser.SeeAsync("/sign-in-experience/captcha")).ClickAsync("Remove the provider")).Expect(303);
    }

    [Fact]
    public async Task Who_may_only_read_sees_forms_that_can_not_be_sent()
    {
        var page = await (await Server.SignedInAsync(AdministratorRole.ReadOnly)).SeeAsync("/sign-in-experience");
        Assert.DoesNotContain(Save, page.ButtonNames);
        Assert.NotNull(page.Document.QuerySelector("fieldset[disabled]"));
        var forged = await page.Browser.SendAsync(HttpMethod.Post, "/console/default/sign-in-experience", await page.Browser.FormAsync(("customCss", "x")));
        Assert.True((int)forged.Status is 403 or 409);
    }
}
