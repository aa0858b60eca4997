using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi;

/// <summary>design: every change writes one audit entry in its own transaction, and no secret comes near it.</summary>
public sealed class AuditTrailTests : ServerTest
{
    private Task<List<AuditRow>> EntriesAsync(string userId) =>
        Server.InDatabaseAsync(db => db.Audit.AsNoTracking().Where(row => row.UserId == userId).OrderBy(row => row.CreatedAt).ToListAsync());

    [Fact]
    public async Task Each_change_has_one_entry_with_who_from_where_and_what()
    {
        var user = (await Api.SendAnswerAsync(HttpMethod.Post, "/api/users", new { name = "before" }, ("User-Agent", "test-agent"))).Expect(200);
        var role = await Server.NewRoleAsync();
        (await Api.PatchAnswerAsync("/api/users/" + user.Id, new { name = "after" })).Expect(200);
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}/custom-data", """{"customData":{"a":1}}""")).Expect(200);
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}/profile", """{"profile":{"nickname":"k"}}""")).Expect(200);
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}/password", """{"password":"p"}""")).Expect(200);
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}/is-suspended", """{"isSuspended":true}""")).Expect(200);
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}/password/expiration", """{"isExpired":false}""")).Expect(200);
        (await Api.PutAnswerAsync($"/api/users/{user.Id}/identities/t", new { userId = TestServer.Unique() })).Expect(201);
        (await Api.DeleteAnswerAsync($"/api/users/{user.Id}/identities/t")).Expect(200);
        (await Api.PostAnswerAsync($"/api/users/{user.Id}/roles", new { roleIds = new[] { role } })).Expect(201);
        (await Api.DeleteAnswerAsync($"/api/users/{user.Id}/roles/{role}")).Expect(204);
        (await Api.PutAnswerAsync($"/api/users/{user.Id}/roles", new { roleIds = new[] { role } })).Expect(200);
        (await Api.DeleteAnswerAsync("/api/users/" + user.Id)).Expect(204);

        var entries = await EntriesAsync(user.Id);
        Assert.Equal(
            ["Created", "Updated", "CustomDataUpdated", "ProfileUpdated", "PasswordSet", "Suspended", "PasswordExpired", "IdentityLinked", "IdentityUnlinked", "RolesAdded", "RoleRemoved", "RolesReplaced", "Deleted"],
            entries.Select(entry => entry.Key["Change.User.".Length..]));
        Assert.All(entries, entry =>
        {
            var payload = JsonDocument.Parse(entry.Payload.Text).RootElement;
            Assert.Equal(TestServer.ApplicationId, entry.ApplicationId);
            Assert.Equal(("app", TestServer.ApplicationId), (payload.GetProperty("actor").GetProperty("type").GetString(), payload.GetProperty("actor").GetProperty("id").GetString()));
            Assert.Equal(("127.0.0.1", user.Id), (payload.GetProperty("ip").GetString(), payload.GetProperty("subject").GetString()));
            Assert.NotEqual(0, payload.GetProperty("changes").GetArrayLength());
        });
        Assert.Equal("test-agent", JsonDocument.Parse(entries[0].Payload.Text).RootElement.GetProperty("userAgent").GetString());
        var changes = entries.Select(entry => JsonDocument.Parse(entry.Payload.Text).RootElement.GetProperty("changes")[0]).ToList();
        Assert.Equal(("before", "after"), (changes[1].GetProperty("before").GetProperty("name").GetString(), changes[1].GetProperty("after").GetProperty("name").GetString()));
        Assert.Equal("before", changes[0].GetProperty("after").GetProperty("name").GetString());
        Assert.Equal("******", changes[4].GetProperty("after").GetProperty("passwordDigest").GetString());
    }

    [Fact]
    public async Task A_refused_request_has_no_entry_and_changes_nothing()
    {
        var user = await Api.NewUserAsync(new { username = TestServer.Unique() });
        (await Api.PatchAnswerAsync("/api/users/" + user.Id, new { name = new string('x', 129) })).Expect(422);
        (await Api.PatchAnswerAsync("/api/users/" + user.Id, new { primaryPhone = "0123" })).Expect(422);
        (await Api.PatchAnswerAsync("/api/users/" + user.Id, "{}")).Expect(422);
        Assert.Single(await EntriesAsync(user.Id));
    }

    [Fact]
    public async Task No_secret_comes_into_entries_logs_events_or_errors()
    {
        var password = "Canary-Password-" + TestServer.Unique();
        var digest = "canary-digest-" + TestServer.Unique();
        var said = new List<string>();
        async Task<Answer> Say(Task<Answer> call)
        {
            var answer = await call;
            said.Add(answer.Text);
            return answer;
        }

        var user = (await Say(Api.PostAnswerAsync("/api/users", new { passwordDigest = digest, passwordAlgorithm = "Bcrypt" }))).Expect(200);
        (await Say(Api.PatchAnswerAsync($"/api/users/{user.Id}/password", new { password }))).Expect(200);
        (await Say(Api.PostAnswerAsync($"/api/users/{user.Id}/password/verify", new { password = password + "x" }))).Expect(422);
        (await Say(Api.PostAnswerAsync("/api/users", new { password, passwordDigest = digest }))).Expect(400);
        (await Say(Api.PostAnswerAsync("/api/users", new { passwordDigest = digest + new string('x', 300), passwordAlgorithm = "MD5" }))).Expect(400);
        (await Say(Api.PostAnswerAsync("/api/users", new { passwordDigest = digest, passwordAlgorithm = "Legacy" }))).Expect(400);
        (await Say(Api.PostAnswerAsync("/api/users", $$"""{"password":["{{password}}"]}"""))).Expect(400);
        (await Say(Api.PostAnswerAsync("/api/users", $$"""{"password":"{{password}}" """))).Expect(400);
        var stored = (await Api.GetAnswerAsync($"/api/users/{user.Id}?includePasswordHash=1"))["passwordDigest"].GetString()!;
        (await Say(Api.DeleteAnswerAsync("/api/users/" + user.Id))).Expect(204);

        var entries = await Server.InDatabaseAsync(db => db.Audit.AsNoTracking().Select(row => row.Payload).ToListAsync());
        var events = await Server.InDatabaseAsync(db => db.Events.AsNoTracking().Select(row => row.Payload).ToListAsync());
        string[] secrets = [password, digest, stored, stored.Split('$')[^1], TestServer.ApplicationSecret, Api.DefaultRequestHeaders.Authorization!.Parameter!];
        string[] places = [.. said, .. entries.Select(entry => entry.Text), .. events.Select(told => told.ToString()!), .. Server.Log.Lines];
        Assert.All(secrets, secret => Assert.DoesNotContain(places, place => place.Contains(secret, StringComparison.Ordinal)));
    }
}
