using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests;

/// <summary>Codes by mail and SMS, forgotten passwords and lockout, in Chromium.</summary>
public sealed class AddressTests(AddressServer server) : PageTest<AddressServer>(server)
{
    private const string Field = "Email or phone number";
    private const string AnyField = "Email, phone number or username";
    private const string Password = "Lantern-under-7-bridges";

    [Fact(DisplayName = "Somebody registers with a code by mail, a password and what the tenant asks for")]
    public async Task RegistersByMail()
    {
        var email = TestServer.Unique() + "@example.com";
        await StartAsync(Page, ("first_screen", "register"));
        await InspectAsync(Page, "register-address");
        await Page.FillInAsync(Field, email);
        await Page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await Page.PressAsync("Continue");

        await Page.TitledAsync("Check your email");
        await Page.ToldAsync(email);
        await InspectAsync(Page, "code");
        await Page.FillInAsync("Code", "000000");
        await Page.ToldAsync("The code is not right");
        await InspectAsync(Page, "code-wrong");
        await Page.FillInAsync("Code", await Server.CodeAsync(email));

        await Page.TitledAsync("Choose a password");
        await Page.FillInAsync("New password", Password);
        await Page.PressAsync("Create an account");

        await Page.TitledAsync("Tell us a little more");
        await InspectAsync(Page, "profile");
        await Page.FillInAsync("Nickname", "K");
        await Page.PressAsync("Continue");
        await Page.ToldAsync("At least 2 characters");
        await Page.FillInAsync("Nickname", "Kim");
        await Page.GetByLabel("Plan (optional)").SelectOptionAsync("team");
        await Page.PressAsync("Continue");

        var claims = await SignedInAsync(Page);
        Assert.Equal(email, claims.GetProperty("email").GetString());
        var user = (await Server.Api.GetAnswerAsync("/api/users/" + claims.GetProperty("sub").GetString())).Expect(200);
        Assert.Equal("Kim", user["profile"].GetProperty("nickname").GetString());
        Assert.Equal("team", user["customData"].GetProperty("plan").GetString());
    }

    [Fact(DisplayName = "Somebody registers with a code by SMS; the code can be asked for again, and the number changed")]
    public async Task RegistersByPhone()
    {
        var phone = TestServer.UniquePhone();
        await StartAsync(Page, ("first_screen", "register"));
        await Page.FillInAsync(Field, "+" + phone);
        await Page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await Page.PressAsync("Continue");
        await Page.TitledAsync("Check your phone");
        var first = await Server.CodeAsync(phone);
        await Page.PressAsync("Send again");
        var second = await Server.CodeAsync(phone, first);
        await Page.FillInAsync("Code", second);
        await Page.TitledAsync("Choose a password");
    }

    [Fact(DisplayName = "Another code can be asked for after a while that the page counts without a script")]
    public async Task CountsDown()
    {
        var page = await NewPageAsync(script: false, motion: ReducedMotion.NoPreference);
        await StartAsync(page, ("first_screen", "register"));
        await page.FillInAsync(Field, TestServer.Unique() + "@example.com");
        await page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.PressAsync("Continue");
        await Assertions.Expect(page.Locator(".countdown")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Send again", new() { Exact = true })).ToBeHiddenAsync();
        await page.LookAsync("code-fresh");
    }

    [Fact(DisplayName = "Somebody signs in with a code by mail, and with the password instead")]
    public async Task SignsInByCodeAndPassword()
    {
        var email = await NewUserAsync();
        await StartAsync(Page);
        await InspectAsync(Page, "sign-in-address");
        await Page.FillInAsync(AnyField, email);
        await Page.PressAsync("Continue");
        await InspectAsync(Page, "code-sign-in");
        await Page.FillInAsync("Code", await Server.CodeAsync(email));
        Assert.Equal(email, (await SignedInAsync(Page)).GetProperty("email").GetString());

        var other = await NewPageAsync();
        await StartAsync(other);
        await other.FillInAsync(AnyField, email);
        await other.PressAsync("Continue");
        await other.FollowAsync("Sign in with your password");
        await InspectAsync(other, "password");
        await other.FillInAsync("Password", Password);
        await other.PressAsync("Sign in");
        await SignedInAsync(other);
    }

    [Fact(DisplayName = "Whoever registers with an address that has an account signs in to it, and learns of it only from the mail")]
    public async Task AddressHasAnAccount()
    {
        var email = await NewUserAsync();
        await StartAsync(Page, ("first_screen", "register"));
        await Page.FillInAsync(Field, email);
        await Page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await Page.PressAsync("Continue");
        await Page.TitledAsync("Check your email");
        await Page.FillInAsync("Code", await Server.CodeAsync(email));
        await Page.TitledAsync("You have an account already");
        await InspectAsync(Page, "account-exists");
        await Page.PressAsync("Sign in");
        Assert.Equal(email, (await SignedInAsync(Page)).GetProperty("email").GetString());
    }

    [Fact(DisplayName = "Whoever signs in with an address that has no account is offered one")]
    public async Task AddressHasNoAccount()
    {
        var email = TestServer.Unique() + "@example.com";
        await StartAsync(Page);
        await Page.FillInAsync(AnyField, email);
        await Page.PressAsync("Continue");
        await Page.TitledAsync("Check your email");
        await Page.FillInAsync("Code", await Server.CodeAsync(email));
        await Page.TitledAsync("No account yet");
        await InspectAsync(Page, "no-account-yet");
        await Page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await Page.PressAsync("Create an account");
        await Page.TitledAsync("Choose a password");
    }

    [Fact(DisplayName = "Somebody who forgot the password chooses a new one, without a script, and signs in with it")]
    public async Task ForgotPassword()
    {
        var email = await NewUserAsync();
        var page = await NewPageAsync(script: false);
        await StartAsync(page);
        await page.FillInAsync(AnyField, email);
        await page.PressAsync("Continue");
        await page.FollowAsync("Sign in with your password");
        await page.FollowAsync("Forgot your password?");
        await page.TitledAsync("Choose a new password");
        // The one of the sign-in that was given up.
        var first = await Server.CodeAsync(email);
        await page.PressAsync("Send code");
        await page.TitledAsync("Check your email");
        await page.FillInAsync("Code", await Server.CodeAsync(email, first));
        await page.PressAsync("Continue");
        await page.FillInAsync("New password", Password);
        await page.FillInAsync("Repeat the password", Password);
        await page.PressAsync("Save");
        await page.ToldAsync("This is your old password. Choose another one.");
        await page.FillInAsync("New password", Password + "-new");
        await page.FillInAsync("Repeat the password", Password + "-new");
        await page.PressAsync("Save");
        await page.TitledAsync("Your password has been changed");
        await page.FollowAsync("Sign in");
        await page.FillInAsync(AnyField, email);
        await page.PressAsync("Continue");
        await page.FollowAsync("Sign in with your password");
        await page.FillInAsync("Password", Password + "-new");
        await page.PressAsync("Sign in");
        await SignedInAsync(page);
    }

    [Fact(DisplayName = "Who forgot the password of an account that is not there sees the same page")]
    public async Task ForgotPasswordOfNobody()
    {
        await StartAsync(Page);
        await Page.GotoAsync(RelyingParty.Endpoint + "/forgot-password");
        await InspectAsync(Page, "forgot-password");
        await Page.FillInAsync("Email", "nobody-" + TestServer.Unique() + "@example.com");
        await Page.PressAsync("Send code");
        await Page.TitledAsync("Check your email");
        await Page.FillInAsync("Code", "123456");
        await Page.ToldAsync("The code is not right");
    }

    [Fact(DisplayName = "The third wrong password closes the sign-in for a while, for the right one too")]
    public async Task Lockout()
    {
        var username = TestServer.Unique();
        await Server.Api.NewUserAsync(new { username, password = Password });
        await StartAsync(Page);
        await Page.FillInAsync(AnyField, username);
        await Page.PressAsync("Continue");
        foreach (var _ in new[] { 1, 2 })
        {
            await Page.FillInAsync("Password", "wrong password");
            await Page.PressAsync("Sign in");
            await Page.ToldAsync("Wrong account or password. Try again or choose a new password.");
        }

        await Page.FillInAsync("Password", "wrong password");
        await Page.PressAsync("Sign in");
        await Page.ToldAsync("Too many attempts. For your safety, signing in is closed for this account.");
        await InspectAsync(Page, "locked");
        await Page.FillInAsync("Password", Password);
        await Page.PressAsync("Sign in");
        await Page.ToldAsync("Too many attempts. For your safety, signing in is closed for this account.");
    }

    [Theory(DisplayName = "Pages with codes are complete in Korean")]
    [InlineData("ko")]
    public async Task InKorean(string locale)
    {
        var email = TestServer.Unique() + "@example.com";
        var page = await NewPageAsync(width: 390, locale: locale);
        await StartAsync(page, ("first_screen", "register"));
        await InspectAsync(page, "register-address-ko");
        await page.Locator("input[name=identifier]").FillAsync(email);
        await page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.PressAsync("계속");
        await InspectAsync(page, "code-ko");
        await page.Locator("#code").FillAsync(await Server.CodeAsync(email));
        await page.Locator("#password").FillAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("select").WaitForAsync();
        await InspectAsync(page, "profile-ko");
    }

    private async Task<string> NewUserAsync()
    {
        var email = TestServer.Unique() + "@example.com";
        await Server.Api.NewUserAsync(new { primaryEmail = email, password = Password });
        return email;
    }
}
