using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/oidc.md 8.1 and contract/experience-api.md 1: which interaction a call belongs to, and when to none.</summary>
public sealed class InteractionCookieTests : ServerTest
{
    private static async Task AssertLostAsync(Browser browser, params (string Name, string Value)[] headers)
    {
        var answer = (await browser.SendAsync(HttpMethod.Put, "/api/experience", new { interactionEvent = "SignIn" }, headers)).Expect(400, "session.not_found");
        Assert.Equal(["code", "message", "error", "error_description"], answer.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("invalid_request", answer["error"].GetString());
    }

    [Fact]
    public async Task Without_cookies_every_route_says_that_there_is_no_interaction()
    {
        var browser = new Browser(Server);
        await AssertLostAsync(browser);
        foreach (var (method, path) in ((string, string)[])
            [
                ("PUT", "/api/experience"), ("PUT", "/api/experience/interaction-event"), ("GET", "/api/experience/interaction"), ("POST", "/api/experience/submit"),
                ("POST", "/api/experience/verification/password"), ("POST", "/api/experience/identification"), ("DELETE", "/api/interaction"),
            ])
        {
            (await browser.SendAsync(new HttpMethod(method), path, method is "GET" or "DELETE" ? null : "{ not json")).Expect(400, "session.not_found");
        }
    }

    [Fact(DisplayName = "contract/oidc.md 8.1: a cookie of which any byte was changed, in value or signature, is no cookie")]
    public async Task Changed_cookies_are_none()
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        foreach (var name in (string[])["_interaction", "_interaction.sig"])
        {
            var value = browser.Cookie(name)!;
            Assert.InRange(value.Length, 27, 400);
            for (var at = 0; at < value.Length; at++)
            {
                browser.Forge(name, value[..at] + (value[at] == 'A' ? 'B' : 'A') + value[(at + 1)..]);
                await AssertLostAsync(browser);
            }

            foreach (var forged in (string[])[value + "A", value[..^1], value + "=", "\"" + value + "\"", value.Replace("%22", "\"", StringComparison.Ordinal) + "_", "", "null", "%7B%7D"])
            {
                browser.Forge(name, forged);
                await AssertLostAsync(browser);
            }

            browser.Forge(name, value);
        }

        (await browser.BeginAsync()).Expect(204);
        browser.Forget("_interaction.sig");
        await AssertLostAsync(browser);
    }

    [Fact]
    public async Task Another_spelling_of_a_signed_value_is_not_the_signed_value()
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        var value = browser.Cookie("_interaction")!;
        foreach (var spelling in (string[])[value.Replace("%7B", "%7b", StringComparison.Ordinal), Uri.UnescapeDataString(value), Uri.EscapeDataString(value)])
        {
            Assert.NotEqual(value, spelling);
            browser.Forge("_interaction", spelling);
            await AssertLostAsync(browser);
        }
    }

    [Fact]
    public async Task A_signature_counts_for_its_own_cookie_only()
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        // The resume cookie holds a uid, which as the value of the other cookie would be an interaction; its signature is ours.
        browser.Forge("_interaction", browser.Cookie("_interaction_resume")!);
        browser.Forge("_interaction.sig", browser.Cookie("_interaction_resume.sig")!);
        await AssertLostAsync(browser);
    }

    [Fact]
    public async Task A_cookie_that_is_there_twice_is_none()
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        await AssertLostAsync(browser, ("Cookie", "_interaction=" + browser.Cookie("_interaction")));
    }

    [Fact]
    public async Task The_cookies_of_another_tenant_are_none()
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync(tenantId: "admin");
        await AssertLostAsync(browser);
    }

    [Fact]
    public async Task An_interaction_that_is_gone_is_lost_at_every_step()
    {
        var browser = new Browser(Server);
        var interaction = await browser.EnterInteractionAsync();
        (await browser.BeginAsync()).Expect(204);
        await Server.InDatabaseAsync(db => db.Interactions.Where(row => row.Id == interaction.Id).ExecuteDeleteAsync());
        await AssertLostAsync(browser);
        (await browser.SubmitAsync()).Expect(400, "session.not_found");
    }

    [Fact]
    public async Task An_interaction_ends_after_an_hour()
    {
        await using var server = await TestServer.StartAsync();
        var browser = new Browser(server);
        await browser.EnterInteractionAsync();
        var cookies = browser.CookieHeader("/");
        server.Clock.Advance(Interaction.Lifetime - TimeSpan.FromMinutes(1));
        (await browser.BeginAsync()).Expect(204);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        // The browser has dropped the cookies by now; whoever kept them has nothing.
        Assert.Equal("", browser.CookieHeader("/"));
        await AssertLostAsync(browser, ("Cookie", cookies));
    }

    [Fact]
    public async Task Two_applications_sign_in_in_parallel_tabs()
    {
        var browser = new Browser(Server);
        var first = await browser.EnterInteractionAsync("first-app");
        var second = await browser.EnterInteractionAsync("second-app");
        (await browser.SendAsync(HttpMethod.Put, "/api/experience", new { interactionEvent = "SignIn" }, ("Logto-App-Id", "first-app"))).Expect(204);
        (await browser.PutAsync("/api/experience?app_id=second-app", new { interactionEvent = "Register" })).Expect(204);
        async Task<string?> EventOf(string query = "", params (string, string)[] headers) =>
            (await browser.GetAsync("/api/experience/interaction" + query, headers)).Expect(200)["interactionEvent"].GetString();
        Assert.Equal("SignIn", await EventOf("?app_id=first-app"));
        Assert.Equal("Register", await EventOf("?app_id=second-app"));
        // The header is looked at before the query, and without either it is the latest.
        Assert.Equal("SignIn", await EventOf("?app_id=second-app", ("Logto-App-Id", "first-app")));
        Assert.Equal("Register", await EventOf());

        var (_, username) = await Server.NewSignerAsync();
        browser.Headers.Add(("Logto-App-Id", "first-app"));
        await browser.IdentifyByPasswordAsync(username);
        Assert.EndsWith(first.Id, (await browser.SubmitAsync()).Expect(200)["redirectTo"].GetString(), StringComparison.Ordinal);
        Assert.NotNull((await Server.InteractionAsync(first.Id)).Result);
        Assert.Null((await Server.InteractionAsync(second.Id)).Result);
    }

    [Theory]
    [InlineData("?app_id=other-app", null)]
    [InlineData("", "other-app")]
    [InlineData("?app_id=own-app", "other-app")]
    [InlineData("?app_id=OWN-APP", null)]
    [InlineData("?app_id=_legacy", null)]
    public async Task An_application_that_did_not_begin_the_interaction_finds_none(string query, string? header)
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync("own-app");
        (string, string)[] headers = header is null ? [] : [("Logto-App-Id", header)];
        (await browser.SendAsync(HttpMethod.Put, "/api/experience" + query, new { interactionEvent = "SignIn" }, headers)).Expect(400, "session.not_found");
        (await browser.PutAsync("/api/experience?app_id=own-app", new { interactionEvent = "SignIn" })).Expect(204);
        (await browser.PutAsync("/api/experience?app_id=", new { interactionEvent = "SignIn" })).Expect(204);
    }

    [Fact]
    public async Task An_interaction_of_a_session_needs_that_session_alive_and_of_the_same_user()
    {
        var (userId, _) = await Server.NewSignerAsync();
        var (otherId, _) = await Server.NewSignerAsync();
        var sessionId = Identifier.Long();
        var now = Server.Clock.GetUtcNow().UtcDateTime;
        await Server.InDatabaseAsync(db =>
        {
            db.Sessions.Add(new Session
            {
                TenantId = db.TenantId, Id = sessionId, Digest = Identifier.Secret(), UserId = userId, LoginAt = now, Amr = JsonText.EmptyArray,
                Acr = "0", CreatedAt = now, ExpiresAt = now.AddDays(1),
            });
            return db.SaveChangesAsync();
        });
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync(sessionId: sessionId, userId: userId);
        (await browser.BeginAsync()).Expect(204);

        var strange = new Browser(Server);
        await strange.EnterInteractionAsync(sessionId: sessionId, userId: otherId);
        await AssertLostAsync(strange);
        await strange.EnterInteractionAsync(sessionId: Identifier.Long(), userId: userId);
        await AssertLostAsync(strange);

        await Server.InDatabaseAsync(db => db.Sessions.Where(row => row.Id == sessionId).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, now)));
        await AssertLostAsync(browser);
        await Server.InDatabaseAsync(db => db.Sessions.Where(row => row.Id == sessionId).ExecuteDeleteAsync());
        await AssertLostAsync(browser);
    }

    [Fact]
    public async Task Nobody_sees_what_another_browser_has_gathered()
    {
        var (userId, username) = await Server.NewSignerAsync();
        var mine = new Browser(Server);
        await mine.EnterInteractionAsync();
        await mine.IdentifyByPasswordAsync(username);
        var verificationId = (await mine.StateAsync())["verificationRecords"][0].GetProperty("id").GetString()!;

        var theirs = new Browser(Server);
        await theirs.EnterInteractionAsync();
        (await theirs.BeginAsync()).Expect(204);
        Assert.DoesNotContain(userId, (await theirs.StateAsync()).Text, StringComparison.Ordinal);
        (await theirs.IdentifyAsync(verificationId)).Expect(404, "session.verification_session_not_found");
        (await theirs.SubmitAsync()).Expect(404, "session.identifier_not_found");
    }
}
