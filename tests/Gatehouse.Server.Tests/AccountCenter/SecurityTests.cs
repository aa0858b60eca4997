using Gatehouse.Server.Credentials;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Tests.AccountApi;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.AccountCenter;

/// <summary>docs/accounts.md: password, second factors, linked accounts and sessions at the account centre, and the mails about them.</summary>
public sealed class SecurityTests(AccountServer accounts) : AccountCenterTest(accounts)
{
    private const string NewPassword = "magpie-Granite-52";

    [Fact(DisplayName = "The password wants a proof and a good choice, typed twice; the user hears of it by mail")]
    public async Task ChangesPassword()
    {
        var email = Address();
        var (_, username, page) = await EnterAsync(primaryEmail: email);
        var form = await ProveAsync(page, "/account/security/password");
        Assert.Equal("Change password", form.Heading);
        Assert.Equal("The passwords are not the same", (await form.SendAsync(("password", NewPassword), ("again", "other"))).Text("#again-error"));
        (await form.SendAsync(("password", ""), ("again", ""))).Answer.Expect(422);
        (await form.SendAsync(("password", "short"), ("again", "short"))).Answer.Expect(422);
        (await form.SendAsync(("password", ExperienceCalls.Password), ("again", ExperienceCalls.Password))).Answer.Expect(422);
        Assert.Empty(await NoticesAsync(email, 0));

        Assert.Equal("Your password is changed.", Done(await form.SendAsync(("password", NewPassword), ("again", NewPassword))));
        Assert.Equal(["password"], await NoticesAsync(email, 1));
        var again = await Page.OpenAsync(new Browser(Server), "/account");
        Assert.Equal("Profile", (await again.SignInAsync(username, NewPassword)).Heading);
    }

    [Fact(DisplayName = "A proof is worth ten minutes, and is asked for again in between")]
    public async Task ProofExpires()
    {
        var (_, _, page) = await EnterAsync();
        var form = await ProveAsync(page, "/account/security/password");
        Server.Clock.Advance(TimeSpan.FromMinutes(11));
        var asked = await form.SendAsync(("password", NewPassword), ("again", NewPassword));
        Assert.Equal("Confirm that it is you", asked.Heading);
        Assert.Equal("Change password", (await asked.SendAsync(("password", ExperienceCalls.Password))).Heading);
    }

    [Fact(DisplayName = "An authenticator app is added by its code and removed; backup codes are made, kept as a file and replaced")]
    public async Task AddsSecondFactors()
    {
        var email = Address();
        var (_, _, page) = await EnterAsync(primaryEmail: email);
        Assert.NotNull(page.LinkTo("/account/security"));
        Assert.Null((await OpenAsync(page, "/account/security")).LinkTo("/account/security/backup-codes"));
        var form = await ProveAsync(page, "/account/security/totp");
        var secret = form.Document.QuerySelector("input[name=secret]")!.GetAttribute("value")!;
        var right = TotpCode.At(TotpSecret.Decode(secret), TotpCode.StepAt(Server.Clock.GetUtcNow()));
        var refused = await form.SendAsync(("code", right == "000000" ? "000001" : "000000"));
        refused.Answer.Expect(400);
        Assert.Equal(secret, refused.Document.QuerySelector("input[name=secret]")!.GetAttribute("value"));
        (await refused.SendAsync(("code", ""))).Answer.Expect(422);

        right = TotpCode.At(TotpSecret.Decode(secret), TotpCode.StepAt(Server.Clock.GetUtcNow()));
        var security = await refused.SendAsync(("code", right));
        Assert.Equal("Your authenticator app is added.", Done(security));

        var codes = await OpenAsync(security, "/account/security/backup-codes");
        codes = await codes.FollowAsync(await codes.PressAsync("Make codes"));
        var first = codes.Document.QuerySelectorAll("#codes li").Select(item => item.TextContent).ToList();
        Assert.Equal(10, first.Count);
        var file = await codes.Browser.GetAsync("/account/security/backup-codes/download");
        Assert.Equal(first, file.Expect(200).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        codes = await codes.FollowAsync(await codes.PressAsync("Make new codes in their place"));
        Assert.Empty(first.Intersect(codes.Document.QuerySelectorAll("#codes li").Select(item => item.TextContent)));

        security = await OpenAsync(codes, "/account/security");
        var factor = await OpenAsync(security, security.Document.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!).First(href => href.StartsWith("/account/security/factors/", StringComparison.Ordinal)));
        Assert.Equal("It is removed.", Done(await factor.FollowAsync(await factor.PressAsync("Remove this second step"))));
        var notices = await NoticesAsync(email, 5);
        Assert.Equal("factor_removed", notices[0]);
        Assert.Contains("factor_added", notices);
    }

    [Fact(DisplayName = "What is asked for a passkey is given only to a script of this site whose user is signed in")]
    public async Task AsksForPasskeys()
    {
        var (_, _, page) = await EnterAsync();
        const string Path = "/account/security/passkeys/options";
        var question = await page.Browser.SendAsync(HttpMethod.Post, Path, new { }, ("Origin", TestServer.Endpoint));
        Assert.True(question.Expect(200).Json.TryGetProperty("registrationOptions", out _));
        (await page.Browser.SendAsync(HttpMethod.Post, Path, new { }, ("Origin", "https://evil.example"))).Expect(403);
        (await page.Browser.SendAsync(HttpMethod.Post, Path, new FormUrlEncodedContent([]))).Expect(403);
        (await new Browser(Server).SendAsync(HttpMethod.Post, Path, new { })).Expect(403);

        var form = await ProveAsync(page, "/account/security/passkeys");
        (await form.SendAsync(("credential", "{}"), ("verification", "unknown"))).Answer.Expect(400);
        (await form.SendAsync(("credential", "no JSON"), ("verification", "unknown"))).Answer.Expect(422);
    }

    [Fact(DisplayName = "Sessions are shown with what they were begun from; the others are ended, one or all, and this one stays")]
    public async Task EndsSessions()
    {
        var (_, username, page) = await EnterAsync();
        var others = new List<Browser>();
        for (var index = 0; index < 3; index++)
        {
            var other = new Browser(Server);
            other.Headers.Add(("User-Agent", "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/130.0"));
            await SignInAsync(other, username);
            others.Add(other);
        }

        var sessions = await ProveAsync(page, "/account/sessions");
        Assert.Equal(4, sessions.Document.QuerySelectorAll("section:first-of-type .lines > li").Length);
        Assert.Contains("Firefox · Windows", sessions.Text("main")!, StringComparison.Ordinal);
        Assert.Single(sessions.Document.QuerySelectorAll(".tag"));

        var ended = await sessions.SendAsync(("session", sessions.Document.QuerySelector("button[name=session]")!.GetAttribute("value")!));
        Assert.Equal("Signed out there.", Done(ended));
        Assert.Equal(3, ended.Document.QuerySelectorAll("section:first-of-type .lines > li").Length);
        ended = await ended.FollowAsync(await ended.PressAsync("Sign out everywhere else"));
        Assert.Single(ended.Document.QuerySelectorAll("section:first-of-type .lines > li"));
        foreach (var other in others)
        {
            Assert.Contains("identifier", (await Page.OpenAsync(other, "/account")).Fields);
        }

        Assert.Equal("Profile", (await OpenAsync(page, "/account")).Heading);
    }

    [Fact(DisplayName = "Applications that may use the account are shown, and one is put out with every token it has")]
    public async Task RevokesApplications()
    {
        var (id, _, page) = await EnterAsync();
        var (one, other) = (await Authorized.CreateAsync(Server, userId: id), await Authorized.CreateAsync(Server, userId: id));
        var sessions = await ProveAsync(page, "/account/sessions");
        var buttons = sessions.Document.QuerySelectorAll("button[name=application]").Select(button => button.GetAttribute("value")).ToList();
        Assert.Contains(one.ClientId, buttons);
        Assert.Contains(other.ClientId, buttons);
        var revoked = await sessions.SendAsync(("application", one.ClientId));
        Assert.Equal("The application has no access any more.", Done(revoked));
        Assert.Null(revoked.Document.QuerySelector($"button[value='{one.ClientId}']"));
        Assert.Equal([other.GrantId], await Server.InDatabaseAsync(db => db.Set<Grant>().Where(grant => grant.Id == one.GrantId || grant.Id == other.GrantId).Select(grant => grant.Id).ToListAsync()));
    }

    [Fact(DisplayName = "A session of somebody else can't be ended")]
    public async Task LeavesOthersAlone()
    {
        var (_, _, victim) = await EnterAsync();
        var (_, _, page) = await EnterAsync();
        var sessions = await ProveAsync(page, "/account/sessions");
        var token = sessions.Document.QuerySelector("input[name=xsrf]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("xsrf", token), KeyValuePair.Create("session", "somebody-elses")]);
        (await sessions.Browser.SendAsync(HttpMethod.Post, "/account/sessions", form)).Expect(400);
        Assert.Equal("Profile", (await OpenAsync(victim, "/account")).Heading);
    }

    [Fact(DisplayName = "An answer of a social provider that nobody asked for here links nothing")]
    public async Task RefusesForeignConnections()
    {
        var (id, _, page) = await EnterAsync();
        var back = await OpenAsync(page, "/account/callback/social/any?state=invented&code=stolen");
        back.Answer.Expect(400);
        Assert.Equal("{}", (await StoredAsync(id)).GetProperty("identities").GetRawText());
    }
}
