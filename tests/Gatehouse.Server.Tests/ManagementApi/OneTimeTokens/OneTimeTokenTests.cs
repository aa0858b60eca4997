using Gatehouse.Server.Tests.ManagementApi.Connectors;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Verifications;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.OneTimeTokens;

/// <summary>contract/management-misc.md 9: one-time tokens.</summary>
public sealed class OneTimeTokenTests(TestModeServer mode) : IClassFixture<TestModeServer>
{
    private HttpClient Api => mode.Server.Api;

    [Fact]
    public async Task A_token_is_made_shown_used_once_and_deleted()
    {
        var email = Address();
        var made = await NewAsync(new { email, context = new { jitOrganizationIds = new[] { "o" }, interactionEvent = "Register", more = 1 } });
        Assert.Equal(["tenantId", "id", "email", "token", "context", "status", "createdAt", "expiresAt"], made.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal((21, 32, "active"), (made.Id.Length, made["token"].GetString()!.Length, made["status"].GetString()));
        Assert.Equal("""{"jitOrganizationIds":["o"],"interactionEvent":"Register"}""", made["context"].GetRawText());
        Assert.Equal(600_000, made["expiresAt"].GetInt64() - made["createdAt"].GetInt64());
        Assert.Equal(made.Text, (await Api.GetAnswerAsync($"/api/one-time-tokens/{made.Id}")).Expect(200).Text);
        var stored = await mode.Server.InDatabaseAsync(db => db.OneTimeTokens.AsNoTracking().SingleAsync(row => row.Id == made.Id));
        Assert.DoesNotContain(made["token"].GetString()!, stored.Token.Cipher + stored.Digest);

        var token = made["token"].GetString();
        (await VerifyAsync("nothing", email)).Expect(404, "one_time_token.token_not_found");
        (await VerifyAsync(token!, email.ToUpperInvariant())).Expect(400, "one_time_token.email_mismatch");
        Assert.Equal("consumed", (await VerifyAsync(token!, email)).Expect(200)["status"].GetString());
        (await VerifyAsync(token!, email)).Expect(400, "one_time_token.token_consumed");
        (await Api.DeleteAnswerAsync($"/api/one-time-tokens/{made.Id}")).Expect(204);
        (await Api.DeleteAnswerAsync($"/api/one-time-tokens/{made.Id}")).Expect(404, "entity.not_found");
        (await Api.GetAnswerAsync($"/api/one-time-tokens/{made.Id}")).Expect(404, "entity.not_exists_with_id");
    }

    [Fact]
    public async Task Of_fifty_who_use_a_token_at_once_one_succeeds()
    {
        var email = Address();
        var token = (await NewAsync(new { email }))["token"].GetString()!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => VerifyAsync(token, email)));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(400, "one_time_token.token_consumed"));
    }

    [Fact]
    public async Task A_token_is_revoked_and_never_active_again()
    {
        var email = Address();
        var made = await NewAsync(new { email });
        Assert.Equal("revoked", (await SetAsync(made.Id, "revoked")).Expect(200)["status"].GetString());
        (await VerifyAsync(made["token"].GetString()!, email)).Expect(400, "one_time_token.token_revoked");
        (await SetAsync(made.Id, "active")).Expect(400, "one_time_token.cannot_reactivate_token");
        (await SetAsync(made.Id, "lost")).Expect(400, "guard.invalid_input");
        (await SetAsync("nobody", "revoked")).Expect(404, "entity.not_exists_with_id");
        (await SetAsync(made.Id, "expired")).Expect(200);
        (await VerifyAsync(made["token"].GetString()!, email)).Expect(400, "one_time_token.token_expired");
    }

    [Fact]
    public async Task A_token_ends_after_its_time_and_is_shown_so()
    {
        await using var server = await TestServer.StartAsync();
        var made = (await server.Api.PostAnswerAsync("/api/one-time-tokens", new { email = "a@b.example", expiresIn = 1.5 })).Expect(201);
        Assert.Equal(1500, made["expiresAt"].GetInt64() - made["createdAt"].GetInt64());
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("expired", (await server.Api.GetAnswerAsync($"/api/one-time-tokens/{made.Id}")).Expect(200)["status"].GetString());
        var stillActive = (await server.Api.GetAnswerAsync("/api/one-time-tokens?status=active")).Expect(200).Json.EnumerateArray();
        Assert.Equal("expired", Assert.Single(stillActive).GetProperty("status").GetString());
        (await server.Api.PostAnswerAsync("/api/one-time-tokens/verify", new { token = made["token"].GetString(), email = "a@b.example" })).Expect(400, "one_time_token.token_expired");
        Assert.Empty((await server.Api.GetAnswerAsync("/api/one-time-tokens?status=active")).Expect(200).Json.EnumerateArray());
    }

    [Fact]
    public async Task The_list_has_the_newest_first_and_counts_what_filters_leave_out()
    {
        var email = Address();
        var ids = new List<string>();
        for (var made = 0; made < 3; made++) ids.Insert(0, (await NewAsync(new { email })).Id);
        await NewAsync(new { email = Address() });
        var all = (await Api.GetAnswerAsync($"/api/one-time-tokens?email={Uri.EscapeDataString(email)}")).Expect(200);
        Assert.Equal(ids, all.Json.EnumerateArray().Select(token => token.GetProperty("id").GetString()));
        Assert.Null(all.Header("Total-Number"));
        var page = (await Api.GetAnswerAsync($"/api/one-time-tokens?email={Uri.EscapeDataString(email)}&page=2&page_size=2")).Expect(200);
        Assert.Equal(ids[2..], page.Json.EnumerateArray().Select(token => token.GetProperty("id").GetString()));
        var total = await mode.Server.InDatabaseAsync(db => db.OneTimeTokens.CountAsync());
        Assert.Equal(total.ToString(System.Globalization.CultureInfo.InvariantCulture), page.Header("Total-Number"));
        (await Api.GetAnswerAsync("/api/one-time-tokens?status=lost")).Expect(400, "guard.invalid_input");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"email":""}""")]
    [InlineData("""{"email":"a","expiresIn":0.5}""")]
    [InlineData("""{"email":"a","expiresIn":1e300}""")]
    [InlineData("""{"email":"a","expiresIn":"60"}""")]
    [InlineData("""{"email":"a","context":{"interactionEvent":"SignOut"}}""")]
    [InlineData("""{"email":"a","context":{"jitOrganizationIds":"o"}}""")]
    public async Task A_token_that_can_not_be_is_refused(string body) => (await Api.PostAnswerAsync("/api/one-time-tokens", body)).Expect(400, "guard.invalid_input");

    private static string Address() => TestServer.Unique() + "@reader.example";

    private async Task<Answer> NewAsync(object body) => (await Api.PostAnswerAsync("/api/one-time-tokens", body)).Expect(201);

    private Task<Answer> VerifyAsync(string token, string email) => Api.PostAnswerAsync("/api/one-time-tokens/verify", new { token, email });

    private Task<Answer> SetAsync(string id, string status) => Api.PutAnswerAsync($"/api/one-time-tokens/{id}/status", new { status });
}
