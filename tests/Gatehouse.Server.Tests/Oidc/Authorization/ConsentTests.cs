using Gatehouse.Server.Applications;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Gatehouse.Server.Tests.Support.SignInFlow;

namespace Gatehouse.Server.Tests.Oidc.Authorization;

/// <summary>Who is asked for consent and what it gives (contract/oidc.md 7, 8.3 and 20; contract/experience-api.md 15).</summary>
public sealed class ConsentTests : ServerTest
{
    [Fact(DisplayName = "Contract 20: a third party may not ask for a scope that is not enabled: invalid_scope with scope before state")]
    public async Task A_scope_that_is_not_enabled()
    {
        var app = await Server.NewThirdPartyAsync();
        var query = Query((await Server.NewBrowser().GetAsync(AuthUrl(app))).Expect(303).Header("Location")!);
        Assert.Equal(["error", "error_description", "scope", "state", "iss"], query.Keys);
        Assert.Equal(("invalid_scope", "profile"), (query["error"], query["scope"]));
    }

    [Fact(DisplayName = "Contract 20: a third party is never granted anything in silence; the consent API shows and gives what is missing, once")]
    public async Task A_third_party_is_consented_to()
    {
        var app = await Server.NewThirdPartyAsync("profile");
        var (userId, username) = await Server.NewSignerAsync();
        var browser = Server.NewBrowser();
        var page = (await browser.SignInAsync(AuthUrl(app), username)).Expect(200);
        Assert.Null(page.Header("Location"));
        Assert.False(await Server.InDatabaseAsync(db => db.Grants.AnyAsync(grant => grant.ApplicationId == app)));

        var shown = (await browser.GetAsync("/api/interaction/consent")).Expect(200);
        Assert.Equal(["application", "user", "organizations", "missingOIDCScope", "missingResourceScopes", "redirectUri"], OidcCalls.Members(shown.Json));
        Assert.Equal((app, userId, username, Callback), (
            shown["application"].GetProperty("id").GetString(), shown["user"].GetProperty("id").GetString(),
            shown["user"].GetProperty("username").GetString(), shown["redirectUri"].GetString()));
        Assert.Equal("""["profile"]""", shown["missingOIDCScope"].GetRawText());

        var given = (await browser.PostAsync("/api/interaction/consent")).Expect(200);
        var done = (await browser.GetAsync(given["redirectTo"].GetString()!)).Expect(303);
        Assert.Contains("code", Query(done.Header("Location")!).Keys);
        // All is granted now: no page.
        Assert.Contains("code", Query((await browser.GetAsync(AuthUrl(app))).Expect(303).Header("Location")!).Keys);
        // But it can be asked for.
        Assert.StartsWith("/consent", (await browser.GetAsync(AuthUrl(app, ("prompt", "consent")))).Expect(303).Header("Location"), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Contract experience 15: without the session of whoever is asked: session.not_found with code and message alone")]
    public async Task Consent_needs_the_session()
    {
        var app = await Server.NewThirdPartyAsync("profile");
        var browser = Server.NewBrowser();
        await browser.SignInAsync(AuthUrl(app), (await Server.NewSignerAsync()).Username);
        browser.Forget("_session");
        foreach (var answer in (Answer[])[await browser.GetAsync("/api/interaction/consent"), await browser.PostAsync("/api/interaction/consent")])
        {
            answer.Expect(400, "session.not_found");
            Assert.Equal(["code", "message"], OidcCalls.Members(answer.Json));
        }
    }

    [Fact(DisplayName = "Contract 7: missing resource scopes are consented to; scopes that the user does not own are left out")]
    public async Task Resource_scopes()
    {
        var app = await Server.NewAppAsync();
        var (userId, username) = await Server.NewSignerAsync();
        var indicator = await Server.NewResourceAsync(userId, "read", "write");
        var url = AuthUrl(app, ("scope", "openid read write delete"), ("resource", indicator));
        await Server.NewBrowser().CodeAsync(url, username);
        var grant = await Server.InDatabaseAsync(db => db.Grants.AsNoTracking().SingleAsync(row => row.ApplicationId == app));
        Assert.Equal(("openid", "read write"), (grant.Scopes, grant.Granted[indicator].ToString()));
        var code = await Server.InDatabaseAsync(db => db.IssuedTokens.AsNoTracking().SingleAsync(row => row.ApplicationId == app));
        Assert.Equal("openid read write", code.Scope);
        Assert.Equal([indicator], TokenDetails.Of(code).Resources!);
    }

    [Fact(DisplayName = "Contract 15: permissions held in organizations go to a third party only for organizations that the user chose; the rest is recorded as refused")]
    public async Task Organizations_one_by_one()
    {
        var (userId, username) = await Server.NewSignerAsync();
        var (resource, scopeId) = await Server.NewScopeAsync("manage");
        var (chosen, organizationName) = await Server.NewOrganizationAsync(userId, scopeId);
        var app = await Server.NewThirdPartyAsync("urn:logto:scope:organizations");
        await Server.ChangeAsync(db =>
        {
            db.EnabledScopes.Add(new EnabledScope { TenantId = "default", ApplicationId = app, Kind = EnabledScopeKind.OrganizationResourceScope, Scope = scopeId });
            return Task.CompletedTask;
        });
        var url = AuthUrl(app, ("scope", "openid urn:logto:scope:organizations manage"), ("resource", resource), ("prompt", "consent"));

        foreach (var (organizationIds, granted, rejected) in new[] { (Array.Empty<string>(), "", "manage"), ([chosen], "manage", "") })
        {
            var browser = Server.NewBrowser();
            await browser.SignInAsync(url, username);
            var shown = (await browser.GetAsync("/api/interaction/consent")).Expect(200);
            var organization = shown["organizations"].EnumerateArray().Single();
            Assert.Equal((chosen, organizationName), (organization.GetProperty("id").GetString(), organization.GetProperty("name").GetString()));
            Assert.Equal("manage", organization.GetProperty("missingResourceScopes")[0].GetProperty("scopes")[0].GetProperty("name").GetString());
            (await browser.PostAsync("/api/interaction/consent", new { organizationIds = (string[])["not-a-member"] })).Expect(422, "organization.require_membership");
            var given = (await browser.PostAsync("/api/interaction/consent", new { organizationIds })).Expect(200);
            (await browser.GetAsync(given["redirectTo"].GetString()!)).Expect(303);
            var grant = await Server.InDatabaseAsync(db => db.Grants.AsNoTracking().Where(row => row.ApplicationId == app).OrderByDescending(row => row.CreatedAt).FirstAsync());
            Assert.Equal((granted, rejected), (grant.Granted[resource].ToString(), grant.Rejected[resource].ToString()));
        }
    }

    [Fact(DisplayName = "Contract 8.3: a user whom no access rule names gets no grant, and an existing grant is refused by redirect")]
    public async Task Access_control()
    {
        var app = await Server.NewAppAsync();
        var (userId, username) = await Server.NewSignerAsync();
        var browser = Server.NewBrowser();
        await browser.CodeAsync(AuthUrl(app), username);
        await Server.ChangeAsync(async db => (await db.Applications.SingleAsync(row => row.Id == app)).AppLevelAccessControlEnabled = true);

        Assert.Equal("access_denied", Query((await browser.GetAsync(AuthUrl(app))).Expect(303).Header("Location")!)["error"]);
        var fresh = Server.NewBrowser();
        (await fresh.SignInAsync(AuthUrl(app), username)).Expect(403);
        (await fresh.GetAsync("/api/interaction/consent")).Expect(400, "oidc.access_denied");
        (await fresh.PostAsync("/api/interaction/consent")).Expect(400, "oidc.access_denied");

        await Server.ChangeAsync(db =>
        {
            db.AccessRules.Add(new AccessRule { TenantId = "default", ApplicationId = app, Kind = AccessRuleKind.User, TargetId = userId });
            return Task.CompletedTask;
        });
        Assert.Contains("code", Query((await browser.GetAsync(AuthUrl(app))).Expect(303).Header("Location")!).Keys);
    }

    [Fact(DisplayName = "Contract 8.4: the consent page without an interaction leads to where people land who have none")]
    public async Task Without_interaction() =>
        Assert.Equal(TestServer.Endpoint + "/unknown-session", (await Server.NewBrowser().GetAsync("/consent?app_id=demo-app")).Expect(302).Header("Location"));
}
