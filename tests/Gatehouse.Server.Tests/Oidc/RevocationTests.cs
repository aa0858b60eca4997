using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>RFC 7009; contract/oidc.md 18.</summary>
public sealed class RevocationTests : ServerTest
{
    [Theory(DisplayName = "Contract 18: with a refresh token the grant goes, with an access token its siblings only")]
    [InlineData("refresh_token", false)]
    [InlineData("access_token", true)]
    public async Task Revocation(string which, bool grantStays)
    {
        var app = await Authorized.CreateAsync(Server);
        var first = await app.TokensAsync();
        var second = (await app.RefreshAsync(first["refresh_token"].GetString()!)).Expect(200);
        var code = await app.CodeAsync();
        var answer = (await RevokeAsync(app, second[which].GetString()!, ("token_type_hint", "nonsense"))).Expect(200);
        Assert.Equal(("", "0", null), (answer.Text, answer.Header("Content-Length"), answer.Header("Cache-Control")));
        Assert.StartsWith("text/plain", answer.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal(grantStays, await app.HasGrantAsync());
        (await app.RedeemAsync(code)).ExpectGrantRefused();
        foreach (var given in new[] { first, second })
        {
            (await app.MeAsync(given["access_token"].GetString()!)).Expect(401);
            (await app.RefreshAsync(given["refresh_token"].GetString()!)).ExpectGrantRefused();
        }

        // RFC 7009 section 2.2: what is not known needs no revocation.
        (await RevokeAsync(app, second[which].GetString()!)).Expect(200);
    }

    [Fact(DisplayName = "Contract 18: another client's token: a public caller changes nothing, a confidential one is told")]
    public async Task Tokens_of_others()
    {
        var owner = await Authorized.CreateAsync(Server);
        var token = await owner.AccessTokenAsync();
        (await RevokeAsync(await Authorized.CreateAsync(Server), token)).Expect(200);
        (await RevokeAsync(await Authorized.CreateAsync(Server, ApplicationType.Traditional), token)).Expect(400, "oidc.invalid_request");
        (await owner.MeAsync(token)).Expect(200);
    }

    [Fact]
    public async Task Jwts_nothing_codes_and_unknown_tokens()
    {
        var app = await Authorized.CreateAsync(Server);
        var given = await app.TokensAsync();
        (await RevokeAsync(app, given["id_token"].GetString()!)).Expect(400, "oidc.unsupported_token_type");
        (await app.AskAtAsync("/oidc/token/revocation")).Expect(400, "oidc.invalid_request");
        (await RevokeAsync(app, "unknown")).Expect(200);
        var code = await app.CodeAsync();
        (await RevokeAsync(app, code)).Expect(200);
        (await app.RedeemAsync(code)).Expect(200);
    }

    [Fact(DisplayName = "Contract 23: RevokeToken in the audit log, without the token")]
    public async Task The_audit_entry()
    {
        var app = await Authorized.CreateAsync(Server, ApplicationType.Traditional);
        var token = await app.RefreshTokenAsync();
        (await RevokeAsync(app, token)).Expect(200);
        (await RevokeAsync(app, "unknown")).Expect(200);
        (await RevokeAsync(app, "x.y.z")).Expect(400);
        var rows = await Server.InDatabaseAsync(db => db.Audit.AsNoTracking().Where(row => row.Key == "RevokeToken" && row.ApplicationId == app.ClientId).ToListAsync());
        Assert.Equal(["Error", "Success", "Success"], rows.Select(row => row.Payload.ToElement().GetProperty("result").GetString()).Order());
        var done = Assert.Single(rows, row => row.UserId is not null);
        Assert.Equal(app.UserId, done.UserId);
        Assert.Equal("******", done.Payload.ToElement().GetProperty("params").GetProperty("token").GetString());
        Assert.All(rows, row => Assert.DoesNotContain(token, row.Payload.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Revocations_and_refreshes_at_once_leave_nothing()
    {
        var app = await Authorized.CreateAsync(Server);
        var token = await app.RefreshTokenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => i % 2 == 0 ? RevokeAsync(app, token) : app.RefreshAsync(token)));
        Assert.All(answers.Where((_, i) => i % 2 == 0), answer => answer.Expect(200));
        Assert.False(await app.HasGrantAsync());
        Assert.False(await Server.InDatabaseAsync(db => db.IssuedTokens.AnyAsync(row => row.GrantId == app.GrantId)));
    }

#if POSTGRES // SQLite has one writer.
    [Fact]
    public async Task A_revocation_that_the_database_sacrificed_runs_again()
    {
        var app = await Authorized.CreateAsync(Server);
        var token = await app.RefreshTokenAsync();
        var answer = await Server.InDatabaseAsync(async db =>
        {
            await using var other = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM grants WHERE id = {app.GrantId} FOR KEY SHARE");
            var revocation = RevokeAsync(app, token);
            while (await db.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid").SingleAsync() == 0)
                Assert.False(revocation.IsCompleted);
            // The revocation has the token and wants the grant; a refresh, whose new token hangs on the grant, now wants the old one.
            await db.Database.ExecuteSqlAsync($"UPDATE issued_tokens SET row_version = row_version + 1 WHERE grant_id = {app.GrantId}");
            await other.CommitAsync();
            return await revocation;
        });
        answer.Expect(200);
        Assert.False(await app.HasGrantAsync());
    }
#endif

    private static Task<Answer> RevokeAsync(Authorized app, string token, params (string Name, string? Value)[] more) =>
        app.AskAtAsync("/oidc/token/revocation", [("token", token), .. more]);
}
