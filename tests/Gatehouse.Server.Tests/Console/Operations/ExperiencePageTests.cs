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
        (await page.SubmitAsync(Save)).Expect(303);
        var once = (await Server.Api.GetAnswerAsync("/api/sign-in-exp")).Expect(200).Text;
        var again = await page.FollowAsync(await (await page.Browser.SeeAsync("/sign-in-experience" + tab)).SubmitAsync(Save));
        again.Answer.Expect(200);
        Assert.Equal(once, (await Server.Api.GetAnswerAsync("/api/sign-in-exp")).Text);
    }

    [Fact]
    public async Task Colours_and_logos_are_saved_and_the_first_step_is_done()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/sign-in-experience");
        (await page.SubmitAsync(Save, ("color.primaryColor", "#102030"), ("color.isDarkModeEnabled", "true"), ("branding.logoUrl", "https://example.com/l.svg"), ("branding.favicon", ""))).Expect(303);
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
        var refused = await page.SubmitAndSeeAsync(Save, (field, value));
        refused.Answer.Expect(400);
        Assert.Equal(value, refused.ValueOf(field));
        Assert.NotNull(refused.ProblemOf(field));
        Assert.Equal(before, (await Server.Api.GetAnswerAsync("/api/sign-in-exp")).Text);
    }

    [Fact]
    public async Task Methods_are_put_into_their_order()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/sign-in-experience/methods");
        (await page.SubmitAsync(
            Save, ("method.email.place", "1"), ("method.email.password", "true"), ("method.email.first", "true"), ("method.username.place", "2"), ("method.username.password", "true"))).Expect(303);
        var methods = (await Server.Api.GetAnswerAsync("/api/sign-in-exp"))["signIn"].GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("identifier").GetString());
        Assert.Equal(["email", "username"], methods);
        var after = await page.Browser.SeeAsync("/sign-in-experience/methods");
        (await after.SubmitAsync(Save, ("method.email.place", ""), ("method.username.place", "1"), ("method.username.password", "true"), ("method.username.first", "true"))).Expect(303);
    }

    [Fact]
    public async Task A_form_from_before_somebody_elses_change_is_held_back_with_both_values()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/sign-in-experience/content");
        (await Server.Api.PatchAnswerAsync("/api/sign-in-exp", new { supportWebsiteUrl = "https://theirs.example.com" })).Expect(200);
        var stale = await page.SubmitAndSeeAsync(Save, ("supportWebsiteUrl", "https://mine.example.com"));
        stale.Answer.Expect(409);
        Assert.Contains("https://theirs.example.com", stale.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal("https://mine.example.com", stale.ValueOf("supportWebsiteUrl"));
    }

    [Fact]
    public async Task The_preview_may_be_framed_by_the_console_alone_and_the_page_itself_by_nobody()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("/sign-in-experience");
        var address = page.Document.QuerySelector("aside.preview iframe")!.GetAttribute("src")!;
        Assert.StartsWith(TestServer.Endpoint + "/sign-in?preview=", address, StringComparison.Ordinal);
        Assert.Contains($"frame-src {TestServer.Endpoint};", page.Answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        var shown = await Server.Anonymous.GetAnswerAsync(address[TestServer.Endpoint.Length..]);
        Assert.EndsWith($"frame-ancestors {TestServer.AdminEndpoint}", shown.Expect(200).Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"form_token\"", shown.Text, StringComparison.Ordinal);
        var unknown = await Server.Anonymous.GetAnswerAsync("/unknown-session");
        Assert.EndsWith("frame-ancestors 'none'", unknown.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A preview in a browser that is signing in is still only a preview: the page that acts can't be framed")]
    public async Task A_preview_never_acts()
    {
        var browser = new Browser(Server);
        var page = await Page.BeginAsync(browser, await Server.NewAppAsync());
        Assert.EndsWith("frame-ancestors 'none'", page.Answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        var preview = await Page.OpenAsync(browser, "/sign-in?preview=console");
        Assert.EndsWith($"frame-ancestors {TestServer.AdminEndpoint}", preview.Answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Empty(preview.Document.QuerySelectorAll("input[type=hidden][value]:not([value=''])"));
    }

    [Fact]
    public async Task The_secret_of_a_captcha_is_never_shown_and_stays_when_left_empty()
    {
        var browser = await Server.SignedInAsync();
        var page = await browser.SeeAsync("/sign-in-experience/captcha");
        (await page.SubmitAsync(Save, ("config.type", "Turnstile"), ("config.siteKey", "site"), ("config.secretKey", "very-secret"))).Expect(303);
        var after = await browser.SeeAsync("/sign-in-experience/captcha");
        Assert.DoesNotContain("very-secret", after.Answer.Text, StringComparison.Ordinal);
        (await after.SubmitAsync(Save, ("config.siteKey", "other"))).Expect(303);
        var config = (await Server.Api.GetAnswerAsync("/api/captcha-provider")).Expect(200)["config"];
        Assert.Equal(("other", "very-secret"), (config.GetProperty("siteKey").GetString(), config.GetProperty("secretKey").GetString()));
        (await (await browser.SeeAsync("/sign-in-experience/captcha")).SubmitAsync("Remove the provider")).Expect(303);
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
