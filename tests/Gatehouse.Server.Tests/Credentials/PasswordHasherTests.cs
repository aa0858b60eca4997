using Gatehouse.Passwords;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Credentials;

public sealed class PasswordHasherTests
{
    private static readonly Dictionary<string, string?> Narrow = new() { ["PasswordHashConcurrency"] = "1", ["PasswordHashQueue"] = "1" };

    [Fact]
    public async Task A_flood_of_passwords_is_told_to_come_back_while_other_requests_go_on()
    {
        await using var server = await TestServer.StartAsync(Narrow);
        var flood = Enumerable.Range(0, 16).Select(number => server.Api.PostAnswerAsync("/api/users", new { username = $"flood_{number}", password = "some-password-1" })).ToList();
        // While it lasts, requests without passwords are answered.
        (await server.Anonymous.GetAnswerAsync("/oidc/jwks")).Expect(200);
        await server.TokenAsync();
        (await server.Api.GetAnswerAsync("/api/users?page_size=1")).Expect(200);

        var answers = await Task.WhenAll(flood);
        var (made, busy) = (answers.Count(answer => (int)answer.Status == 200), answers.Where(answer => (int)answer.Status == 429).ToList());
        Assert.Equal(16, made + busy.Count);
        Assert.True(made >= 2, "One runs and one waits");
        Assert.NotEmpty(busy);
        Assert.All(busy, answer => Assert.Equal("1", answer.Expect(429, "password.hashing_busy").Header("Retry-After")));
        // And afterwards there is room again.
        (await server.Api.PostAnswerAsync("/api/users", new { username = "after_the_flood", password = "some-password-1" })).Expect(200);
    }

    [Fact]
    public async Task A_caller_who_went_away_frees_the_place_at_once()
    {
        using var hasher = new PasswordHasher(new GatehouseOptions { PasswordHashConcurrency = 1, PasswordHashQueue = 1 });
        // A cost that keeps the one thread busy for the whole test.
        var slow = PasswordHashing.Hash("x", new byte[16], new Argon2Cost(256 * 1024, 6, 1));
        var running = hasher.VerifyAsync("x", slow, CancellationToken.None);
        using var gone = new CancellationTokenSource();
        var waiting = hasher.HashAsync("y", gone.Token);
        Assert.Equal(429, (await hasher.HashAsync("z", CancellationToken.None)).Refusal!.Status);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        var next = hasher.HashAsync("z", CancellationToken.None);
        Assert.False(running.IsCompleted, "The machine is too quick for this test");
        Assert.Null((await next).Refusal);
        Assert.True((await running).TryGet(out var isRight, out _) && isRight);
    }

    [Fact]
    public async Task A_password_that_nobody_has_costs_as_much_as_a_wrong_one()
    {
        using var hasher = new PasswordHasher(new GatehouseOptions { PasswordHashConcurrency = 1 });
        var stored = PasswordHashing.Hash("right", new byte[16], PasswordHasher.Cost);
        var imported = new StoredPassword(PasswordAlgorithm.MD5, "7c6a180b36896a0a8c02787eeafb0e4c");
        foreach (var (password, digest, isRight) in new[] { ("right", stored, true), ("wrong", stored, false), ("wrong", null, false), ("password1", imported, true), ("wrong", imported, false) })
        {
            Assert.True((await hasher.VerifyAsync(password, digest, CancellationToken.None)).TryGet(out var answer, out _));
            Assert.Equal(isRight, answer);
        }

        var (wrong, nobody, md5) = (await TimeAsync(hasher, stored), await TimeAsync(hasher, null), await TimeAsync(hasher, imported));
        Assert.InRange(nobody / wrong, 0.3, 3);
        Assert.InRange(md5 / wrong, 0.3, 3);
    }

    [Fact]
    public async Task Stopping_lets_nobody_wait_for_ever()
    {
        var hasher = new PasswordHasher(new GatehouseOptions { PasswordHashConcurrency = 1, PasswordHashQueue = 8 });
        var waiting = Enumerable.Range(0, 8).Select(_ => hasher.HashAsync("x", CancellationToken.None)).ToList();
        hasher.Dispose();
        foreach (var one in waiting)
            await Task.WhenAny(one).WaitAsync(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => hasher.HashAsync("x", CancellationToken.None));
    }

    /// <summary>The quickest of several, which a busy machine disturbs least.</summary>
    private static async Task<double> TimeAsync(PasswordHasher hasher, StoredPassword? stored)
    {
        var best = double.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var start = TimeProvider.System.GetTimestamp();
            await hasher.VerifyAsync("wrong", stored, CancellationToken.None);
            best = Math.Min(best, TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }

        return best;
    }
}
