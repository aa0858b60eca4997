using System.Net;
using System.Text.RegularExpressions;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.Support.SignInFlow;

namespace Gatehouse.Server.Tests.Oidc.Authorization;

/// <summary>Somebody signs in where somebody else is signed in (contract/oidc.md 8.2, step 4).</summary>
public sealed partial class AnotherAccountTests : ServerTest
{
    [Fact(DisplayName = "Contract 8.2: the first account is signed out by a form, then the second one's sign-in goes on")]
    public async Task The_first_account_goes_first()
    {
        var app = await Server.NewAppAsync();
        var (_, first) = await Server.NewSignerAsync();
        var (secondId, second) = await Server.NewSignerAsync();
        var browser = Server.NewBrowser();
        await browser.CodeAsync(AuthUrl(app), first);

        (await browser.GetAsync(AuthUrl(app, ("prompt", "login")))).Expect(303);
        await browser.IdentifyByPasswordAsync(second);
        var resume = (await browser.SubmitAsync()).Expect(200)["redirectTo"].GetString()!;
        var form = (await browser.GetAsync(resume)).Expect(200);
        var fields = Field().Matches(form.Text).ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
        var confirmed = (await browser.PostAsync("/oidc/session/end/confirm", new { xsrf = fields["xsrf"], logout = "yes" })).Expect(303);
        Assert.Equal(resume, confirmed.Header("Location"));

        var done = await browser.FollowAsync(await browser.GetAsync(resume));
        var code = Query(done.Expect(303).Header("Location")!)["code"];
        var tokens = (await Server.TokenAnswerAsync(OidcCalls.Form(
            ("grant_type", "authorization_code"), ("client_id", app), ("code", code), ("redirect_uri", Callback), ("code_verifier", Verifier)))).Expect(200);
        Assert.Equal(secondId, OidcCalls.Part(tokens["id_token"].GetString()!, 1).GetProperty("sub").GetString());
    }

    [Fact(DisplayName = "Keycloak CVE-2023-6787: whoever gives up a second sign-in does not get the first account's code in its place")]
    public async Task Giving_up_is_no_sign_in()
    {
        var app = await Server.NewAppAsync();
        var browser = Server.NewBrowser();
        await browser.CodeAsync(AuthUrl(app), (await Server.NewSignerAsync()).Username);
        (await browser.GetAsync(AuthUrl(app, ("prompt", "login")))).Expect(303);
        var uid = System.Text.Json.JsonDocument.Parse(Uri.UnescapeDataString(browser.Cookie("_interaction")!)).RootElement.GetProperty("_legacy").GetString();
        (await browser.DeleteAsync("/api/interaction")).Expect(204);
        var query = Query((await browser.GetAsync("/oidc/auth/" + uid)).Expect(303).Header("Location")!);
        Assert.Equal("oidc.aborted", query["error"]);
        Assert.DoesNotContain("code", query.Keys);
    }

    [Fact(DisplayName = "OpenID Connect Core 3.1.2.1: an id_token_hint of somebody else asks for a sign-in, with prompt=none login_required")]
    public async Task A_hint_of_somebody_else()
    {
        var app = await Server.NewAppAsync();
        var hint = await IdTokenAsync(app, (await Server.NewSignerAsync()).Username);
        var browser = Server.NewBrowser();
        await browser.CodeAsync(AuthUrl(app), (await Server.NewSignerAsync()).Username);
        var none = (await browser.GetAsync(AuthUrl(app, ("id_token_hint", hint), ("prompt", "none")))).Expect(303);
        Assert.Equal("login_required", Query(none.Header("Location")!)["error"]);
        Assert.StartsWith("/sign-in", (await browser.GetAsync(AuthUrl(app, ("id_token_hint", hint)))).Expect(303).Header("Location"), StringComparison.Ordinal);
    }

    [GeneratedRegex("name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Field();

    private async Task<string> IdTokenAsync(string app, string username)
    {
        var code = await Server.NewBrowser().CodeAsync(AuthUrl(app), username);
        var tokens = (await Server.TokenAnswerAsync(OidcCalls.Form(
            ("grant_type", "authorization_code"), ("client_id", app), ("code", code), ("redirect_uri", Callback), ("code_verifier", Verifier)))).Expect(200);
        return tokens["id_token"].GetString()!;
    }
}
