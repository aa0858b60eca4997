using Gatehouse.Server.Tests.ManagementApi.Bulk;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.CommandLine;

/// <summary><c>gatehouse users import</c> and <c>users export</c>, as processes of their own.</summary>
public sealed class UsersCommandTests : CommandTest
{
    [Fact]
    public async Task Users_go_in_and_out_of_a_tenant()
    {
        var file = await FileAsync("users.ndjson", """{"username":"one","customData":{"n":1}}""" + "\n" + """{"username":"two","isSuspended":true}""" + "\n");
        var trial = await RunAsync("users", "import", file, "--dry-run");
        Assert.True(trial.Code == 0, trial.Error);
        Assert.EndsWith("valid: 2\nfailed: 0\n", trial.Out, StringComparison.Ordinal);
        Assert.Equal("", (await RunAsync("users", "export")).Out);

        var imported = await RunAsync("users", "import", file);
        Assert.True(imported.Code == 0, imported.Error);
        Assert.EndsWith("created: 2\nfailed: 0\n", imported.Out, StringComparison.Ordinal);
        var again = await RunAsync("users", "import", file);
        Assert.Equal(2, again.Code);
        Assert.EndsWith("created: 0\nfailed: 2\n", again.Out, StringComparison.Ordinal);
        Assert.Contains("line 1: This username is taken. (user.username_already_in_use)", again.Error);

        var csv = await RunAsync("users", "export", "--format", "csv");
        Assert.True(csv.Code == 0, csv.Error);
        var elsewhere = await RunAsync("users", "import", await FileAsync("users.csv", csv.Out), "--tenant", "admin");
        Assert.True(elsewhere.Code == 0, elsewhere.Error);
        Assert.EndsWith("created: 2\nfailed: 0\n", elsewhere.Out, StringComparison.Ordinal);
        var one = await RunAsync("users", "export", "--tenant", "admin", "--filter", "search.username=one");
        Assert.Contains("\"customData\":{\"n\":1}", Assert.Single(one.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task What_can_not_be_done_is_a_sentence()
    {
        var missing = await RunAsync("users", "import", Path.Combine(Database.Folder, "nothing.ndjson"));
        Assert.Equal(1, missing.Code);
        Assert.Contains("nothing.ndjson", missing.Error);
        var header = await RunAsync("users", "import", await FileAsync("x.txt", "usernmae\nx\n"), "--format", "csv");
        Assert.Equal(1, header.Code);
        Assert.Contains("Users have nothing named usernmae", header.Error);
        var filter = await RunAsync("users", "export", "--filter", "search.password=x");
        Assert.Equal(1, filter.Code);
        Assert.DoesNotContain("   at ", missing.Error + header.Error + filter.Error);
        Assert.NotEqual(0, (await RunAsync("users", "export", "--tenant", "nobody")).Code);
        Assert.NotEqual(0, (await RunAsync("users", "export", "--format", "xml")).Code);
    }

    [Fact]
    public async Task Beside_a_server_the_command_does_its_own_work()
    {
        await using var server = await TestServer.StartAsync(database: Database);
        var file = await FileAsync("users.ndjson", BulkCalls.Users("u", 3000));
        var imported = await RunAsync("users", "import", file);
        Assert.True(imported.Code == 0, imported.Error);
        Assert.EndsWith("created: 3000\nfailed: 0\n", imported.Out, StringComparison.Ordinal);
        var job = Assert.Single((await server.Api.GetAnswerAsync("/api/jobs")).Expect(200).Json.EnumerateArray());
        Assert.Equal(("completed", 3000, "system"), (job.GetProperty("state").GetString(), job.GetProperty("succeeded").GetInt32(), job.GetProperty("createdBy").GetProperty("type").GetString()));
        Assert.Single(await server.Api.FoundAsync("search.username=u_2999"));
    }

    private async Task<string> FileAsync(string name, string content)
    {
        var path = Path.Combine(Database.Folder, name);
        await File.WriteAllTextAsync(path, content);
        return path;
    }
}
