using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>Pages without an interaction, and paths without a page (contract/oidc.md 8.4).</summary>
public sealed class LandingTests(OwnServer own) : IClassFixture<OwnServer>
{
    private TestServer Server => own.Server;

    [Theory(DisplayName = "Contract oidc 8.4: the test is one of prefixes")]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/sign-in/password")]
    [InlineData("/sign-inx")]
    [InlineData("/consent?app_id=nobody")]
    [InlineData("/register/none")]
    [InlineData("/single-sign-on/none")]
    [InlineData("/social/register")]
    [InlineData("/forgot-password/none")]
    [InlineData("/sign-in?preview=")]
    public async Task Guarded(string path) =>
        Assert.Equal(TestServer.Endpoint + "/unknown-session", (await Server.NewBrowser().GetAsync(path)).Expect(302).Header("Location"));

    [Theory(DisplayName = "Contract oidc 8.4: preview shows a page to anybody; some pages always do")]
    [InlineData("/sign-in?preview=true")]
    [InlineData("/identifier-sign-in")]
    public async Task Seen(string path) => (await Server.NewBrowser().GetAsync(path)).Expect(200);

    [Fact]
    public async Task The_page_for_those_who_have_none_says_what_to_do()
    {
        var page = await Page.OpenAsync(Server.NewBrowser(), "/sign-in");
        page.Answer.Expect(400);
        Assert.Equal("This sign-in is over", page.Heading);
        Assert.Empty(page.Document.Forms);
    }

    [Fact]
    public async Task A_path_without_a_page_is_404_and_says_what_to_do()
    {
        var page = await Page.OpenAsync(Server.NewBrowser(), "/no-such-page");
        page.Answer.Expect(404);
        Assert.Equal("There is no such page", page.Heading);
    }

    [Fact]
    public async Task The_root_leads_on_in_an_interaction()
    {
        var browser = Server.NewBrowser();
        await Page.BeginAsync(browser, await Server.NewAppAsync());
        Assert.Equal("/sign-in", (await browser.GetAsync("/")).Expect(303).Header("Location"));
    }

    [Fact(DisplayName = "Contract oidc 8.4: people without an interaction land where the sign-in experience says, else where the tenant says")]
    public async Task Own_landing()
    {
        await Server.ChangeAsync(db =>
        {
            db.TenantSettings.Add(new TenantSetting
            {
                TenantId = "default", Key = TenantSetting.SessionNotFoundRedirect, Value = JsonText.FromStored("""{"url":"https://tenant.test/lost"}"""),
            });
            return Task.CompletedTask;
        });
        Assert.Equal("https://tenant.test/lost", (await Server.NewBrowser().GetAsync("/sign-in")).Header("Location"));
        (await Server.Api.PatchAnswerAsync("/api/sign-in-exp", new { unknownSessionRedirectUrl = "https://experience.test/lost" })).Expect(200);
        Assert.Equal("https://experience.test/lost", (await Server.NewBrowser().GetAsync("/sign-in")).Header("Location"));
        (await Server.Api.PatchAnswerAsync("/api/sign-in-exp", new { unknownSessionRedirectUrl = "" })).Expect(200);
        await Server.ChangeAsync(async db => db.TenantSettings.Remove(await db.TenantSettings.SingleAsync(row => row.Key == TenantSetting.SessionNotFoundRedirect)));
    }

    [Fact]
    public async Task An_expired_interaction_is_none()
    {
        var browser = Server.NewBrowser();
        var page = await Page.BeginAsync(browser, await Server.NewAppAsync());
        var app = page.Document.Forms[0].GetAttribute("action")!.Split("app_id=")[1];
        await Server.InDatabaseAsync(db => db.Interactions.Where(row => row.ApplicationId == app).ExecuteUpdateAsync(row => row.SetProperty(one => one.ExpiresAt, DateTime.UnixEpoch)));
        (await browser.GetAsync("/sign-in")).Expect(302);
        (await page.PostAsync(("identifier", "a"), ("password", ExperienceCalls.Password))).Expect(303);
    }
}
