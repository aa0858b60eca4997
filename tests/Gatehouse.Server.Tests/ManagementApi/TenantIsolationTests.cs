using Gatehouse.Server.ManagementApi;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi;

/// <summary>A user of one tenant is nobody in another, by whatever route.</summary>
public sealed class TenantIsolationTests : ServerTest
{
    /// <summary>Every route that names a user; a new one is here by itself.</summary>
    public static TheoryData<string, string> UserRoutes { get; } = new(ManagementApiModule.Routes().Paths
        .Where(path => path.Pattern.StartsWith("/users/{userId}", StringComparison.Ordinal))
        .SelectMany(path => path.Operations.Select(operation => (operation.Method, path.Pattern))));

    /// <summary>What any of the routes asks for.</summary>
    private const string Body = """
        {"name":"intruder","customData":{"x":1},"profile":{"nickname":"x"},"password":"SecurePassword123!","isExpired":false,"isSuspended":true,"userId":"x","roleIds":[],"connectorId":"x","connectorData":{},"type":"Totp","mfa":{"skipped":true}}
        """;

    /// <summary>Routes that answer something else for a user who does not exist (contract/management-api.md 2.16 and 2.17); the code, or the empty list.</summary>
    private static readonly Dictionary<string, string> Otherwise = new()
    {
        ["POST /users/{userId}/personal-access-tokens"] = "entity.relation_foreign_key_not_found",
        ["PATCH /users/{userId}/personal-access-tokens"] = "entity.not_exists",
        ["PATCH /users/{userId}/personal-access-tokens/{name}"] = "entity.not_exists",
        ["GET /users/{userId}/sessions"] = """{"sessions":[]}""",
        ["GET /users/{userId}/sessions/{sessionId}"] = "oidc.session_not_found",
        ["DELETE /users/{userId}/sessions/{sessionId}"] = "oidc.session_not_found",
        ["GET /users/{userId}/grants"] = """{"grants":[]}""",
        ["DELETE /users/{userId}/grants/{grantId}"] = "oidc.invalid_grant",
    };

    [Theory]
    [MemberData(nameof(UserRoutes))]
    public async Task A_user_of_the_admin_tenant_is_not_found_by_way_of_default(string method, string pattern)
    {
        var token = "Bearer " + await TokenForge.AdminTokenAsync(Server, "m-admin", "https://admin.logto.app/api");
        Task<Answer> Admin(HttpMethod verb, string path, string? body = null) => Server.AdminApi.SendAnswerAsync(verb, path, body, ("Authorization", token));
        var user = (await Admin(HttpMethod.Post, "/api/users", $$"""{"username":"{{TestServer.Unique()}}","password":"p"}""")).Expect(200);
        (await Admin(HttpMethod.Put, $"/api/users/{user.Id}/identities/t", $$"""{"userId":"{{TestServer.Unique()}}"}""")).Expect(201);
        var before = (await Admin(HttpMethod.Get, $"/api/users/{user.Id}?includePasswordHash=1")).Expect(200).Text;

        var path = "/api" + pattern.Replace("{userId}", user.Id, StringComparison.Ordinal).Replace("{target}", "t", StringComparison.Ordinal).Replace("{roleId}", "r", StringComparison.Ordinal).Replace("{ssoConnectorId}", "c", StringComparison.Ordinal);
        var answer = await Api.SendAnswerAsync(new HttpMethod(method), path, method is "GET" or "DELETE" ? null : Body);
        var expected = Otherwise.GetValueOrDefault($"{method} {pattern}", "entity.not_found");
        if (expected.StartsWith('{')) Assert.Equal(expected, answer.Expect(200).Text);
        else answer.Expect(404, expected);
        Assert.Equal(before, (await Admin(HttpMethod.Get, $"/api/users/{user.Id}?includePasswordHash=1")).Text);
    }

    [Fact]
    public async Task Neither_list_nor_search_nor_uniqueness_looks_across()
    {
        var token = "Bearer " + await TokenForge.AdminTokenAsync(Server, "m-admin", "https://admin.logto.app/api");
        var username = TestServer.Unique();
        (await Server.AdminApi.SendAnswerAsync(HttpMethod.Post, "/api/users", $$"""{"username":"{{username}}"}""", ("Authorization", token))).Expect(200);
        Assert.Empty(await Api.FoundAsync($"search={username}"));
        var ours = await Api.NewUserAsync(new { username });
        Assert.Equal([ours.Id], await Api.FoundAsync($"search={username}"));
        Assert.Equal([ours.Id], await Api.FoundAsync($"search={username}&search.name={username}x&joint=or"));
    }
}
