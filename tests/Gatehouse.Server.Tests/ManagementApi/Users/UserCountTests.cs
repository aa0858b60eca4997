using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>contract/management-api.md 1.6: the total is exact. It is kept, not counted, so each way to add and delete is looked at.</summary>
public sealed class UserCountTests : IAsyncLifetime
{
    private TestServer? _server;

    private HttpClient Api => _server!.Api;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _server!.DisposeAsync();
    }

    private async Task<string?> TotalAsync() => (await Api.GetAnswerAsync("/api/users?page_size=1")).Expect(200).Header("Total-Number");

    [Fact]
    public async Task The_total_follows_each_change()
    {
        Assert.Equal("0", await TotalAsync());
        var made = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Api.NewUserAsync()));
        Assert.Equal("40", await TotalAsync());
        Assert.Equal("40", (await Api.GetAnswerAsync("/api/users?page=9&page_size=5")).Expect(200).Header("Total-Number"));
        await Task.WhenAll(made.Take(10).Select(user => Api.DeleteAnswerAsync("/api/users/" + user.Id)));
        Assert.Equal("30", await TotalAsync());
        (await Api.PostAnswerAsync("/api/users", new { primaryPhone = "0123" })).Expect(422);
        (await Api.PatchAnswerAsync("/api/users/" + made[20].Id, new { name = "x" })).Expect(200);
        Assert.Equal("30", await TotalAsync());
        var ids = made.Skip(10).Take(12).Select(user => user.Id).ToList();
        Assert.Equal(12, await _server!.InDatabaseAsync(db => db.Users.Where(user => ids.Contains(user.Id)).ExecuteDeleteAsync()));
        Assert.Equal("18", await TotalAsync());
        await _server.InDatabaseAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Users.ExecuteDeleteAsync();
            await transaction.RollbackAsync();
            return 0;
        });
        Assert.Equal("18", await TotalAsync());
        Assert.Equal("18", (await Api.GetAnswerAsync("/api/dashboard/users/total")).Expect(200)["totalUserCount"].GetRawText());
        await _server.InDatabaseAsync(db => db.Users.ExecuteDeleteAsync());
        Assert.Equal("0", await TotalAsync());
    }

    /// <summary>Pages know where others began; that must not show.</summary>
    [Fact]
    public async Task Pages_in_any_order_are_parts_of_one_list_whatever_happens_between_them()
    {
        var all = new List<string>();
        for (var number = 0; number < 60; number++) all.Insert(0, (await Api.NewUserAsync()).Id);
        async Task CompareAsync(params int[] pages)
        {
            foreach (var page in pages)
            {
                var answer = (await Api.GetAnswerAsync($"/api/users?page_size=7&page={page}")).Expect(200);
                Assert.Equal(all.Skip((page - 1) * 7).Take(7), answer.Json.EnumerateArray().Select(user => user.GetProperty("id").GetString()!));
            }
        }

        await CompareAsync(5, 5, 6, 4, 1, 2, 9, 10, 8, 3, 5, 7, 9);
        (await Api.DeleteAnswerAsync("/api/users/" + all[30])).Expect(204);
        all.RemoveAt(30);
        await CompareAsync(5, 6, 9, 4, 5);
        all.Insert(0, (await Api.NewUserAsync()).Id);
        await CompareAsync(1, 6, 5, 9, 2, 5);
        // One in, one out: the total is the same, the places are not.
        all.Insert(0, (await Api.NewUserAsync()).Id);
        (await Api.DeleteAnswerAsync("/api/users/" + all[^1])).Expect(204);
        all.RemoveAt(all.Count - 1);
        await CompareAsync(9, 5, 6, 1);
        (await Api.GetAnswerAsync("/api/users?page_size=3&page=4")).Expect(200);
        await CompareAsync(2, 3, 5);
    }

    [Fact]
    public async Task Other_tenants_are_not_counted()
    {
        await Api.NewUserAsync();
        var token = "Bearer " + await TokenForge.AdminTokenAsync(_server!, "m-admin", "https://admin.logto.app/api");
        async Task<string?> Admins() => (await _server!.AdminApi.SendAnswerAsync(HttpMethod.Get, "/api/users", null, ("Authorization", token))).Expect(200).Header("Total-Number");
        Assert.Equal("0", await Admins());
        (await _server!.AdminApi.SendAnswerAsync(HttpMethod.Post, "/api/users", "{}", ("Authorization", token))).Expect(200);
        (await _server.AdminApi.SendAnswerAsync(HttpMethod.Post, "/api/users", "{}", ("Authorization", token))).Expect(200);
        Assert.Equal(("2", "1"), (await Admins(), await TotalAsync()));
    }
}
