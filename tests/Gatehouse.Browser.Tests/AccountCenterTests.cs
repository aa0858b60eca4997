using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests;

/// <summary>docs/accounts.md: the account centre, in Chromium.</summary>
public sealed class AccountCenterTests(AccountCenterServer server) : PageTest<AccountCenterServer>(server)
{
    private const string NewPassword = "magpie-Granite-52";

    /// <summary>1 × 1, as browsers show it.</summary>
    private static readonly byte[] Picture = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private readonly Phrases _phrases = new();
    private readonly AccountCenterServer _server = server;

    [Theory(DisplayName = "A user changes name, picture, password and second factors, looks at sessions, leaves and comes back")]
    [InlineData("en", 1024)]
    [InlineData("ko", 390)]
    public async Task LooksAfterTheAccount(string locale, int width)
    {
        var (_, username) = await Server.NewSignerAsync();
        var page = await NewPageAsync(width, locale);
        string Say(string name) => _phrases.Say(locale, "account." + name);
        string Address(string path) => RelyingParty.Endpoint + path;
        string SayOf(string name, string place, string value) => _phrases.Say(locale, "account." + name, new Dictionary<string, string> { [place] = value });
        await page.AddPasskeyDeviceAsync();
        await page.GotoAsync(Address("/account"));
        await SignInAsync(page, username, ExperienceCalls.Password);
        // Before there is a second factor: a session elsewhere.
        var elsewhere = await NewPageAsync(width, locale);
        await elsewhere.GotoAsync(Address("/account"));
        await SignInAsync(elsewhere, username, ExperienceCalls.Password);
        await elsewhere.TitledAsync(Say("nav.profile"));
        await page.TitledAsync(Say("nav.profile"));
        await page.Locator("#name").FillAsync("Kim 김");
        await page.PressAsync(Say("save"));
        await page.ToldAsync(Say("done.profile"));
        await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "me.gif", MimeType = "image/gif", Buffer = Picture });
        await page.PressAsync(Say("avatar.upload"));
        await page.ToldAsync(Say("done.avatar"));
        await InspectAsync(page, "account-profile-" + locale);

        await page.GotoAsync(Address("/account/security/password"));
        await page.TitledAsync(Say("verify.title"));
        await InspectAsync(page, "account-verify-" + locale);
        await page.Locator("#password").FillAsync(ExperienceCalls.Password);
        await page.PressAsync(Say("confirm"));
        await page.TitledAsync(Say("password.change"));
        await InspectAsync(page, "account-password-" + locale);
        await page.Locator("#password").FillAsync(NewPassword);
        await page.Locator("#again").FillAsync(NewPassword);
        await page.PressAsync(Say("save"));
        await page.ToldAsync(Say("done.password"));

        await page.GotoAsync(Address("/account/security/totp"));
        await page.Locator(".key summary").ClickAsync();
        await InspectAsync(page, "account-totp-" + locale);
        await page.Locator("#code").FillAsync(Authenticators.CodeOf((await page.Locator("#key").TextContentAsync())!));
        await page.ToldAsync(Say("done.totp"));

        await page.GotoAsync(Address("/account/security/passkeys"));
        await InspectAsync(page, "account-passkey-" + locale);
        await page.PressAsync(Say("passkeys.make"));
        await page.ToldAsync(Say("done.passkey"));
        await page.GotoAsync(Address("/account/security/backup-codes"));
        await page.PressAsync(Say("factors.codes_make"));
        await page.Locator("#codes").WaitForAsync();
        await InspectAsync(page, "account-backup-codes-" + locale);
        await page.GotoAsync(Address("/account/security"));
        await InspectAsync(page, "account-security-" + locale);

        // An application of the reader's own, in the session that there is.
        await page.GotoAsync(RelyingParty.StartUrl(await RelyingParty.NewClientAsync()));
        await SignedInAsync(page);
        await page.GotoAsync(Address("/account/sessions"));
        await page.ToldAsync(Say("sessions.current"));
        await InspectAsync(page, "account-sessions-" + locale);
        await page.PressAsync(Say("sessions.end_others"));
        await page.ToldAsync(Say("done.sessions"));
        await elsewhere.ReloadAsync();
        await Assertions.Expect(elsewhere.Locator("#identifier")).ToBeVisibleAsync();
        await page.PressAsync(SayOf("grants.revoke", "name", "Lantern"));
        await page.ToldAsync(Say("done.grant"));
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = SayOf("grants.revoke", "name", "Lantern") })).ToHaveCountAsync(0);

        _server.Provider.Account = new FakeAccount { Id = FakeAccount.NewId(), Email = "kim@provider.example" };
        await page.GotoAsync(Address("/account/connections"));
        await page.ToldAsync(Say("connections.not_linked"));
        await page.PressAsync(SayOf("connections.link", "name", "Fake"));
        await page.ToldAsync(Say("done.linked"));
        await page.ToldAsync("kim@provider.example");
        await InspectAsync(page, "account-connections-" + locale);
        await page.PressAsync(SayOf("connections.unlink", "name", "Fake"));
        await page.ToldAsync(Say("done.unlinked"));
        await page.GotoAsync(Address("/account/data"));
        await InspectAsync(page, "account-data-" + locale);
        var download = await page.RunAndWaitForDownloadAsync(() => page.FollowAsync(Say("data.download")));
        Assert.Equal("my-data.json", download.SuggestedFilename);
        await page.FollowAsync(Say("delete.title"));
        await page.TitledAsync(Say("delete.question"));
        await InspectAsync(page, "account-delete-" + locale);
        await page.PressAsync(Say("delete.title"));
        await page.TitledAsync(Say("delete.done"));
        await InspectAsync(page, "account-deleted-" + locale);
    }

    [Theory(DisplayName = "Whoever has asked for the deletion is offered to restore the account at the next sign-in")]
    [InlineData("en", 1440)]
    [InlineData("ko", 390)]
    public async Task Restores(string locale, int width)
    {
        var (_, username) = await Server.NewSignerAsync();
        var page = await NewPageAsync(width, locale);
        string Say(string name) => _phrases.Say(locale, "account." + name);
        var address = RelyingParty.Endpoint + "/account";
        await page.GotoAsync(address + "/data/delete");
        await SignInAsync(page, username, ExperienceCalls.Password);
        await page.TitledAsync(Say("verify.title"));
        await page.Locator("#password").FillAsync(ExperienceCalls.Password);
        await page.PressAsync(Say("confirm"));
        await page.TitledAsync(Say("delete.question"));
        await page.PressAsync(Say("delete.title"));
        await page.TitledAsync(Say("delete.done"));
        await page.GotoAsync(address);
        await SignInAsync(page, username, ExperienceCalls.Password);
        await page.TitledAsync(Say("nav.profile"));
        await InspectAsync(page, "account-ends-" + locale);
        await page.PressAsync(Say("restore"));
        await page.ToldAsync(Say("done.restored"));
    }

    [Theory(DisplayName = "A form whose sign-in has ended meanwhile is kept while its user signs in beside it")]
    [InlineData("en", 1024)]
    [InlineData("ko", 390)]
    public async Task KeepsForms(string locale, int width)
    {
        var (_, username) = await Server.NewSignerAsync();
        var page = await NewPageAsync(width, locale);
        string Say(string name) => _phrases.Say(locale, name);
        await page.GotoAsync(RelyingParty.Endpoint + "/account");
        await SignInAsync(page, username, ExperienceCalls.Password);
        await page.TitledAsync(Say("account.nav.profile"));
        await page.Locator("#name").FillAsync("Kim 김");
        foreach (var cookie in new[] { "_account", "_session" }) await page.Context.ClearCookiesAsync(new() { Name = cookie });
        await page.PressAsync(Say("account.save"));
        await page.TitledAsync(Say("page.expired"));
        await InspectAsync(page, "account-expired-" + locale);
        var beside = await page.Context.RunAndWaitForPageAsync(() => page.FollowAsync(Say("page.sign_in")));
        await SignInAsync(beside, username, ExperienceCalls.Password);
        await beside.TitledAsync(Say("page.signed_in"));
        await InspectAsync(beside, "account-signed-in-" + locale);
        await beside.CloseAsync();
        await page.PressAsync(Say("page.send_again"));
        await page.ToldAsync(Say("account.done.profile"));
        Assert.Equal("Kim 김", await page.Locator("#name").InputValueAsync());
    }

    private static async Task SignInAsync(IPage page, string username, string password)
    {
        await page.Locator("#identifier").FillAsync(username);
        await page.Locator("#password").FillAsync(password);
        await page.Locator("form button:not([type=button])").First.ClickAsync();
    }
}
