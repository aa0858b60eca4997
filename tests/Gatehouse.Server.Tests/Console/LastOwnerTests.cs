using System.Net.Http.Headers;
using System.Text.Json;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.ManagementApi;
using Gatehouse.Server.Tests.ManagementApi.Bulk;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Console;

/// <summary>docs/adr/0020: an owner who can sign in always stays, whichever operation of the API would take the last one away.</summary>
public sealed class LastOwnerTests : IAsyncLifetime
{
    private TestServer? _server;
    private (string Id, string Username) _owner;

    private TestServer Server => _server!;

    /// <summary>An installation whose one owner the test knows.</summary>
    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _owner = await Server.NewAdministratorAsync();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static string CodeOf(OwnAnswer answer) => JsonDocument.Parse(answer.Body).RootElement.GetProperty("code").GetString()!;

    private Task<OwnAnswer> ActAsync(string method, string path, string? body = null, (string Id, string Username)? who = null) =>
        Server.ActAsync(who ?? _owner, AdministratorRole.Owner, method, path, body, "admin");

    private Task<string> RoleIdAsync(string name) => Server.InDatabaseAsync(async db => (await db.Set<Role>().SingleAsync(role => role.Name == name)).Id, "admin");

    private Task<int> OwnersAsync() => Server.InDatabaseAsync(async db =>
    {
        var role = await RoleIdAsync("default:admin");
        var holders = await db.Set<UserRole>().Where(grant => grant.RoleId == role).Select(grant => grant.UserId).ToListAsync();
        return await db.Set<User>().CountAsync(user => holders.Contains(user.Id) && !user.IsSuspended);
    }, "admin");

    [Fact]
    public async Task The_last_owner_is_neither_deleted_nor_suspended_nor_stripped()
    {
        var (id, role) = (_owner.Id, await RoleIdAsync("default:admin"));
        var other = await RoleIdAsync("user");
        // Somebody else asks: nobody deletes themselves anyway.
        var machine = (Id: "m-admin", Username: "machine");
        foreach (var (method, path, body) in ((string, string, string?)[])
        [
            ("DELETE", $"/api/users/{id}", null),
            ("PATCH", $"/api/users/{id}/is-suspended", """{"isSuspended":true}"""),
            ("PUT", $"/api/users/{id}/roles", $$"""{"roleIds":["{{other}}"]}"""),
            ("DELETE", $"/api/users/{id}/roles/{role}", null),
            ("DELETE", $"/api/roles/{role}/users/{id}", null),
        ])
        {
            var refused = await ActAsync(method, path, body, machine);
            Assert.True(refused.Status == 422 && CodeOf(refused) == "administrator.last_owner", $"{method} {path}: {refused.Status} {System.Text.Encoding.UTF8.GetString(refused.Body)}");
        }

        Assert.Equal(1, await OwnersAsync());
    }

    [Fact]
    public async Task Work_on_many_users_leaves_the_last_owner_out()
    {
        using var api = Server.Client(Server.AdminAddress);
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenForge.AdminTokenAsync(Server, "m-admin", "https://admin.logto.app/api"));
        var started = (await api.PostAnswerAsync("/api/users/bulk", new { action = "suspend", userIds = new[] { _owner.Id } })).Expect(202);
        await api.EndOfJobAsync(started.Id);
        Assert.Equal("administrator.last_owner", Assert.Single(await api.ErrorsAsync(started.Id)).Code);
        Assert.Equal(1, await OwnersAsync());
    }

    [Fact]
    public async Task Beside_another_owner_each_of_them_works()
    {
        var role = await RoleIdAsync("default:admin");
        var (second, third, fourth) = (await Server.NewAdministratorAsync(), await Server.NewAdministratorAsync(), await Server.NewAdministratorAsync());
        Assert.Equal(204, (await ActAsync("DELETE", $"/api/users/{second.Id}")).Status);
        Assert.Equal(200, (await ActAsync("PATCH", $"/api/users/{third.Id}/is-suspended", """{"isSuspended":true}""")).Status);
        Assert.Equal(204, (await ActAsync("DELETE", $"/api/users/{fourth.Id}/roles/{role}")).Status);
        // One who is suspended does not count, and whoever is no owner may go.
        Assert.Equal(1, await OwnersAsync());
        Assert.Equal(204, (await ActAsync("DELETE", $"/api/users/{third.Id}")).Status);
        Assert.Equal(204, (await ActAsync("DELETE", $"/api/users/{(await Server.NewAdministratorAsync(AdministratorRole.Auditor)).Id}")).Status);
    }

    [Theory(DisplayName = "Of two owners who take each other away at the same moment one stays")]
    [InlineData("DELETE", "", null)]
    [InlineData("PATCH", "/is-suspended", """{"isSuspended":true}""")]
    [InlineData("PUT", "/roles", """{"roleIds":[]}""")]
    public async Task Race(string method, string path, string? body)
    {
        for (var round = 0; round < 10; round++)
        {
            var other = await Server.NewAdministratorAsync();
            var answers = await Task.WhenAll(
                Task.Run(() => ActAsync(method, $"/api/users/{other.Id}{path}", body, _owner)),
                Task.Run(() => ActAsync(method, $"/api/users/{_owner.Id}{path}", body, other)));
            Assert.Equal(1, answers.Count(answer => answer.Status is 200 or 204));
            Assert.Equal(1, await OwnersAsync());
            if (answers[1].Status is 200 or 204) _owner = other;
        }
    }

    [Theory]
    [InlineData("default:admin")]
    [InlineData("default:user-manager")]
    [InlineData("default:read-only")]
    [InlineData("default:auditor")]
    public async Task The_roles_of_administrators_keep_their_names_and_stay(string name)
    {
        var id = await RoleIdAsync(name);
        var deleted = await ActAsync("DELETE", "/api/roles/" + id);
        Assert.Equal((422, "administrator.role_stays"), (deleted.Status, CodeOf(deleted)));
        var renamed = await ActAsync("PATCH", "/api/roles/" + id, """{"name":"other"}""");
        Assert.Equal((422, "administrator.role_stays"), (renamed.Status, CodeOf(renamed)));
        Assert.Equal(200, (await ActAsync("PATCH", "/api/roles/" + id, $$"""{"name":"{{name}}","description":"as before"}""")).Status);
    }
}
