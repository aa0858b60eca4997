using Gatehouse.Server.Applications;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Oidc.Authorization;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>GET and POST /consent for an application of a third party (contract/experience-api.md 15, contract/oidc.md 20).</summary>
public sealed class ConsentPageTests : ServerTest
{
    [Fact]
    public async Task The_page_names_application_user_and_permissions_in_words_and_where_it_leads()
    {
        var app = await Server.NewThirdPartyAsync("profile", "email");
        var (_, username) = await Server.NewSignerAsync();
        var page = await AskedAsync(app, username, ("scope", "openid profile email offline_access"), ("prompt", "consent"));
        Assert.Equal($"Let Third {app} use your account", page.Heading);
        Assert.Contains(username, page.Text(".person"), StringComparison.Ordinal);
        Assert.Equal(["Your name, picture and other profile data", "Your email address"], page.Document.QuerySelectorAll(".scopes li").Select(item => item.TextContent));
        Assert.Equal(["Allow", "Cancel"], page.Buttons);
        Assert.Contains("app.test", page.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("openid", page.Document.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_allows_it_comes_back_with_a_code_and_is_not_asked_again()
    {
        var app = await Server.NewThirdPartyAsync("profile");
        var browser = Server.NewBrowser();
        var page = await AskedAsync(browser, app, (await Server.NewSignerAsync()).Username);
        var posted = (await page.PressAsync("Allow")).Expect(303);
        var done = await page.FollowAsync(posted);
        Assert.Contains("code", SignInFlow.Query(done.Answer.Header("Location")!).Keys);
        Assert.Contains("code", SignInFlow.Query((await Page.BeginAsync(browser, app)).Answer.Header("Location")!).Keys);
    }

    [Fact(DisplayName = "Contract oidc 8.2: whoever cancels comes back with oidc.aborted, and nothing is granted")]
    public async Task Cancelling()
    {
        var app = await Server.NewThirdPartyAsync("profile");
        var page = await AskedAsync(app, (await Server.NewSignerAsync()).Username);
        var done = await page.FollowAsync((await page.PressAsync("Cancel")).Expect(303));
        var query = SignInFlow.Query(done.Answer.Expect(303).Header("Location")!);
        Assert.Equal(("oidc.aborted", "the-state"), (query["error"], query["state"]));
        Assert.False(await Server.InDatabaseAsync(db => db.Grants.AnyAsync(grant => grant.ApplicationId == app)));
    }

    [Fact]
    public async Task Organizations_are_chosen_and_only_those_are_given()
    {
        var app = await Server.NewThirdPartyAsync("urn:logto:scope:organizations");
        var (userId, username) = await Server.NewSignerAsync();
        var (_, scopeId) = await Server.NewScopeAsync("manage");
        var (chosen, other) = (await Server.NewOrganizationAsync(userId, scopeId), await Server.NewOrganizationAsync(userId, scopeId));
        var page = await AskedAsync(app, username, ("scope", "openid urn:logto:scope:organizations"));
        Assert.Equal(new[] { chosen.Name, other.Name }.Order(), page.Document.QuerySelectorAll("label.choice span").Select(name => name.TextContent).Order());
        (await page.PressAsync("Allow", ("organization", chosen.Id))).Expect(303);
        Assert.Equal([chosen.Id], await Server.InDatabaseAsync(db => db.ConsentedOrganizations.Where(row => row.ApplicationId == app).Select(row => row.OrganizationId).ToListAsync()));
    }

    [Fact(DisplayName = "Contract experience 15: an organization that the user is no member of is refused, and the page says so")]
    public async Task Foreign_organization()
    {
        var app = await Server.NewThirdPartyAsync("urn:logto:scope:organizations");
        var page = await AskedAsync(app, (await Server.NewSignerAsync()).Username, ("scope", "openid urn:logto:scope:organizations"));
        var refused = await page.FollowAsync((await page.PressAsync("Allow", ("organization", "not-mine"))).Expect(422));
        Assert.NotNull(refused.Notice);
        Assert.Equal(["Allow", "Cancel"], refused.Buttons);
    }

    [Fact(DisplayName = "Contract oidc 8.3: who is not assigned to an application with access control is told so, with a way back")]
    public async Task Access_control()
    {
        var app = await Server.NewAppAsync();
        await Server.ChangeAsync(async db => (await db.Applications.SingleAsync(row => row.Id == app)).AppLevelAccessControlEnabled = true);
        var page = await AskedAsync(app, (await Server.NewSignerAsync()).Username);
        page.Answer.Expect(403);
        Assert.Equal("You can't use this application", page.Heading);
        var back = await page.FollowAsync((await page.PressAsync("Back to the application")).Expect(303));
        Assert.Equal("oidc.aborted", SignInFlow.Query(back.Answer.Header("Location")!)["error"]);
    }

    [Fact]
    public async Task Names_of_applications_and_scopes_are_shown_as_text()
    {
        var app = await Server.NewThirdPartyAsync("profile");
        await Server.ChangeAsync(async db => (await db.Applications.SingleAsync(row => row.Id == app)).Name = "<img src=x onerror=alert(1)>");
        var page = await AskedAsync(app, (await Server.NewSignerAsync()).Username);
        Assert.Contains("<img src=x onerror=alert(1)>", page.Heading, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("img"));
    }

    private Task<Page> AskedAsync(string app, string username, params (string Name, string? Value)[] parameters) => AskedAsync(Server.NewBrowser(), app, username, parameters);

    private static async Task<Page> AskedAsync(Browser browser, string app, string username, params (string Name, string? Value)[] parameters) =>
        await (await Page.BeginAsync(browser, app, parameters)).SignInAsync(username);
}
