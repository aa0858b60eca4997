using Gatehouse.Protocol.Keys;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Keys;

/// <summary>contract/oidc.md 1.3.</summary>
public sealed class KeyRotationTests
{
    [Theory]
    [InlineData(SigningAlgorithm.ES256)]
    [InlineData(SigningAlgorithm.ES384)]
    [InlineData(SigningAlgorithm.RS256)]
    public async Task After_an_immediate_rotation_the_new_key_signs_and_old_tokens_verify_until_the_rotation_after_next(SigningAlgorithm algorithm)
    {
        await using var server = await TestServer.StartAsync();
        var old = await server.TokenAsync();
        Assert.Equal(algorithm.Name, Value(await RunAsync(server, rotate => rotate.ExecuteAsync(algorithm, default))).Algorithm);
        var fresh = await server.TokenAsync();
        Assert.Equal(algorithm.Name, OidcCalls.Part(fresh, 0).GetProperty("alg").GetString());
        Assert.Equal([Kid(fresh), Kid(old)], await PublishedAsync(server));
        await UseAsync(server, old, 200);
        await UseAsync(server, fresh, 200);

        Value(await RunAsync(server, rotate => rotate.ExecuteAsync(SigningAlgorithm.ES256, default)));
        Assert.Equal([Kid(await server.TokenAsync()), Kid(fresh)], await PublishedAsync(server));
        await UseAsync(server, old, 401);
        await UseAsync(server, fresh, 200);
    }

    [Fact]
    public async Task A_staged_key_is_published_between_current_and_previous_and_signs_after_its_promotion()
    {
        await using var server = await TestServer.StartAsync();
        var oldest = await server.TokenAsync();
        Value(await RunAsync(server, rotate => rotate.ExecuteAsync(SigningAlgorithm.ES256, default)));
        var old = await server.TokenAsync();
        Value(await RunAsync(server, rotate => rotate.StageAsync(SigningAlgorithm.ES384, default)));
        var published = await PublishedAsync(server);
        Assert.Equal((3, Kid(old), Kid(oldest)), (published.Count, published[0], published[2]));
        Assert.Equal(Kid(old), Kid(await server.TokenAsync()));
        Refused(await RunAsync(server, rotate => rotate.ExecuteAsync(SigningAlgorithm.ES256, default)), 422, "oidc.invalid_request");
        Refused(await RunAsync(server, rotate => rotate.StageAsync(SigningAlgorithm.ES256, default)), 422, "oidc.invalid_request");

        Value(await RunAsync(server, rotate => rotate.PromoteAsync(default)));
        Assert.Equal([published[1], published[0]], await PublishedAsync(server));
        Assert.Equal(published[1], Kid(await server.TokenAsync()));
        await UseAsync(server, old, 200);
        await UseAsync(server, oldest, 401);
        Refused(await RunAsync(server, rotate => rotate.PromoteAsync(default)), 404, "oidc.key_not_found");
    }

    [Fact]
    public async Task Only_a_previous_key_can_be_deleted()
    {
        await using var server = await TestServer.StartAsync();
        var first = Assert.Single(await KeysAsync(server));
        Refused(await RunAsync(server, rotate => rotate.DeleteAsync(first.Id, default)), 422, "oidc.key_required");
        var current = Value(await RunAsync(server, rotate => rotate.ExecuteAsync(SigningAlgorithm.ES256, default)));
        Refused(await RunAsync(server, rotate => rotate.DeleteAsync("nothing", default)), 404, "oidc.key_not_found");
        Refused(await RunAsync(server, rotate => rotate.DeleteAsync(current.Id, default)), 422, "oidc.only_previous_key_can_be_deleted");
        Value(await RunAsync(server, rotate => rotate.DeleteAsync(first.Id, default)));
        Assert.Equal(current.Id, Assert.Single(await KeysAsync(server)).Id);
    }

    [Fact]
    public async Task Rotations_at_once_leave_one_key_of_each_status()
    {
        await using var server = await TestServer.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => RunAsync(server, rotate => rotate.ExecuteAsync(SigningAlgorithm.ES256, default))));
        Assert.Equal([SigningKeyStatus.Current, SigningKeyStatus.Previous], (await KeysAsync(server)).Select(key => key.Status).Order());
    }

    [Fact]
    public async Task The_audit_log_has_rotations_and_no_key()
    {
        await using var server = await TestServer.StartAsync();
        Value(await RunAsync(server, rotate => rotate.ExecuteAsync(SigningAlgorithm.ES256, default)));
        var entry = await server.InDatabaseAsync(db => db.Audit.AsNoTracking().SingleAsync(row => row.Key == "Change.SigningKey.Rotated"));
        foreach (var key in await KeysAsync(server)) Assert.DoesNotContain(key.PrivateKey.Cipher, entry.Payload.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_cookie_key_signs_and_the_old_one_still_verifies_until_it_is_deleted()
    {
        await using var server = await TestServer.StartAsync();
        var user = await server.SignInAsync();
        var old = await server.InDatabaseAsync(db => db.CookieKeys.AsNoTracking().SingleAsync());
        Refused(await RunAsync<RotateCookieKey, Done>(server, rotate => rotate.DeleteAsync(old.Id, default)), 422, "oidc.key_required");
        var before = user.Browser.Cookies["_session.sig"];
        Value(await RunAsync<RotateCookieKey, CookieKey>(server, rotate => rotate.ExecuteAsync(default)));
        Assert.Contains("op.logoutForm", (await user.Browser.GetAsync("/oidc/session/end")).Text);
        Assert.NotEqual(before, user.Browser.Cookies["_session.sig"]);

        Value(await RunAsync<RotateCookieKey, Done>(server, rotate => rotate.DeleteAsync(old.Id, default)));
        Assert.Contains("op.logoutForm", (await user.Browser.GetAsync("/oidc/session/end")).Text);
        user.Browser.Set("_session.sig", before);
        Assert.DoesNotContain("op.logoutForm", (await user.Browser.GetAsync("/oidc/session/end")).Text);
    }

    private static Task<Checked<T>> RunAsync<T>(TestServer server, Func<RotateSigningKey, Task<Checked<T>>> run) => RunAsync<RotateSigningKey, T>(server, run);

    private static async Task<Checked<T>> RunAsync<TOperation, T>(TestServer server, Func<TOperation, Task<Checked<T>>> run) where TOperation : class
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "default";
        return await run(scope.ServiceProvider.GetRequiredService<TOperation>());
    }

    private static T Value<T>(Checked<T> outcome)
    {
        Assert.True(outcome.TryGet(out var value, out var refused), refused?.Code);
        return value!;
    }

    private static void Refused<T>(Checked<T> outcome, int status, string code)
    {
        Assert.False(outcome.TryGet(out _, out var refused));
        Assert.Equal((status, code), (refused!.Status, refused.Code));
    }

    private static Task<List<SigningKey>> KeysAsync(TestServer server) => server.InDatabaseAsync(db => db.SigningKeys.AsNoTracking().ToListAsync());

    private static async Task<List<string>> PublishedAsync(TestServer server) =>
        [.. (await server.Anonymous.GetAnswerAsync("/oidc/jwks")).Expect(200)["keys"].EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];

    private static string Kid(string token) => OidcCalls.Part(token, 0).GetProperty("kid").GetString()!;

    private static async Task UseAsync(TestServer server, string token, int status) =>
        (await server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/users?page_size=1", null, ("Authorization", "Bearer " + token))).Expect(status);
}
