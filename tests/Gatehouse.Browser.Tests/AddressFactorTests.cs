using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests;

/// <summary>contract/experience-api.md 4.2, 8.2: codes to an address as second factor, in Chromium.</summary>
public sealed class AddressFactorTests(AddressFactorServer server) : PageTest<AddressFactorServer>(server)
{
    private const string Password = "Lantern-under-7-bridges";

    [Fact(DisplayName = "A code by mail is on its way when the second step is asked for; the address is told in part")]
    public async Task ByMail()
    {
        var (username, email) = (TestServer.Unique(), TestServer.Unique() + "@example.com");
        await Server.Api.NewUserAsync(new { username, primaryEmail = email, password = Password });
        await StartAsync(Page);
        await SignInAsync(username);
        await Page.TitledAsync("Check your email");
        await Page.ToldAsync($"{email[..4]}****@example.com");
        await InspectAsync(Page, "mfa-verification-email");
        var first = await Server.CodeAsync(email);
        await Page.PressAsync("Send again");
        await Page.Locator("#code").FillAsync(await Server.CodeAsync(email, first));
        await SignedInAsync(Page);
    }

    [Fact(DisplayName = "A phone number is added as second factor with a code, and one of two is chosen")]
    public async Task ByPhone()
    {
        var (username, phone) = (TestServer.Unique(), TestServer.UniquePhone());
        await Server.Api.NewUserAsync(new { username, password = Password });
        await StartAsync(Page);
        await SignInAsync(username);
        await Page.PressAsync("Turn on two-step verification");
        await InspectAsync(Page, "mfa-binding-addresses");
        await Page.Locator("button[value=PhoneVerificationCode]").ClickAsync();
        await InspectAsync(Page, "mfa-binding-phone");
        await Page.FillInAsync("Phone number", "+" + phone);
        await Page.PressAsync("Continue");
        await Page.Locator("#code").FillAsync(await Server.CodeAsync(phone));
        await SignedInAsync(Page);

        var page = await NewPageAsync(width: 390, locale: "ko");
        await StartAsync(page);
        await page.FillInAsync("사용자 이름", username);
        await page.FillInAsync("비밀번호", Password);
        await page.PressAsync("로그인");
        await page.TitledAsync("문자 메시지를 확인해 주세요");
        await InspectAsync(page, "mfa-verification-phone-ko");
    }

    private async Task SignInAsync(string username)
    {
        await Page.FillInAsync("Username", username);
        await Page.FillInAsync("Password", Password);
        await Page.PressAsync("Sign in");
    }
}
