using System.Text.Json;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>contract/management-api.md 2.17, the sessions.</summary>
public sealed class SessionTests : ServerTest
{
    private static string Path(string userId, string sessionId = "") => $"/api/users/{userId}/sessions{(sessionId.Length > 0 ? "/" + sessionId : "")}";

    private async Task<JsonElement[]> SessionsAsync(string userId) =>
        [.. (await Api.GetAnswerAsync(Path(userId))).Expect(200)["sessions"].EnumerateArray()];

    /// <summary>The session signed in to the application.</summary>
    private Task<int> EnterAsync(Authorized app, string? sessionId = null) => Server.InDatabaseAsync(async db =>
    {
        var id = sessionId ?? app.SessionId;
        var session = await db.Sessions.Include(row => row.Applications).SingleAsync(row => row.Id == id);
        session.Enter(app.ClientId, "sid-" + app.ClientId[..10]).GrantId = app.GrantId;
        return await db.SaveChangesAsync();
    });

    [Fact(DisplayName = "Contract 2.17: a session as a browser makes it, in the list and by itself")]
    public async Task The_item()
    {
        var (user, name) = await Server.NewSignerAsync();
        var app = await Server.NewAppAsync();
        await Server.NewBrowser().CodeAsync(SignInFlow.AuthUrl(app), name);
        var session = Assert.Single(await SessionsAsync(user));
        Assert.Equal(["payload", "lastSubmission", "clientId", "accountId", "expiresAt"], OidcCalls.Members(session));
        Assert.Equal((app, user), (session.GetProperty("clientId").GetString(), session.GetProperty("accountId").GetString()));
        var payload = session.GetProperty("payload");
        Assert.Equal(["exp", "iat", "jti", "uid", "kind", "loginTs", "accountId", "authorizations"], OidcCalls.Members(payload));
        Assert.Equal(session.GetProperty("expiresAt").GetInt64() / 1000, payload.GetProperty("exp").GetInt64());
        Assert.InRange(payload.GetProperty("exp").GetInt64() - payload.GetProperty("iat").GetInt64(), 1209590, 1209610);
        var entry = payload.GetProperty("authorizations").GetProperty(app);
        Assert.Equal(["sid", "grantId", "persistsLogout"], OidcCalls.Members(entry));
        var submission = session.GetProperty("lastSubmission");
        Assert.Equal(["interactionEvent", "userId", "verificationRecords", "signInContext"], OidcCalls.Members(submission));
        var record = submission.GetProperty("verificationRecords")[0];
        Assert.Equal(("Password", name, true), (record.GetProperty("type").GetString(), record.GetProperty("identifier").GetProperty("value").GetString(), record.GetProperty("verified").GetBoolean()));
        Assert.DoesNotContain(ExperienceCalls.Password, session.GetRawText(), StringComparison.Ordinal);
        var uid = payload.GetProperty("uid").GetString()!;
        Assert.Equal(session.GetRawText(), (await Api.GetAnswerAsync(Path(user, uid))).Expect(200).Text);
    }

    [Fact]
    public async Task Neither_expired_nor_foreign_sessions_are_shown()
    {
        var (app, other) = (await Authorized.CreateAsync(Server), await Authorized.CreateAsync(Server));
        (await Api.GetAnswerAsync(Path(other.UserId, app.SessionId))).Expect(404, "oidc.session_not_found");
        (await Api.GetAnswerAsync(Path(app.UserId, "unknown"))).Expect(404, "oidc.session_not_found");
        Assert.Single(await SessionsAsync(app.UserId));
        var now = Server.Clock.GetUtcNow().UtcDateTime;
        await Server.InDatabaseAsync(db => db.Sessions.Where(row => row.Id == app.SessionId).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, now)));
        Assert.Empty(await SessionsAsync(app.UserId));
        (await Api.GetAnswerAsync(Path(app.UserId, app.SessionId))).Expect(404, "oidc.session_not_found");
        Assert.Equal("""{"sessions":[]}""", (await Api.GetAnswerAsync(Path("nobody"))).Expect(200).Text);
    }

    [Fact(DisplayName = "Contract 2.17: without the query only the session goes; its refresh tokens go on")]
    public async Task Revocation_of_the_session_alone()
    {
        var app = await Authorized.CreateAsync(Server);
        await EnterAsync(app);
        var refresh = await app.RefreshTokenAsync();
        var other = await Authorized.CreateAsync(Server);
        (await Api.DeleteAnswerAsync(Path(other.UserId, app.SessionId))).Expect(404, "oidc.invalid_session_account_id");
        (await Api.DeleteAnswerAsync(Path(app.UserId, "unknown"))).Expect(404, "oidc.session_not_found");
        (await Api.DeleteAnswerAsync(Path(app.UserId, app.SessionId) + "?revokeGrantsTarget=some")).Expect(400, "guard.invalid_input");
        (await Api.DeleteAnswerAsync(Path(app.UserId, app.SessionId) + "?revokeGrantsTarget=all&revokeGrantsTarget=all")).Expect(400, "guard.invalid_input");
        Assert.Single(await SessionsAsync(app.UserId));
        (await Api.DeleteAnswerAsync(Path(app.UserId, app.SessionId))).Expect(204);
        (await Api.DeleteAnswerAsync(Path(app.UserId, app.SessionId))).Expect(404, "oidc.session_not_found");
        (await app.RefreshAsync(refresh)).Expect(200);
    }

    [Fact(DisplayName = "Contract 2.17: revokeGrantsTarget, all of them or those of our own applications")]
    public async Task Revocation_with_grants()
    {
        foreach (var target in (string[])["firstParty", "all"])
        {
            var ours = await Authorized.CreateAsync(Server);
            var theirs = await Authorized.CreateAsync(Server, ApplicationType.Traditional, userId: ours.UserId);
            var elsewhere = await Authorized.CreateAsync(Server, userId: ours.UserId);
            await Server.ChangeAsync(db => db.Database.ExecuteSqlAsync($"UPDATE applications SET is_third_party = {true} WHERE id = {theirs.ClientId}"));
            await EnterAsync(ours);
            await EnterAsync(theirs, ours.SessionId);
            var (first, third, apart) = (await ours.RefreshTokenAsync(), await theirs.HasGrantAsync(), await elsewhere.RefreshTokenAsync());
            Assert.True(third);
            (await Api.DeleteAnswerAsync(Path(ours.UserId, ours.SessionId) + "?revokeGrantsTarget=" + target)).Expect(204);
            (await ours.RefreshAsync(first)).ExpectGrantRefused();
            Assert.Equal(target == "firstParty", await theirs.HasGrantAsync());
            (await elsewhere.RefreshAsync(apart)).Expect(200);
        }
    }

    [Fact]
    public async Task The_end_of_a_session_is_in_the_audit_trail_of_its_user()
    {
        var app = await Authorized.CreateAsync(Server);
        (await Api.DeleteAnswerAsync(Path(app.UserId, app.SessionId) + "?revokeGrantsTarget=all")).Expect(204);
        Assert.True(await Server.InDatabaseAsync(db => db.Audit.AnyAsync(row => row.UserId == app.UserId && row.Key == "Change.User.SessionRevoked")));
    }
}
