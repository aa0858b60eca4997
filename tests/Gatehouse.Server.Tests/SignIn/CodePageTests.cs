using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>Pages that send codes: registration, sign-in and forgotten passwords (contract/experience-api.md 4.2, 11.2).</summary>
public sealed class CodePageTests(MailboxServer own) : IClassFixture<MailboxServer>, IAsyncLifetime
{
    private const string Password = "Lantern-under-7-bridges";

    private TestServer Server => own.Server;

    public async ValueTask InitializeAsync() => (await Server.Api.PatchAnswerAsync("/api/sign-in-exp", new
    {
        signUp = new { identifiers = new[] { "email" }, password = true, verify = true },
        signIn = new { methods = new object[] { new { identifier = "email", password = true, verificationCode = true, isPasswordPrimary = false } } },
        forgotPasswordMethods = new[] { "EmailVerificationCode" },
        termsOfUseUrl = "https://example.com/terms",
        agreeToTermsPolicy = "ManualRegistrationOnly",
    })).Expect(200);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_code_field_takes_autofill_and_paste_and_the_address_can_be_changed()
    {
        var page = await RegisterAsync(NewAddress());
        var code = page.Field("code");
        Assert.Equal(("one-time-code", "numeric"), (code.Autocomplete, code.GetAttribute("inputmode")));
        Assert.NotNull(page.LinkTo("/register"));
    }

    [Fact]
    public async Task An_address_that_has_an_account_gets_the_same_answer_as_one_that_has_none()
    {
        var (taken, free) = (await NewUserAsync(), NewAddress());
        Assert.Equal(Plain(await RegisterAsync(taken), taken), Plain(await RegisterAsync(free), free));
        Assert.Equal(Plain(await ForgetAsync(taken), taken), Plain(await ForgetAsync(free), free));
        Assert.Equal(Plain(await (await ForgetAsync(taken)).SendAsync(("code", "000000")), taken), Plain(await (await ForgetAsync(free)).SendAsync(("code", "000000")), free));
    }

    [Fact]
    public async Task Without_consent_to_the_terms_nothing_is_sent()
    {
        var address = NewAddress();
        var page = await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync(), ("first_screen", "register"));
        var refused = await page.SendAsync(("identifier", address));
        refused.Answer.Expect(422);
        Assert.Equal("Accept the terms first", refused.Notice);
        Assert.Empty(await own.MessagesAsync(address));
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("a@b")]
    public async Task What_is_no_address_is_told(string typed)
    {
        var page = await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync(), ("first_screen", "register"));
        Assert.Equal("This is no email address", (await page.SendAsync(("identifier", typed), ("agree", "yes"))).Text("#identifier-error"));
    }

    [Fact]
    public async Task A_code_is_good_in_the_interaction_that_asked_for_it_alone()
    {
        var address = await NewUserAsync();
        var (one, other) = (await SignInAsync(address), await SignInAsync(address));
        var codes = (await own.MessagesAsync(address)).Select(message => message.GetProperty("payload").GetProperty("code").GetString()!).ToList();
        var refused = await one.SendAsync(("code", codes[0]));
        refused.Answer.Expect(422);
        Assert.Equal("The code is not right. Check it, or send a new one.", refused.Notice);
        var done = await other.SendAsync(("code", $"{codes[0][..3]} {codes[0][3..]}"));
        Assert.Contains("code", SignInFlow.Query(done.Answer.Expect(303).Header("Location")!).Keys);
    }

    [Theory]
    [InlineData("/register/verification-code", "Create your account")]
    [InlineData("/sign-in/verification-code", "Sign in to your account")]
    [InlineData("/forgot-password/verification-code", "Choose a new password")]
    [InlineData("/register/existing-account", "Create your account")]
    [InlineData("/sign-in/new-account", "Sign in to your account")]
    public async Task Without_a_code_on_its_way_the_page_leads_to_where_one_is_asked_for(string path, string heading)
    {
        var browser = Server.NewBrowser();
        await Page.BeginAsync(browser, await Server.NewAppAsync());
        Assert.Equal(heading, (await Page.OpenAsync(browser, path)).Heading);
    }

    [Fact]
    public async Task A_new_password_is_asked_for_only_after_the_code()
    {
        var browser = Server.NewBrowser();
        var address = await NewUserAsync();
        var page = await ForgetAsync(address, browser);
        Assert.Equal("Check your email", page.Heading);
        var early = await Page.OpenAsync(browser, "/reset-password");
        Assert.Equal(["identifier"], early.Fields);
        var password = await page.SendAsync(("code", await CodeAsync(address)));
        Assert.Equal("Choose a new password", password.Heading);
        var done = await password.SendAsync(("password", Password + "-new"), ("again", Password + "-new"));
        Assert.Equal("Your password has been changed", done.Heading);
        Assert.NotNull(done.LinkTo("/sign-in"));
        // The interaction goes on, with nothing left of the reset.
        Assert.Equal(["identifier"], (await Page.OpenAsync(browser, "/reset-password")).Fields);
    }

    [Fact]
    public async Task Another_code_can_be_asked_for()
    {
        var address = NewAddress();
        var page = await RegisterAsync(address);
        var again = await page.FollowAsync(await page.PressAsync("Send again"));
        Assert.Equal("Check your email", again.Heading);
        Assert.Equal(2, (await own.MessagesAsync(address)).Count);
    }

    private static string NewAddress() => TestServer.Unique() + "@example.com";

    private async Task<string> NewUserAsync()
    {
        var address = NewAddress();
        await Server.Api.NewUserAsync(new { primaryEmail = address, password = Password });
        return address;
    }

    private async Task<string> CodeAsync(string address)
    {
        // The message leaves after the answer, so that its time tells nothing.
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (await own.MessagesAsync(address) is [var message, ..])
                return message.GetProperty("payload").GetProperty("code").GetString()!;
            await Task.Yield();
        }

        Assert.Fail("No code");
        return "";
    }

    private async Task<Page> RegisterAsync(string address)
    {
        var page = await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync(), ("first_screen", "register"));
        return await page.SendAsync(("identifier", address), ("agree", "yes"));
    }

    private async Task<Page> SignInAsync(string address) =>
        await (await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync())).SendAsync(("identifier", address));

    private async Task<Page> ForgetAsync(string address, Browser? browser = null)
    {
        browser ??= Server.NewBrowser();
        await Page.BeginAsync(browser, await Server.NewAppAsync());
        return await (await Page.OpenAsync(browser, "/forgot-password")).SendAsync(("identifier", address));
    }

    /// <summary>Status and everything that is shown, but for the address and the application's name.</summary>
    private static string Plain(Page page, string address)
    {
        page.Document.QuerySelector(".owner")!.Remove();
        return $"{page.Answer.Status} {page.Document.QuerySelector("main")!.TextContent.Replace(address, "ADDRESS", StringComparison.Ordinal)}";
    }
}
