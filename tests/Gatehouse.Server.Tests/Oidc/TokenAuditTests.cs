using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>contract/oidc.md 23 and contract/management-misc.md 1, for the token endpoint.</summary>
public sealed class TokenAuditTests : ServerTest
{
    [Fact]
    public async Task A_token_leaves_an_entry_that_names_the_secret_and_does_not_tell_it()
    {
        var id = await Server.AddClientAsync(secrets: ("Nightly job", "canary-secret-in-audit", null));
        (await Server.TokenAnswerAsync(
            Form(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", "canary-secret-in-audit"), ("resource", ManagementResource), ("scope", "all")),
            headers: ("User-Agent", "audit test/1.0"))).Expect(200);
        var row = Assert.Single(await RowsAsync(id));
        Assert.Equal("ExchangeTokenBy.ClientCredentials", row.Key);
        Assert.Equal(id, row.ApplicationId);
        var payload = row.Payload.ToElement();
        Assert.Equal("Success", payload.GetProperty("result").GetString());
        Assert.Equal("ExchangeTokenBy.ClientCredentials", payload.GetProperty("key").GetString());
        Assert.Equal("Nightly job", payload.GetProperty("applicationSecret").GetProperty("name").GetString());
        Assert.Equal("all", payload.GetProperty("scope").GetString());
        Assert.Equal(["AccessToken"], payload.GetProperty("tokenTypes").EnumerateArray().Select(type => type.GetString()));
        Assert.Equal("audit test/1.0", payload.GetProperty("userAgent").GetString());
        Assert.Equal("127.0.0.1", payload.GetProperty("ip").GetString());
        Assert.Equal("******", payload.GetProperty("params").GetProperty("client_secret").GetString());
        Assert.DoesNotContain("canary-secret-in-audit", row.Payload.Text);
    }

    [Fact]
    public async Task A_refusal_leaves_an_entry_without_the_secret_that_was_tried()
    {
        var id = await Server.AddClientAsync(secrets: ("s", "right-secret-0000", null));
        (await Server.TokenAnswerAsync(Form(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", "canary-wrong-secret")))).ExpectError(401, "invalid_client");
        (await Server.TokenAnswerAsync(Form(("grant_type", "password"), ("client_id", id), ("client_secret", "right-secret-0000"), ("code", "canary-code")))).ExpectError(400, "unsupported_grant_type");
        var rows = await RowsAsync(id);
        Assert.Equal(["ExchangeTokenBy.ClientCredentials", "ExchangeTokenBy.Unknown"], rows.Select(row => row.Key).Order());
        Assert.All(rows, row =>
        {
            // What an unauthenticated caller claims to be is no index of the log.
            Assert.Equal(row.Key == "ExchangeTokenBy.Unknown" ? id : null, row.ApplicationId);
            Assert.Equal("Error", row.Payload.ToElement().GetProperty("result").GetString());
            Assert.DoesNotContain("canary", row.Payload.Text);
            Assert.DoesNotContain("right-secret", row.Payload.Text);
        });
        Assert.Contains(rows, row => row.Payload.ToElement().GetProperty("error").GetProperty("code").GetString() == "oidc.invalid_client");
    }

    [Fact(DisplayName = "Contract 23: who, in which session, what was issued; no code, verifier or token")]
    public async Task The_grants_of_users()
    {
        var app = await Authorized.CreateAsync(Server);
        var code = await app.CodeAsync();
        var first = (await app.RedeemAsync(code)).Expect(200);
        var second = (await app.RefreshAsync(first["refresh_token"].GetString()!, ("scope", "profile"))).Expect(200);
        (await app.RefreshAsync("canary")).ExpectGrantRefused();
        var rows = await RowsAsync(app.ClientId);
        Assert.Equal(["ExchangeTokenBy.AuthorizationCode", "ExchangeTokenBy.RefreshToken", "ExchangeTokenBy.RefreshToken"], rows.Select(row => row.Key).Order());
        var redeemed = rows.Single(row => row.Key == "ExchangeTokenBy.AuthorizationCode");
        var payload = redeemed.Payload.ToElement();
        Assert.Equal((app.UserId, app.ClientId), (redeemed.UserId, redeemed.ApplicationId));
        Assert.Equal((app.UserId, app.SessionId, app.ClientId), (payload.GetProperty("userId").GetString(), payload.GetProperty("sessionId").GetString(), payload.GetProperty("applicationId").GetString()));
        Assert.Equal(["AccessToken", "RefreshToken", "IdToken"], payload.GetProperty("tokenTypes").EnumerateArray().Select(type => type.GetString()));
        Assert.Contains(rows, row => row.Payload.Text.Contains("""["AccessToken","RefreshToken"]""", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Payload.Text.Contains("oidc.invalid_grant", StringComparison.Ordinal));
        string[] secrets = [code, Authorized.Verifier, "canary", .. first.Json.EnumerateObject().Concat(second.Json.EnumerateObject()).Where(member => member.Name.EndsWith("_token", StringComparison.Ordinal)).Select(member => member.Value.GetString()!)];
        Assert.All(rows, row => Assert.All(secrets, secret => Assert.DoesNotContain(secret, row.Payload.Text, StringComparison.Ordinal)));
        var log = string.Join("\n", Server.Log.Lines);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_requests_at_once_leave_an_entry_each()
    {
        var id = await Server.AddClientAsync(secrets: ("s", "secret-of-many-requests", null));
        var form = Form(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", "secret-of-many-requests"), ("resource", ManagementResource));
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Server.TokenAnswerAsync(form)));
        Assert.All(answers, answer => answer.Expect(200));
        Assert.Equal(60, (await RowsAsync(id)).Count);
    }

    [Fact]
    public async Task An_entry_that_the_database_refuses_does_not_take_others_with_it()
    {
        var queue = Server.Services.GetRequiredService<AuditQueue>();
        var marker = TestServer.Unique();
        AuditRow Row(string tenant, string id) => new()
        {
            TenantId = tenant, Id = id, Key = marker, Payload = JsonText.EmptyObject, CreatedAt = Server.Clock.GetUtcNow().UtcDateTime,
        };
        await queue.WriteAsync(Row("default", marker), CancellationToken.None);
        // The same id once more, in the middle of others: they may share a batch.
        var good = Enumerable.Range(0, 20).Select(number => Row("default", marker + number)).ToList();
        var writes = good[..10].Append(Row("default", marker)).Concat(good[10..]).Select(row => queue.WriteAsync(row, CancellationToken.None)).ToList();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Task.WhenAll(writes));
        Assert.Equal(20, writes.Count(write => write.IsCompletedSuccessfully));
        Assert.Equal(21, await Server.InDatabaseAsync(db => db.Audit.CountAsync(row => row.Key == marker)));
    }

    private Task<List<AuditRow>> RowsAsync(string clientId) => Server.InDatabaseAsync(async db =>
        (await db.Audit.AsNoTracking().Where(row => row.Key.StartsWith("ExchangeTokenBy.")).ToListAsync())
        .Where(row => row.Payload.ToElement().TryGetProperty("params", out var sent) && sent.TryGetProperty("client_id", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() == clientId).ToList());
}
