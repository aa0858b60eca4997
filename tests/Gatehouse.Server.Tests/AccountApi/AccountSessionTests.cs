using System.Text.Json;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.AccountApi;

/// <summary>contract/account-api.md 9 and 10: sessions, and what applications were allowed.</summary>
public sealed class AccountSessionTests(AccountServer accounts) : AccountTest(accounts)
{
    private const string Sessions = "/api/my-account/sessions";
    private const string Grants = "/api/my-account/grants";

    /// <summary>The session signed in to the application.</summary>
    private Task<int> EnterAsync(Authorized app, string? sessionId = null) => Server.InDatabaseAsync(async db =>
    {
        var id = sessionId ?? app.SessionId;
        var session = await db.Sessions.Include(row => row.Applications).SingleAsync(row => row.Id == id);
        session.Enter(app.ClientId, "sid-" + app.ClientId[..10]).GrantId = app.GrantId;
        return await db.SaveChangesAsync();
    });

    private Task MakeThirdPartyAsync(Authorized app) => Server.ChangeAsync(db =>
        db.Set<Application>().Where(application => application.Id == app.ClientId).ExecuteUpdateAsync(set => set.SetProperty(application => application.IsThirdParty, true)));

    [Fact(DisplayName = "Contract 9: the sessions, the one of the token marked")]
    public async Task The_sessions()
    {
        var user = await NewVerifiedAsync();
        await EnterAsync(user.Authorized);
        var other = await Authorized.CreateAsync(Server, userId: user.Id);
        await Authorized.CreateAsync(Server);
        var sessions = (await user.GetAsync(Sessions)).Expect(200)["sessions"].EnumerateArray().ToList();
        Assert.Equal([other.SessionId, user.Authorized.SessionId], sessions.Select(session => session.GetProperty("payload").GetProperty("uid").GetString()));
        Assert.Equal([false, true], sessions.Select(session => session.GetProperty("isCurrent").GetBoolean()));
        Assert.Equal(["payload", "lastSubmission", "clientId", "accountId", "expiresAt", "isCurrent"], Members(sessions[1]));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, user.Id), (sessions[1].GetProperty("lastSubmission").ValueKind, sessions[1].GetProperty("clientId").ValueKind, sessions[1].GetProperty("accountId").GetString()));
        var payload = sessions[1].GetProperty("payload");
        Assert.Equal(["exp", "iat", "jti", "uid", "kind", "loginTs", "accountId", "authorizations"], Members(payload));
        Assert.Equal(user.Authorized.GrantId, payload.GetProperty("authorizations").GetProperty(user.Authorized.ClientId).GetProperty("grantId").GetString());

        await user.Authorized.EndSessionAsync();
        Assert.Equal([false], (await user.GetAsync(Sessions)).Expect(200)["sessions"].EnumerateArray().Select(session => session.GetProperty("isCurrent").GetBoolean()));
    }

    [Fact(DisplayName = "Contract 9: a session ends; grants stay unless it is asked for, of first parties or of all")]
    public async Task Ending_a_session()
    {
        var user = await NewVerifiedAsync();
        var (own, third) = (await Authorized.CreateAsync(Server, userId: user.Id), await Authorized.CreateAsync(Server, userId: user.Id));
        await MakeThirdPartyAsync(third);
        await EnterAsync(own);
        await EnterAsync(third, own.SessionId);
        (await user.DeleteAsync($"{Sessions}/{own.SessionId}?revokeGrantsTarget=some")).Expect(400, "guard.invalid_input");
        (await user.DeleteAsync($"{Sessions}/{own.SessionId}?revokeGrantsTarget=firstParty")).Expect(204);
        Assert.Equal((false, true), (await own.HasGrantAsync(), await third.HasGrantAsync()));
        var gone = (await user.DeleteAsync($"{Sessions}/{own.SessionId}")).Expect(400, "oidc.session_not_found");
        Assert.Equal("""{"status":404}""", gone["data"].GetRawText());

        var plain = await Authorized.CreateAsync(Server, userId: user.Id);
        await EnterAsync(plain);
        (await user.DeleteAsync($"{Sessions}/{plain.SessionId}")).Expect(204);
        Assert.True(await plain.HasGrantAsync());

        await EnterAsync(third);
        (await user.DeleteAsync($"{Sessions}/{third.SessionId}?revokeGrantsTarget=all")).Expect(204);
        Assert.False(await third.HasGrantAsync());
        // Where the token came from goes with its grant.
        await EnterAsync(user.Authorized);
        (await user.DeleteAsync($"{Sessions}/{user.Authorized.SessionId}?revokeGrantsTarget=all")).Expect(204);
        (await user.GetAsync()).Expect(401, "auth.unauthorized");
    }

    [Fact(DisplayName = "Contract 9: somebody else's session is told apart from none, and stays")]
    public async Task Sessions_of_somebody_else()
    {
        var (user, other) = (await NewVerifiedAsync(), await NewUserAsync());
        var refused = (await user.DeleteAsync($"{Sessions}/{other.Authorized.SessionId}?revokeGrantsTarget=all")).Expect(400, "oidc.invalid_session_account_id");
        Assert.Equal("""{"status":404}""", refused["data"].GetRawText());
        (await user.DeleteAsync($"{Sessions}/unknown")).Expect(400, "oidc.session_not_found");
        Assert.True(await Server.InDatabaseAsync(db => db.Sessions.AnyAsync(row => row.Id == other.Authorized.SessionId)));
        Assert.True(await other.Authorized.HasGrantAsync());
    }

    [Fact(DisplayName = "Contract 10: the grants, of either kind of application or of one")]
    public async Task The_grants()
    {
        var user = await NewVerifiedAsync();
        var third = await Authorized.CreateAsync(Server, scope: "openid email", userId: user.Id);
        await MakeThirdPartyAsync(third);
        await Authorized.CreateAsync(Server);
        var grants = (await user.GetAsync(Grants)).Expect(200)["grants"].EnumerateArray().ToList();
        Assert.Equal([third.GrantId, user.Authorized.GrantId], grants.Select(grant => grant.GetProperty("id").GetString()));
        Assert.Equal(["id", "payload", "expiresAt", "application"], Members(grants[0]));
        Assert.Equal("openid email", grants[0].GetProperty("payload").GetProperty("openid").GetProperty("scope").GetString());
        Assert.Equal((third.ClientId, "Grant"), (grants[0].GetProperty("application").GetProperty("id").GetString(), grants[0].GetProperty("payload").GetProperty("kind").GetString()));
        Assert.Equal([third.GrantId], (await user.GetAsync(Grants + "?appType=thirdParty")).Expect(200)["grants"].EnumerateArray().Select(grant => grant.GetProperty("id").GetString()));
        Assert.Equal([user.Authorized.GrantId], (await user.GetAsync(Grants + "?appType=firstParty")).Expect(200)["grants"].EnumerateArray().Select(grant => grant.GetProperty("id").GetString()));
        (await user.GetAsync(Grants + "?appType=other")).Expect(400, "guard.invalid_input");
    }

    [Fact(DisplayName = "Contract 10: a grant goes with every token on it and out of its session; unknown, expired and foreign ones are 404")]
    public async Task Revoking_a_grant()
    {
        var user = await NewVerifiedAsync();
        var app = await Authorized.CreateAsync(Server, userId: user.Id);
        await EnterAsync(app);
        var tokens = await app.TokensAsync();
        (await app.MeAsync(tokens["access_token"].GetString()!)).Expect(200);
        (await user.DeleteAsync($"{Grants}/{app.GrantId}")).Expect(204);
        (await app.MeAsync(tokens["access_token"].GetString()!)).Expect(401);
        (await app.RefreshAsync(tokens["refresh_token"].GetString()!)).ExpectGrantRefused();
        Assert.Empty((await user.GetAsync(Sessions)).Expect(200)["sessions"].EnumerateArray()
            .Single(session => session.GetProperty("payload").GetProperty("uid").GetString() == app.SessionId).GetProperty("payload").GetProperty("authorizations").EnumerateObject());
        (await user.DeleteAsync($"{Grants}/{app.GrantId}")).Expect(404, "oidc.invalid_grant");
        (await user.DeleteAsync($"{Grants}/unknown")).Expect(404, "oidc.invalid_grant");

        var other = await NewUserAsync();
        (await user.DeleteAsync($"{Grants}/{other.Authorized.GrantId}")).Expect(404, "oidc.invalid_grant");
        Assert.True(await other.Authorized.HasGrantAsync());

        var expired = await Authorized.CreateAsync(Server, userId: user.Id);
        var now = Server.Clock.GetUtcNow().UtcDateTime;
        await Server.InDatabaseAsync(db => db.Grants.Where(row => row.Id == expired.GrantId).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, now)));
        (await user.DeleteAsync($"{Grants}/{expired.GrantId}")).Expect(404, "oidc.invalid_grant");
    }
}
