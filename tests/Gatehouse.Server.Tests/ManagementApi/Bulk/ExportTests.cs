using System.Text.Json;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Bulk;

/// <summary>GET /api/users/export (docs/bulk.md).</summary>
public sealed class ExportTests : ServerTest
{
    private const string Digest = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$VnEZ3VhrgUGsrYjCzHJiT6NR3Y5yHieF9wUfIPZ6zus";

    [Fact]
    public async Task Lines_are_the_users_that_the_search_finds_the_oldest_first()
    {
        var name = TestServer.Unique();
        var (first, second) = (await Api.NewUserAsync(new { username = name + "_z", passwordDigest = Digest, passwordAlgorithm = "Argon2id" }), await Api.NewUserAsync(new { username = name + "_a" }));
        var answer = (await Api.GetAnswerAsync($"/api/users/export?search=%25{name}%25")).Expect(200);
        Assert.Equal("application/x-ndjson; charset=utf-8", answer.Header("Content-Type"));
        Assert.Equal("attachment; filename=\"users.ndjson\"", answer.Header("Content-Disposition"));
        Assert.Equal(new[] { first.Text, second.Text }, answer.Text.TrimEnd('\n').Split('\n'));
        var withHash = await Api.LinesAsync($"/api/users/export?search=%25{name}%25&includePasswordHash=1");
        Assert.Equal((Digest, "Argon2id"), (withHash[0].GetProperty("passwordDigest").GetString(), withHash[0].GetProperty("passwordAlgorithm").GetString()));
        Assert.Equal(JsonValueKind.Null, withHash[1].GetProperty("passwordDigest").ValueKind);
        Assert.Empty(await Api.LinesAsync($"/api/users/export?search={name}_nobody"));
    }

    [Fact]
    public async Task Cells_that_a_spreadsheet_would_run_are_disarmed()
    {
        var name = TestServer.Unique();
        await Api.NewUserAsync(new { username = name, name = "=HYPERLINK(\"http://evil\",\"x\")", customData = new { a = 1 }, profile = new { nickname = "@nick", address = new { country = "KR" } } });
        var answer = (await Api.SendAnswerAsync(HttpMethod.Get, $"/api/users/export?search={name}", null, ("Accept", "text/csv"))).Expect(200);
        Assert.Equal("text/csv; charset=utf-8", answer.Header("Content-Type"));
        var (header, row) = (answer.Text.Split("\r\n")[0], answer.Text.Split("\r\n")[1]);
        Assert.StartsWith("id,username,primaryEmail,primaryPhone,name,avatar,isSuspended,profile.familyName,", header, StringComparison.Ordinal);
        Assert.DoesNotContain("passwordDigest", header);
        Assert.Contains(",\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\",", row);
        Assert.Contains(",'@nick,", row);
        Assert.Contains(",\"{\"\"a\"\":1}\",", row);
        Assert.Contains("passwordDigest,passwordAlgorithm", (await Api.GetAnswerAsync($"/api/users/export?format=csv&includePasswordHash=true&search={name}")).Text);
        (await Api.GetAnswerAsync("/api/users/export?format=xml")).Expect(400, "guard.invalid_input");
        (await Api.GetAnswerAsync("/api/users/export?search.password=x")).Expect(400, "request.invalid_input");
        Assert.Equal("", (await Api.SendAnswerAsync(HttpMethod.Head, $"/api/users/export?search={name}")).Expect(200).Text);
        (await Server.Anonymous.GetAnswerAsync("/api/users/export")).Expect(401);
    }

    [Theory]
    [InlineData("ndjson", BulkCalls.Ndjson)]
    [InlineData("csv", BulkCalls.Csv)]
    public async Task What_was_exported_makes_the_same_users_elsewhere(string format, string mediaType)
    {
        var name = TestServer.Unique();
        await Api.NewUserAsync(new
        {
            username = name + "_a", primaryEmail = $"{name}@example.com", name = "'quoted', \"twice\"\nand more", avatar = "https://img.test/+x",
            customData = new { list = new object[] { 1, "=x", false }, nested = new { deep = "-1" } }, profile = new { familyName = "+1", address = new { formatted = "a\r\nb" } },
            passwordDigest = Digest, passwordAlgorithm = "Argon2id",
        });
        var suspended = await Api.NewUserAsync(new { username = name + "_b", name = "''" });
        (await Api.PatchAnswerAsync($"/api/users/{suspended.Id}/is-suspended", new { isSuspended = true })).Expect(200);
        await Api.ImportAsync(BulkCalls.Users(name + "_n", 1100));
        var export = (await Api.GetAnswerAsync($"/api/users/export?format={format}&includePasswordHash=true&search.username=%25{name}%25")).Expect(200).Text;

        await using var other = await TestServer.StartAsync();
        var job = await other.Api.ImportAsync(export, mediaType);
        Assert.Equal((1102, 0), (job["succeeded"].GetInt32(), job["failed"].GetInt32()));
        Assert.Equal(await ComparableAsync(Api, name), await ComparableAsync(other.Api, name));
        var user = await other.Api.UserAsync(name + "_a");
        (await other.Api.PostAnswerAsync($"/api/users/{user.GetProperty("id").GetString()}/password/verify", new { password = "SecurePassword123!" })).Expect(204);
    }

    /// <summary>What an import brings along of a user.</summary>
    private static async Task<IEnumerable<string>> ComparableAsync(HttpClient api, string name) =>
        (await api.LinesAsync($"/api/users/export?includePasswordHash=true&search.username=%25{name}%25")).Select(user => string.Join('|', ((string[])
            ["username", "primaryEmail", "primaryPhone", "name", "avatar", "customData", "profile", "isSuspended", "passwordDigest", "passwordAlgorithm"])
            .Select(member => user.GetProperty(member).GetRawText())));
}
