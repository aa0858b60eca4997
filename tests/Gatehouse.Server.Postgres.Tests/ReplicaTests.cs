using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Data;

/// <summary>Which reads may come from a replica: here another database stands for one that is hopelessly behind.</summary>
public sealed class ReplicaTests
{
    [Fact]
    public async Task Lists_of_the_Management_API_come_from_the_replica_and_all_else_from_the_primary()
    {
        var installation = await Installation.GetAsync();
        await using var primary = await installation.CopyAsync();
        await using var replica = await installation.CopyAsync();
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.DbReadUrl)] = replica.Url }, primary);
        var username = TestServer.Unique();
        var id = (await server.Api.PostAnswerAsync("/api/users", new { username })).Expect(200)["id"].GetString();
        Assert.Equal(username, (await server.Api.GetAnswerAsync($"/api/users/{id}")).Expect(200)["username"].GetString());
        (await server.Api.PostAnswerAsync("/api/users", new { username })).Expect(422, "user.username_already_in_use");
        Assert.Equal(0, (await server.Api.GetAnswerAsync($"/api/users?search={username}")).Expect(200).Json.GetArrayLength());
        Assert.Equal(0, (await server.Api.GetAnswerAsync($"/api/logs?userId={id}")).Expect(200).Json.GetArrayLength());
        (await server.TokenAnswerAsync(OidcCalls.GoodForm())).Expect(200);
    }

    [Fact]
    public async Task Of_several_hosts_the_primary_is_found()
    {
        await using var database = await (await Installation.GetAsync()).CopyAsync();
        var url = new Uri(database.Url);
        // Nobody listens at the first one.
        var hosts = database.Url.Replace(url.Authority[(url.Authority.IndexOf('@') + 1)..], $"127.0.0.1:1,{url.Host}:{(url.Port < 0 ? 5432 : url.Port)}", StringComparison.Ordinal);
        await using var server = await TestServer.StartAsync(
            new Dictionary<string, string?> { [nameof(GatehouseOptions.DbUrl)] = hosts, [nameof(GatehouseOptions.DbReadUrl)] = hosts }, database);
        var username = TestServer.Unique();
        (await server.Api.PostAnswerAsync("/api/users", new { username })).Expect(200);
        Assert.Equal(1, (await server.Api.GetAnswerAsync($"/api/users?search={username}")).Expect(200).Json.GetArrayLength());
        (await server.Anonymous.GetAnswerAsync("/health/ready")).Expect(200);
    }
}
