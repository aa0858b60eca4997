using System.Text.Json;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.ManagementApi.Resources;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Configs;

/// <summary>contract/management-misc.md 3, the keys: each test has a server, for a tenant has one set of them.</summary>
public sealed class KeyTests
{
    private const string Private = "/api/configs/oidc/private-keys";
    private const string Cookie = "/api/configs/oidc/cookie-keys";

    [Fact]
    public async Task The_list_never_shows_what_a_key_is_made_of()
    {
        await using var server = await TestServer.StartAsync();
        var key = Assert.Single((await server.Api.GetAnswerAsync(Private)).Expect(200).Json.EnumerateArray());
        Assert.Equal(["id", "createdAt", "signingKeyAlgorithm", "status"], OidcCalls.Members(key));
        Assert.Equal(("EC", "Current"), (key.GetProperty("signingKeyAlgorithm").GetString(), key.GetProperty("status").GetString()));
        // In seconds. The key is as old as the installation that the test run copies.
        Assert.InRange(server.Clock.GetUtcNow().ToUnixTimeSeconds() - key.GetProperty("createdAt").GetInt64(), 0, 24 * 3600);
        Assert.Equal(["id", "createdAt"], OidcCalls.Members(Assert.Single((await server.Api.GetAnswerAsync(Cookie)).Expect(200).Json.EnumerateArray())));
        (await server.Api.GetAnswerAsync("/api/configs/oidc/other-keys")).Expect(400, "guard.invalid_input");
        (await server.Api.PostAnswerAsync("/api/configs/oidc/other-keys/rotate")).Expect(400, "guard.invalid_input");
        (await server.Api.DeleteAnswerAsync("/api/configs/oidc/other-keys/k")).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task A_new_key_signs_the_next_token_and_the_old_one_still_verifies()
    {
        await using var server = await TestServer.StartAsync();
        var old = await server.TokenAsync();
        var oldId = (await server.Api.GetAnswerAsync(Private)).Ids().Single();
        var rotated = (await server.Api.PostAnswerAsync(Private + "/rotate")).Expect(200);
        Assert.Equal(["Current", "Previous"], Statuses(rotated));
        Assert.Equal(oldId, rotated.Ids().Last());
        Assert.Equal(rotated.Text, (await server.Api.GetAnswerAsync(Private)).Text);
        var fresh = await server.TokenAsync();
        Assert.Equal("ES384", OidcCalls.Part(fresh, 0).GetProperty("alg").GetString());
        await UseAsync(server, old, 200);
        await UseAsync(server, fresh, 200);

        var rsa = (await server.Api.PostAnswerAsync(Private + "/rotate", """{"signingKeyAlgorithm":"RSA","rotationGracePeriod":0}""")).Expect(200);
        Assert.Equal(["RSA", "EC"], rsa.Json.EnumerateArray().Select(key => key.GetProperty("signingKeyAlgorithm").GetString()!));
        Assert.Equal("RS256", OidcCalls.Part(await server.TokenAsync(), 0).GetProperty("alg").GetString());
        await UseAsync(server, old, 401);
        await UseAsync(server, fresh, 200);
    }

    [Fact]
    public async Task A_staged_key_is_published_and_signs_by_itself_when_its_time_has_come()
    {
        await using var server = await TestServer.StartAsync();
        (await server.Api.PostAnswerAsync(Private + "/rotate")).Expect(200);
        var (oldest, old) = ((await server.Api.GetAnswerAsync(Private)).Ids().Last(), await server.TokenAsync());
        var dropped = (await server.Api.PostAnswerAsync(Private + "/rotate", """{"rotationGracePeriod":600}""")).Expect(200);
        Assert.Equal(["Next", "Current", "Previous"], Statuses(dropped));
        var staged = (await server.Api.PostAnswerAsync(Private + "/rotate", """{"rotationGracePeriod":3600}""")).Expect(200);
        Assert.Equal(["Next", "Current", "Previous"], Statuses(staged));
        Assert.Equal(["id", "createdAt", "signingKeyAlgorithm", "status", "effectiveAt"], OidcCalls.Members(staged.Json[0]));
        Assert.NotEqual(dropped.Json[0].GetProperty("id").GetString(), staged.Json[0].GetProperty("id").GetString());
        var effectiveAt = DateTimeOffset.FromUnixTimeMilliseconds(staged.Json[0].GetProperty("effectiveAt").GetInt64());
        Assert.InRange(effectiveAt - server.Clock.GetUtcNow(), TimeSpan.FromSeconds(3590), TimeSpan.FromSeconds(3600));
        Assert.Equal(3, (await PublishedAsync(server)).Count);
        Assert.Equal(Kid(old), Kid(await server.TokenAsync()));
        (await server.Api.PostAnswerAsync(Private + "/rotate", """{"rotationGracePeriod":0}""")).Expect(422, "oidc.invalid_request");
        (await server.Api.DeleteAnswerAsync($"{Private}/{staged.Ids().First()}")).Expect(422, "oidc.only_previous_key_can_be_deleted");

        server.Clock.Advance(effectiveAt - server.Clock.GetUtcNow() - TimeSpan.FromSeconds(10));
        var last = await server.TokenAsync();
        Assert.Equal(Kid(old), Kid(last));
        server.Clock.Advance(TimeSpan.FromSeconds(11));
        var fresh = await server.TokenAsync();
        Assert.NotEqual(Kid(old), Kid(fresh));
        Assert.Equal([Kid(fresh), Kid(old)], await PublishedAsync(server));
        server.Api.DefaultRequestHeaders.Authorization = new("Bearer", last);
        var settled = (await server.Api.GetAnswerAsync(Private)).Expect(200);
        Assert.Equal(["Current", "Previous"], Statuses(settled));
        Assert.Equal(staged.Ids().Take(2), settled.Ids());
        Assert.DoesNotContain("effectiveAt", settled.Text, StringComparison.Ordinal);
        (await server.Api.DeleteAnswerAsync($"{Private}/{oldest}")).Expect(404, "oidc.key_not_found");

        server.Api.DefaultRequestHeaders.Authorization = new("Bearer", fresh);
        var again = (await server.Api.PostAnswerAsync(Private + "/rotate", """{"rotationGracePeriod":60}""")).Expect(200);
        Assert.Equal(["Next", "Current", "Previous"], Statuses(again));
        Assert.Equal(staged.Ids().Take(2), again.Ids().Skip(1));
        server.Clock.Advance(TimeSpan.FromSeconds(61));
        var next = (await server.Api.PostAnswerAsync(Private + "/rotate")).Expect(200);
        Assert.Equal(["Current", "Previous"], Statuses(next));
        Assert.Equal(again.Ids().First(), next.Ids().Last());
        await UseAsync(server, fresh, 401);
    }

    [Fact]
    public async Task The_grace_period_of_the_server_holds_when_the_request_names_none()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.PrivateKeyRotationGracePeriod)] = "60" });
        Assert.Equal(["Next", "Current"], Statuses((await server.Api.PostAnswerAsync(Private + "/rotate", "{}")).Expect(200)));
        (await server.Api.PostAnswerAsync(Private + "/rotate", """{"rotationGracePeriod":0}""")).Expect(422, "oidc.invalid_request");
        Assert.Equal(["Next", "Current"], Statuses((await server.Api.PostAnswerAsync(Private + "/rotate", "{}")).Expect(200)));
    }

    [Fact]
    public async Task Bad_input_rotates_nothing()
    {
        await using var server = await TestServer.StartAsync();
        var before = (await server.Api.GetAnswerAsync(Private)).Text;
        foreach (var bad in (string[])["""{"rotationGracePeriod":-1}""", """{"rotationGracePeriod":1.5}""", """{"rotationGracePeriod":null}""", """{"signingKeyAlgorithm":"ES256"}""", "[]"])
            (await server.Api.PostAnswerAsync(Private + "/rotate", bad)).Expect(400, "guard.invalid_input");
        Assert.Equal(before, (await server.Api.GetAnswerAsync(Private)).Text);
    }

    [Fact]
    public async Task Of_signing_keys_only_the_previous_one_is_deleted()
    {
        await using var server = await TestServer.StartAsync();
        (await server.Api.DeleteAnswerAsync(Private + "/unknown")).Expect(422, "oidc.key_required");
        var token = await server.TokenAsync();
        var keys = (await server.Api.PostAnswerAsync(Private + "/rotate")).Expect(200).Ids().ToList();
        server.Api.DefaultRequestHeaders.Authorization = new("Bearer", await server.TokenAsync());
        (await server.Api.DeleteAnswerAsync(Private + "/unknown")).Expect(404, "oidc.key_not_found");
        (await server.Api.DeleteAnswerAsync($"{Private}/{keys[0]}")).Expect(422, "oidc.only_previous_key_can_be_deleted");
        (await server.Api.DeleteAnswerAsync($"{Private}/{keys[1]}")).Expect(204);
        (await server.Api.DeleteAnswerAsync($"{Private}/{keys[1]}")).Expect(422, "oidc.key_required");
        await UseAsync(server, token, 401);
        Assert.Equal([keys[0]], (await server.Api.GetAnswerAsync(Private)).Ids());
    }

    [Fact]
    public async Task Of_cookie_keys_two_are_kept()
    {
        await using var server = await TestServer.StartAsync();
        var first = (await server.Api.GetAnswerAsync(Cookie)).Ids().Single();
        (await server.Api.DeleteAnswerAsync(Cookie + "/unknown")).Expect(422, "oidc.key_required");
        (await server.Api.PostAnswerAsync(Cookie + "/rotate", """{"rotationGracePeriod":0}""")).Expect(422, "oidc.invalid_request");
        var signedIn = await server.SignInAsync();
        var second = (await server.Api.PostAnswerAsync(Cookie + "/rotate")).Expect(200).Ids().ToList();
        Assert.Equal((2, first), (second.Count, second[1]));
        Assert.Contains("op.logoutForm", (await signedIn.Browser.GetAsync("/oidc/session/end")).Text, StringComparison.Ordinal);
        var third = (await server.Api.PostAnswerAsync(Cookie + "/rotate", """{"signingKeyAlgorithm":"RSA"}""")).Expect(200).Ids().ToList();
        Assert.Equal((2, second[0]), (third.Count, third[1]));
        (await server.Api.DeleteAnswerAsync($"{Cookie}/{first}")).Expect(404, "oidc.key_not_found");
        (await server.Api.DeleteAnswerAsync($"{Cookie}/{third[0]}")).Expect(204);
        Assert.Equal([third[1]], (await server.Api.GetAnswerAsync(Cookie)).Ids());
    }

    [Fact]
    public async Task Rotations_at_once_leave_the_keys_in_order()
    {
        await using var server = await TestServer.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => server.Api.PostAnswerAsync(Private + "/rotate", """{"rotationGracePeriod":60}""")));
        Assert.All(answers, answer => answer.Expect(200));
        Assert.Equal(["Next", "Current"], Statuses((await server.Api.GetAnswerAsync(Private)).Expect(200)));
    }

    private static IEnumerable<string> Statuses(Answer keys) => keys.Json.EnumerateArray().Select(key => key.GetProperty("status").GetString()!);

    private static async Task<List<string>> PublishedAsync(TestServer server) =>
        [.. (await server.Anonymous.GetAnswerAsync("/oidc/jwks")).Expect(200)["keys"].EnumerateArray().Select(Kid)];

    private static string Kid(JsonElement key) => key.GetProperty("kid").GetString()!;

    private static string Kid(string token) => Kid(OidcCalls.Part(token, 0));

    private static async Task UseAsync(TestServer server, string token, int status) =>
        (await server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/users?page_size=1", null, ("Authorization", "Bearer " + token))).Expect(status);
}
