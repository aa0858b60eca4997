using System.Text;
using System.Text.Json;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console.Access;

/// <summary>docs/adr/0020: what each role may do with the Management API, route by route, judged where the request arrives.</summary>
public sealed class AdministratorRightsTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private static readonly (string Id, string Username) Somebody = ("somebody0000", "Some Body");

    /// <summary>Users and what belongs to them: all that a user manager may change.</summary>
    private static readonly string[] OfUserManagers =
    [
        "/saved-views",
        "/users", "/jobs", "/roles/{id}/users", "/organizations/{id}/users", "/organization-invitations", "/user-assets", "/sentinel-activities/delete", "/secrets/{id}",
    ];

    private TestServer Server => console.Server;

    private static IEnumerable<Route> Guarded => RouteTable.All.Where(route => !route.Operation.Contract.IsAnonymous);

    private static IEnumerable<Route> Writes => Guarded.Where(route => route.Operation.Method != "GET");

    private static string RouteOf(Route route) => route.Path["/api".Length..];

    [Theory]
    [InlineData(nameof(AdministratorRole.ReadOnly))]
    [InlineData(nameof(AdministratorRole.Auditor))]
    public async Task Who_only_reads_cannot_write_by_any_url(string role)
    {
        foreach (var route in Writes)
            await AssertForbiddenAsync(Enum.Parse<AdministratorRole>(role), route, "default");
    }

    [Fact]
    public async Task A_user_manager_writes_users_and_nothing_else()
    {
        foreach (var route in Writes)
        {
            var isTheirs = OfUserManagers.Any(start => RouteOf(route) == start || RouteOf(route).StartsWith(start + "/", StringComparison.Ordinal))
                && route.Name is not "POST /api/users/{userId}/personal-access-tokens";
            if (isTheirs) Assert.True(AdministratorRights.Allow(AdministratorRole.UserManager, route.Operation.Method, RouteOf(route), false), route.Name);
            else await AssertForbiddenAsync(AdministratorRole.UserManager, route, "default");
        }
    }

    [Fact]
    public async Task An_auditor_reads_users_logs_and_figures_and_nothing_else()
    {
        foreach (var route in Guarded.Where(route => route.Operation.Method == "GET"))
        {
            var isTheirs = new[] { "/users", "/logs", "/dashboard" }.Any(start => RouteOf(route) == start || RouteOf(route).StartsWith(start + "/", StringComparison.Ordinal))
                && route.Name is not ("GET /api/users/export" or "GET /api/users/{userId}/personal-access-tokens");
            if (isTheirs) Assert.True(AdministratorRights.Allow(AdministratorRole.Auditor, "GET", RouteOf(route), false), route.Name);
            else await AssertForbiddenAsync(AdministratorRole.Auditor, route, "default");
        }
    }

    [Theory]
    [InlineData("/mailbox")]
    [InlineData("/one-time-tokens")]
    [InlineData("/one-time-tokens/{id}")]
    [InlineData("/applications/{id}/secrets")]
    [InlineData("/configs/jwt-customizer")]
    [InlineData("/configs/jwt-customizer/{tokenTypePath}")]
    [InlineData("/configs/actions")]
    [InlineData("/configs/actions/{actionType}")]
    public async Task What_lets_somebody_be_another_is_read_by_owners_alone(string route)
    {
        var found = Guarded.Single(each => each.Operation.Method == "GET" && RouteOf(each) == route);
        foreach (var role in (AdministratorRole[])[AdministratorRole.UserManager, AdministratorRole.ReadOnly, AdministratorRole.Auditor])
            await AssertForbiddenAsync(role, found, "default");
        Assert.True(AdministratorRights.Allow(AdministratorRole.Owner, "GET", route, true));
    }

    [Fact]
    public void An_owner_may_use_every_operation() => Assert.All(Guarded, route =>
    {
        Assert.True(AdministratorRights.Allow(AdministratorRole.Owner, route.Operation.Method, RouteOf(route), isOwnTenant: false));
        Assert.True(AdministratorRights.Allow(AdministratorRole.Owner, route.Operation.Method, RouteOf(route), isOwnTenant: true));
    });

    [Theory]
    [InlineData(nameof(AdministratorRole.UserManager))]
    [InlineData(nameof(AdministratorRole.ReadOnly))]
    [InlineData(nameof(AdministratorRole.Auditor))]
    public async Task The_tenant_of_the_administrators_is_for_owners_alone(string role)
    {
        foreach (var route in Guarded) await AssertForbiddenAsync(Enum.Parse<AdministratorRole>(role), route, "admin");
    }

    [Fact]
    public async Task A_head_is_judged_as_the_get_that_it_is()
    {
        Assert.Equal(403, (await Server.ActAsync(Somebody, AdministratorRole.Auditor, "HEAD", "/api/applications")).Status);
        Assert.Equal(200, (await Server.ActAsync(Somebody, AdministratorRole.Auditor, "HEAD", "/api/users")).Status);
    }

    [Fact]
    public async Task The_refusal_is_told_in_the_language_of_the_reader()
    {
        var answer = await Server.ActAsync(Somebody, AdministratorRole.ReadOnly, "POST", "/api/users", "{}");
        Assert.Equal("Your role in the console does not allow this.", Json(answer).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Secrets_inside_of_what_may_be_read_are_masked_for_all_but_owners()
    {
        var hook = (await Server.Api.PostAnswerAsync("/api/hooks", new
        {
            name = TestServer.Unique(), events = new[] { "User.Created" }, config = new { url = "https://hook.test/", headers = new Dictionary<string, string> { ["X-Key"] = "very-secret" } },
        })).Expect(201);
        var user = await Server.Api.NewUserAsync(new { username = TestServer.Unique() });
        var token = (await Server.Api.PostAnswerAsync($"/api/users/{user.Id}/personal-access-tokens", new { name = "one" })).Expect(201)["value"].GetString()!;
        var signingKey = hook["signingKey"].GetString()!;
        foreach (var role in (AdministratorRole[])[AdministratorRole.UserManager, AdministratorRole.ReadOnly])
        {
            foreach (var path in (string[])["/api/hooks", $"/api/hooks/{hook.Id}", $"/api/users/{user.Id}/personal-access-tokens"])
            {
                var answer = await Server.ActAsync(Somebody, role, "GET", path);
                Assert.Equal(200, answer.Status);
                var text = Encoding.UTF8.GetString(answer.Body);
                Assert.DoesNotContain(signingKey, text, StringComparison.Ordinal);
                Assert.DoesNotContain("very-secret", text, StringComparison.Ordinal);
                Assert.DoesNotContain(token, text, StringComparison.Ordinal);
            }
        }

        Assert.Equal("******", Json(await Server.ActAsync(Somebody, AdministratorRole.ReadOnly, "GET", $"/api/hooks/{hook.Id}")).GetProperty("signingKey").GetString());
        Assert.Equal(signingKey, Json(await Server.ActAsync(Somebody, AdministratorRole.Owner, "GET", $"/api/hooks/{hook.Id}")).GetProperty("signingKey").GetString());
        Assert.Contains(token, Encoding.UTF8.GetString((await Server.ActAsync(Somebody, AdministratorRole.Owner, "GET", $"/api/users/{user.Id}/personal-access-tokens")).Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/users?includePasswordHash=true")]
    [InlineData("/api/users?include%50asswordHash=1")]
    [InlineData("/api/users/none?page=1&includePasswordHash=true")]
    [InlineData("/api/users/export?format=ndjson&includePasswordHash=true")]
    public async Task Digests_of_passwords_are_for_owners_alone(string path)
    {
        foreach (var role in (AdministratorRole[])[AdministratorRole.UserManager, AdministratorRole.ReadOnly, AdministratorRole.Auditor])
            Assert.Equal(403, (await Server.ActAsync(Somebody, role, "GET", path)).Status);
        Assert.Contains((await Server.ActAsync(Somebody, AdministratorRole.Owner, "GET", path)).Status, (int[])[200, 404]);
    }

    [Fact]
    public async Task Nobody_from_outside_acts_without_a_token()
    {
        (string, string)[] headers = [("ActingAdministrator", "somebody0000"), ("X-Administrator-Role", "Owner"), ("development-user-id", "somebody0000")];
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/users", null, headers)).Expect(401, "auth.authorization_header_missing");
        (await Server.AdminApi.SendAnswerAsync(HttpMethod.Get, "/api/users", null, headers)).Expect(401, "auth.authorization_header_missing");
    }

    private async Task AssertForbiddenAsync(AdministratorRole role, Route route, string tenant)
    {
        var path = System.Text.RegularExpressions.Regex.Replace(route.Path, @"\{\w+\}", "none");
        var answer = await Server.ActAsync(Somebody, role, route.Operation.Method, path, "{}", tenant);
        Assert.True(answer.Status == 403 && Json(answer).GetProperty("code").GetString() == "administrator.role_forbids", $"{role} {route.Name}: {answer.Status} {Encoding.UTF8.GetString(answer.Body)}");
    }

    private static JsonElement Json(OwnAnswer answer) => JsonDocument.Parse(answer.Body).RootElement;
}
