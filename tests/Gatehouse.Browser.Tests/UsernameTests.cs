using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests;

/// <summary>Username and password, in Chromium.</summary>
public sealed class UsernameTests(UsernameServer server) : PageTest<UsernameServer>(server)
{
    private const string Password = "Lantern-under-7-bridges";

    [Fact(DisplayName = "Somebody registers with a username, after a password that is too weak")]
    public async Task Registers()
    {
        var username = TestServer.Unique();
        await StartAsync(Page, ("first_screen", "register"));
        await Page.TitledAsync("Create your account");
        await InspectAsync(Page, "register-username");
        await Page.FillInAsync("Username", username);
        await Page.PressAsync("Continue");

        await Page.TitledAsync("Choose a password");
        await Page.ToldAsync(username);
        await InspectAsync(Page, "new-password");
        await Page.FillInAsync("New password", "aaaa");
        await Page.PressAsync("Create an account");
        await Page.ToldAsync("At least 8 characters. Too easy to guess: repeated characters.");
        await InspectAsync(Page, "new-password-refused");
        await Page.FillInAsync("New password", Password);
        await Page.PressAsync("Create an account");

        Assert.Equal(username, (await SignedInAsync(Page)).GetProperty("username").GetString());
    }

    [Fact(DisplayName = "A username that is taken, or can't be one, is told beside the field")]
    public async Task UsernameIsTaken()
    {
        var (_, username) = await Server.NewSignerAsync();
        await StartAsync(Page, ("first_screen", "register"));
        await Page.FillInAsync("Username", username);
        await Page.PressAsync("Continue");
        await Page.ToldAsync("This username is taken");
        await InspectAsync(Page, "register-taken");
        await Page.FillInAsync("Username", "not a name");
        await Page.PressAsync("Continue");
        await Page.ToldAsync("A username has letters, digits and underscores only");
    }

    [Fact(DisplayName = "Somebody signs in with username and password, and out again")]
    public async Task SignsInAndOut()
    {
        var (userId, username) = await Server.NewSignerAsync();
        await StartAsync(Page);
        await InspectAsync(Page, "sign-in-username");
        await SignInAsync(Page, username, "wrong password");
        await Page.ToldAsync("Wrong account or password. Check both and try again.");
        await InspectAsync(Page, "sign-in-refused");
        await SignInAsync(Page, username, ExperienceCalls.Password);
        Assert.Equal(userId, (await SignedInAsync(Page)).GetProperty("sub").GetString());

        await Page.FollowAsync("Sign out");
        await Page.WaitForURLAsync(RelyingParty.Address + "/bye**");
        await StartAsync(Page);
        await Page.TitledAsync("Sign in to your account");
    }

    [Theory(DisplayName = "A suspended user with the right password is told so, in the browser's language")]
    [InlineData("en", "Username", "Password", "Sign in", "This account is suspended, so you can't sign in. Ask the people who run this service.")]
    [InlineData("ko", "사용자 이름", "비밀번호", "로그인", "일시정지된 계정이라 로그인할 수 없어요. 서비스 담당자에게 문의해 주세요.")]
    public async Task SuspendedUserIsTold(string locale, string username, string password, string button, string sentence)
    {
        var (userId, name) = await Server.NewSignerAsync();
        (await Server.Api.PatchAnswerAsync($"/api/users/{userId}/is-suspended", new { isSuspended = true })).Expect(200);
        var page = await NewPageAsync(locale: locale);
        await StartAsync(page);
        await page.FillInAsync(username, name);
        await page.FillInAsync(password, ExperienceCalls.Password);
        await page.PressAsync(button);
        await page.ToldAsync(sentence);
        await InspectAsync(page, "suspended-" + locale);
    }

    [Fact(DisplayName = "Without a script somebody registers and signs in; a password that can't be looked at is typed twice")]
    public async Task WithoutScript()
    {
        var username = TestServer.Unique();
        var page = await NewPageAsync(script: false);
        await StartAsync(page, ("first_screen", "register"));
        await page.FillInAsync("Username", username);
        await page.PressAsync("Continue");
        await page.FillInAsync("New password", Password);
        await page.FillInAsync("Repeat the password", Password + "r");
        await page.PressAsync("Create an account");
        await page.ToldAsync("The passwords are not the same");
        await page.FillInAsync("New password", Password);
        await page.FillInAsync("Repeat the password", Password);
        await page.PressAsync("Create an account");
        await SignedInAsync(page);

        var other = await NewPageAsync(script: false);
        await StartAsync(other);
        await SignInAsync(other, username, Password);
        Assert.Equal(username, (await SignedInAsync(other)).GetProperty("username").GetString());
    }

    [Fact(DisplayName = "On a phone, in Korean, somebody registers")]
    public async Task OnAPhone()
    {
        var page = await NewPageAsync(width: 390, locale: "ko");
        await StartAsync(page, ("first_screen", "register"));
        await InspectAsync(page, "register-username-ko");
        await page.FillInAsync("사용자 이름", TestServer.Unique());
        await page.PressAsync("계속");
        await InspectAsync(page, "new-password-ko");
        await page.FillInAsync("새 비밀번호", Password);
        await page.Keyboard.PressAsync("Enter");
        await SignedInAsync(page);
    }

    [Fact(DisplayName = "A temporary password is replaced before it lets anybody in")]
    public async Task TemporaryPassword()
    {
        var username = TestServer.Unique();
        await Server.Api.NewUserAsync(new { username, password = "Temporary-pass-word-1", isPasswordTemporary = true });
        await StartAsync(Page);
        await SignInAsync(Page, username, "Temporary-pass-word-1");
        await Page.TitledAsync("Choose a new password");
        await InspectAsync(Page, "temporary-password");
        await Page.FillInAsync("New password", Password);
        await Page.PressAsync("Save and sign in");
        await SignedInAsync(Page);
    }

    [Fact(DisplayName = "A third party gets what the user allows, and nothing when the user does not")]
    public async Task ThirdPartyConsent()
    {
        var (_, username) = await Server.NewSignerAsync();
        var clientId = await RelyingParty.NewClientAsync(isThirdParty: true);
        await Page.GotoAsync(RelyingParty.StartUrl(clientId));
        await SignInAsync(Page, username, ExperienceCalls.Password);
        await Page.TitledAsync("Let Notes of a stranger use your account");
        await InspectAsync(Page, "consent");
        await Page.PressAsync("Cancel");
        await Page.WaitForURLAsync(RelyingParty.Address + "/callback?**");
        Assert.Equal("oidc.aborted", await Page.Locator("#error").TextContentAsync());

        await Page.GotoAsync(RelyingParty.StartUrl(clientId));
        await Page.PressAsync("Allow");
        Assert.Equal(clientId, (await SignedInAsync(Page)).GetProperty("aud").GetString());
    }

    private static async Task SignInAsync(IPage page, string username, string password)
    {
        await page.FillInAsync("Username", username);
        await page.FillInAsync("Password", password);
        await page.PressAsync("Sign in");
    }
}
