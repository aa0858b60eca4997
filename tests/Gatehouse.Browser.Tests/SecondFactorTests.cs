using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests;

/// <summary>contract/experience-api.md 8: second factors, in Chromium.</summary>
public sealed class SecondFactorTests(SecondFactorServer server) : PageTest<SecondFactorServer>(server)
{
    private const string Password = "Lantern-under-7-bridges";

    [Theory(DisplayName = "Whoever registers adds an authenticator app and backup codes, and signs in with either of them")]
    [InlineData("en", 1024)]
    [InlineData("ko", 390)]
    public async Task AppAndBackupCodes(string locale, int width)
    {
        var (words, username) = (Words.In[locale], TestServer.Unique());
        var page = await NewPageAsync(width, locale);
        await StartAsync(page, ("first_screen", "register"));
        await page.FillInAsync(words.Username, username);
        await page.PressAsync(words.Continue);
        await page.FillInAsync(words.NewPassword, Password);
        await page.PressAsync(words.Register);

        await page.TitledAsync(words.Onboarding);
        await InspectAsync(page, "mfa-onboarding-" + locale);
        await page.PressAsync(words.TurnOn);
        await InspectAsync(page, "mfa-binding-" + locale);
        await page.Locator("button[value=Totp]").ClickAsync();

        await page.Locator("img.qr").WaitForAsync();
        await page.Locator(".key summary").ClickAsync();
        await InspectAsync(page, "mfa-binding-totp-" + locale);
        var secret = (await page.Locator("#key").TextContentAsync())!;
        await page.Locator("#code").FillAsync(WrongCode(secret));
        await page.Locator("#notice").WaitForAsync();
        await InspectAsync(page, "mfa-binding-totp-wrong-" + locale);
        await page.Locator("#code").FillAsync(Authenticators.CodeOf(secret));

        await page.Locator("#codes").WaitForAsync();
        await InspectAsync(page, "mfa-binding-backup-code-" + locale);
        var codes = await page.Locator("#codes li").AllTextContentsAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("a[download]").ClickAsync());
        Assert.Equal("backup-codes.txt", download.SuggestedFilename);
        Assert.Equal(codes, await File.ReadAllLinesAsync(await download.PathAsync()));
        await page.PressAsync(words.Kept);
        await SignedInAsync(page);

        var other = await NewPageAsync(width, locale);
        await StartAsync(other);
        await SignInAsync(other, words, username);
        await InspectAsync(other, "mfa-verification-totp-" + locale);
        await other.Locator("#code").FillAsync(WrongCode(secret));
        await other.Locator("#notice").WaitForAsync();
        await InspectAsync(other, "mfa-verification-totp-wrong-" + locale);
        await other.Locator("#code").FillAsync(Authenticators.CodeOf(secret));
        await SignedInAsync(other);

        var third = await NewPageAsync(width, locale, script: false);
        await StartAsync(third);
        await SignInAsync(third, words, username);
        await third.FollowAsync(words.AnotherWay);
        await third.LookAsync("mfa-verification-" + locale);
        await third.Locator("button[value=BackupCode]").ClickAsync();
        await third.LookAsync("mfa-verification-backup-code-" + locale);
        // As it stands on paper.
        await third.Locator("input[name=code]").FillAsync($"{codes[3][..5]} {codes[3][5..]}".ToUpperInvariant());
        await third.PressAsync(words.Continue);
        Assert.Equal(["mfa", "otp", "pwd"], (await SignedInAsync(third)).GetProperty("amr").EnumerateArray().Select(each => each.GetString()!).Order());
    }

    [Fact(DisplayName = "A passkey is enrolled as second factor, and shown as one")]
    public async Task PasskeyAsSecondFactor()
    {
        var (_, username) = await Server.NewSignerAsync();
        await Page.AddPasskeyDeviceAsync();
        await StartAsync(Page);
        await SignInAsync(Page, Words.In["en"], username, ExperienceCalls.Password);
        await Page.PressAsync("Turn on two-step verification");
        await Page.Locator("button[value=WebAuthn]").ClickAsync();
        await Page.TitledAsync("Create a passkey");
        await InspectAsync(Page, "mfa-binding-web-authn");
        await Page.PressAsync("Create a passkey");
        await Page.PressAsync("I have kept the codes");
        await SignedInAsync(Page);

        await Page.Context.ClearCookiesAsync();
        await StartAsync(Page);
        await SignInAsync(Page, Words.In["en"], username, ExperienceCalls.Password);
        await Page.TitledAsync("Confirm with your passkey");
        await InspectAsync(Page, "mfa-verification-web-authn");
        await Page.PressAsync("Use the passkey");
        Assert.Contains("mfa", (await SignedInAsync(Page)).GetProperty("amr").EnumerateArray().Select(each => each.GetString()));
    }

    [Fact(DisplayName = "A passkey that can't be shown is told, and another way leads on")]
    public async Task PasskeyIsNotThere()
    {
        var (_, username) = await Server.NewSignerAsync();
        await Page.AddPasskeyDeviceAsync();
        await StartAsync(Page);
        await SignInAsync(Page, Words.In["en"], username, ExperienceCalls.Password);
        await Page.PressAsync("Turn on two-step verification");
        await Page.Locator("button[value=WebAuthn]").ClickAsync();
        await Page.PressAsync("Create a passkey");
        await Page.Locator("#codes").WaitForAsync();
        var codes = await Page.Locator("#codes li").AllTextContentsAsync();
        await Page.PressAsync("I have kept the codes");
        await SignedInAsync(Page);

        // A browser with another device.
        var other = await NewPageAsync(locale: "ko");
        await other.AddPasskeyDeviceAsync();
        await StartAsync(other);
        await SignInAsync(other, Words.In["ko"], username, ExperienceCalls.Password);
        await other.PressAsync("패스키 사용");
        await other.ToldAsync("확인되지 않았어요. 다시 시도하거나 다른 방법을 선택해 주세요.");
        await InspectAsync(other, "mfa-verification-web-authn-refused-ko");
        await other.FollowAsync(Words.In["ko"].AnotherWay);
        await other.Locator("button[value=BackupCode]").ClickAsync();
        await other.Locator("input[name=code]").FillAsync(codes[0]);
        await other.Keyboard.PressAsync("Enter");
        await SignedInAsync(other);

        var plain = await NewPageAsync(script: false);
        await StartAsync(plain);
        await SignInAsync(plain, Words.In["en"], username, ExperienceCalls.Password);
        await Assertions.Expect(plain.Locator("noscript p")).ToHaveTextAsync("A passkey needs JavaScript. Switch it on, or choose another way.");
    }

    [Fact(DisplayName = "Whoever does not want a second factor is not asked again")]
    public async Task Skips()
    {
        var (_, username) = await Server.NewSignerAsync();
        await StartAsync(Page);
        await SignInAsync(Page, Words.In["en"], username, ExperienceCalls.Password);
        await Page.PressAsync("Not now");
        await SignedInAsync(Page);
        await Page.Context.ClearCookiesAsync();
        await StartAsync(Page);
        await SignInAsync(Page, Words.In["en"], username, ExperienceCalls.Password);
        await SignedInAsync(Page);
    }

    private static string WrongCode(string secret) => Authenticators.CodeOf(secret) == "000000" ? "111111" : "000000";

    private static async Task SignInAsync(IPage page, Words words, string username, string password = Password)
    {
        await page.FillInAsync(words.Username, username);
        await page.FillInAsync(words.Password, password);
        await page.PressAsync(words.SignIn);
    }

    /// <summary>What stands on the pages.</summary>
    private sealed record Words(
        string Username, string Password, string NewPassword, string SignIn, string Register, string Continue, string Onboarding, string TurnOn, string Kept, string AnotherWay)
    {
        public static Dictionary<string, Words> In { get; } = new Dictionary<string, Words>
        {
            ["en"] = new("Username", "Password", "New password", "Sign in", "Create an account", "Continue", "Make your account safer", "Turn on two-step verification", "I have kept the codes", "Another way"),
            ["ko"] = new("사용자 이름", "비밀번호", "새 비밀번호", "로그인", "회원가입", "계속", "계정을 더 안전하게 지켜 주세요", "2단계 인증 켜기", "코드를 보관했어요", "다른 방법으로 인증"),
        };
    }
}
