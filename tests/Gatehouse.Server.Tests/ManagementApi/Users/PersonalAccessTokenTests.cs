using System.Text.Json;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>contract/management-api.md 2.16.</summary>
public sealed class PersonalAccessTokenTests : ServerTest
{
    private static string Path(string userId) => $"/api/users/{userId}/personal-access-tokens";

    private async Task<string[]> NamesAsync(string userId) =>
        [.. (await Api.GetAnswerAsync(Path(userId))).Expect(200).Json.EnumerateArray().Select(token => token.GetProperty("name").GetString()!)];

    [Fact(DisplayName = "Contract 2.16: the row, its value in clear here and in the list")]
    public async Task The_row()
    {
        var user = await Api.NewUserAsync();
        var made = (await Api.PostAnswerAsync(Path(user.Id), new { name = "스크립트 / one" })).Expect(201);
        Assert.Equal(["tenantId", "userId", "name", "value", "createdAt", "expiresAt"], made.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("default", user.Id, "스크립트 / one"), (made["tenantId"].GetString(), made["userId"].GetString(), made["name"].GetString()));
        Assert.Matches("^pat_[0-9A-Za-z]{32}$", made["value"].GetString()!);
        Assert.Equal(JsonValueKind.Null, made["expiresAt"].ValueKind);
        Assert.Equal($"[{made.Text}]", (await Api.GetAnswerAsync(Path(user.Id))).Expect(200).Text);
        var end = Server.Clock.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds();
        Assert.Equal(end, (await Api.PostAnswerAsync(Path(user.Id), new { name = "two", expiresAt = end })).Expect(201)["expiresAt"].GetInt64());
        (await Api.PostAnswerAsync(Path(user.Id), """{"name":"three","expiresAt":null}""")).Expect(201);
        Assert.Equal(["스크립트 / one", "two", "three"], await NamesAsync(user.Id));
        Assert.Empty(await NamesAsync((await Api.NewUserAsync()).Id));
    }

    [Fact(DisplayName = "oidc.md 15.4: the value is exchanged for access tokens until it expires, whatever it is called by then")]
    public async Task Exchange()
    {
        await using var server = await TestServer.StartAsync();
        var app = await Authorized.CreateAsync(server, custom: """{"allowTokenExchange":true}""");
        var end = server.Clock.GetUtcNow().AddMinutes(5).ToUnixTimeMilliseconds();
        var value = (await server.Api.PostAnswerAsync(Path(app.UserId), new { name = "a", expiresAt = end })).Expect(201)["value"].GetString()!;
        Task<Answer> ExchangeAsync(string token) => TokenExchangeTests.ExchangeAsync(app, token, TokenExchangeTests.Personal, ("scope", "openid"));
        var answer = (await ExchangeAsync(value)).Expect(200);
        Assert.Equal(app.UserId, (await app.MeAsync(answer["access_token"].GetString()!)).Expect(200)["sub"].GetString());
        var renamed = (await server.Api.PatchAnswerAsync(Path(app.UserId), new { currentName = "a", name = "b" })).Expect(200);
        Assert.Equal((value, end), (renamed["value"].GetString(), renamed["expiresAt"].GetInt64()));
        (await ExchangeAsync(value)).Expect(200);
        (await ExchangeAsync(value["pat_".Length..])).ExpectGrantRefused();
        var other = (await server.Api.PostAnswerAsync(Path(app.UserId), new { name = "gone" })).Expect(201)["value"].GetString()!;
        (await server.Api.DeleteAnswerAsync(Path(app.UserId) + "/gone")).Expect(204);
        (await ExchangeAsync(other)).ExpectGrantRefused();
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        (await ExchangeAsync(value)).ExpectGrantRefused();
    }

    [Theory]
    [InlineData("""{}""", "guard.invalid_input")]
    [InlineData("""{"name":""}""", "guard.invalid_input")]
    [InlineData("""{"name":null}""", "guard.invalid_input")]
    [InlineData("""{"name":1}""", "guard.invalid_input")]
    [InlineData("""{"name":"a\u0000"}""", "guard.invalid_input")]
    [InlineData("""{"name":"x","expiresAt":"tomorrow"}""", "guard.invalid_input")]
    [InlineData("""{"name":"x","expiresAt":1e300}""", "guard.invalid_input")]
    [InlineData("""{"name":"x","expiresAt":0}""", "request.invalid_input")]
    [InlineData("""{"name":"x","expiresAt":-1.5}""", "request.invalid_input")]
    [InlineData("""{"name":"x","expiresAt":1700000000000}""", "request.invalid_input")]
    public async Task A_bad_body_makes_nothing(string body, string code)
    {
        var user = await Api.NewUserAsync();
        (await Api.PostAnswerAsync(Path(user.Id), body)).Expect(400, code);
        Assert.Empty(await NamesAsync(user.Id));
    }

    [Fact]
    public async Task A_name_has_256_characters_at_most()
    {
        var user = await Api.NewUserAsync();
        (await Api.PostAnswerAsync(Path(user.Id), new { name = new string('n', 257) })).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync(Path(user.Id), new { name = new string('n', 256) })).Expect(201);
    }

    [Fact(DisplayName = "Contract 2.16: names are unique to a user; renaming by body and by path")]
    public async Task Names()
    {
        var (user, other) = (await Api.NewUserAsync(), await Api.NewUserAsync());
        (await Api.PostAnswerAsync(Path(user.Id), new { name = "a" })).Expect(201);
        (await Api.PostAnswerAsync(Path(user.Id), new { name = "a" })).Expect(422, "user.personal_access_token_name_exists");
        (await Api.PostAnswerAsync(Path(user.Id), new { name = "A" })).Expect(201);
        (await Api.PostAnswerAsync(Path(other.Id), new { name = "a" })).Expect(201);
        (await Api.PatchAnswerAsync(Path(user.Id), new { currentName = "a", name = "A" })).Expect(422, "user.personal_access_token_name_exists");
        Assert.Equal("a", (await Api.PatchAnswerAsync(Path(user.Id), new { name = "a" })).Expect(200)["name"].GetString());
        (await Api.PatchAnswerAsync(Path(user.Id), new { name = "unknown" })).Expect(404, "entity.not_exists");
        (await Api.PatchAnswerAsync(Path(user.Id), new { currentName = "unknown", name = "a" })).Expect(404, "entity.not_exists");
        (await Api.PatchAnswerAsync(Path("nobody"), new { currentName = "a", name = "b" })).Expect(404, "entity.not_exists");
        (await Api.PatchAnswerAsync(Path(user.Id), new { currentName = "a" })).Expect(400, "guard.invalid_input");
        Assert.Equal("b/c", (await Api.PatchAnswerAsync(Path(user.Id) + "/a", new { name = "b/c" })).Expect(200)["name"].GetString());
        Assert.Equal("d", (await Api.PatchAnswerAsync(Path(user.Id) + "/b%2Fc", new { name = "d" })).Expect(200)["name"].GetString());
        (await Api.PatchAnswerAsync(Path(user.Id) + "/a", new { name = "e" })).Expect(404, "entity.not_exists");
        Assert.Equal(["A", "d"], (await NamesAsync(user.Id)).Order(StringComparer.Ordinal));
        Assert.Equal(["a"], await NamesAsync(other.Id));
    }

    [Fact(DisplayName = "Contract 2.16: deletion by body and by path, once")]
    public async Task Deletion()
    {
        var user = await Api.NewUserAsync();
        foreach (var name in (string[])["a", "b", "c"]) (await Api.PostAnswerAsync(Path(user.Id), new { name })).Expect(201);
        (await Api.PostAnswerAsync(Path(user.Id) + "/delete", new { name = "a" })).Expect(204);
        (await Api.PostAnswerAsync(Path(user.Id) + "/delete", new { name = "a" })).Expect(404, "entity.not_found");
        (await Api.PostAnswerAsync(Path(user.Id) + "/delete", new { })).Expect(400, "guard.invalid_input");
        (await Api.DeleteAnswerAsync(Path(user.Id) + "/b")).Expect(204);
        (await Api.DeleteAnswerAsync(Path(user.Id) + "/b")).Expect(404, "entity.not_found");
        (await Api.DeleteAnswerAsync(Path("nobody") + "/c")).Expect(404, "entity.not_found");
        Assert.Equal(["c"], await NamesAsync(user.Id));
        (await Api.PostAnswerAsync(Path("nobody"), new { name = "a" })).Expect(404, "entity.relation_foreign_key_not_found");
        (await Api.GetAnswerAsync(Path("nobody"))).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task One_name_that_is_taken_many_times_at_once_is_taken_once()
    {
        var user = await Api.NewUserAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAnswerAsync(Path(user.Id), new { name = "one" })));
        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.All(answers.Where(answer => (int)answer.Status != 201), answer => answer.Expect(422, "user.personal_access_token_name_exists"));
    }
}
