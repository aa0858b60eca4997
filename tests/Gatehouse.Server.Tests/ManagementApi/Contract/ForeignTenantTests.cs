using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Contract;

/// <summary>The things of one tenant do not exist in another, by whatever operation one asks for them.</summary>
public sealed class ForeignTenantTests(WalkServer walk) : IClassFixture<WalkServer>
{
    /// <summary>Paths whose parameters name no thing of a tenant.</summary>
    private static readonly string[] NotOfATenant =
    [
        "/api/configs/oidc/", "/api/configs/jwt-customizer/", "/api/configs/actions/", "/api/connectors/{factoryId}", "/api/connector-factories/", "/api/custom-phrases/",
    ];

    /// <summary>Lists below something unknown are empty (contract/management-apps-resources-roles.md 2, management-organizations.md 2 to 4, management-webhooks.md 2).</summary>
    private static readonly string[] Empty =
    [
        "GET /api/resources/{resourceId}/scopes", "GET /api/hooks/{id}/recent-logs", "GET /api/organizations/{id}/users", "GET /api/organizations/{id}/applications",
        "GET /api/organizations/{id}/users/{userId}/scopes", "GET /api/organizations/{id}/jit/email-domains",
    ];

    /// <summary>The organization routers answer 422 where the others answer 404 (contract/management-organizations.md).</summary>
    private static readonly string[] Unprocessable = ["entity.relation_foreign_key_not_found", "organization.require_membership"];

    public static TheoryData<string> Operations { get; } = new(RouteTable.All
        .Where(route => route.Path.Contains('{', StringComparison.Ordinal) && !NotOfATenant.Any(start => route.Path.StartsWith(start, StringComparison.Ordinal)))
        .Where(route => !Exempt.NotBuilt.Contains(route.Name))
        .Select(route => route.Name));

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task What_is_of_tenant_admin_is_unknown_in_default(string name)
    {
        using var admin = walk.Server.Client(walk.Server.AdminAddress);
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", await TokenForge.AdminTokenAsync(walk.Server, "m-admin", "https://admin.logto.app/api"));
        var things = walk.ThingsOfAdmin(admin);
        var (method, path) = (name.Split(' ')[0], name.Split(' ')[1]);
        string[] anything = [.. Enumerable.Range(0, WalkPaths.Parameter().Count(path)).Select(number => "x" + number.ToString(CultureInfo.InvariantCulture))];
        var values = await WalkPaths.ValuesOfAsync(path, things) ?? anything;
        var body = await WalkBodies.BodyOfAsync(name, things, values);
        var answer = await walk.Server.Api.SendAnswerAsync(new HttpMethod(method), WalkPaths.Fill(path, values) + WalkBodies.QueryOf(name), body is null ? null : JsonSerializer.Serialize(body));
        if (name is "GET /api/users/{userId}/sessions" or "GET /api/users/{userId}/grants")
            Assert.All(answer.Expect(200).Json.EnumerateObject(), list => Assert.Equal(0, list.Value.GetArrayLength()));
        else if (Empty.Contains(name)) Assert.Equal("[]", answer.Expect(200).Text);
        else Assert.True((int)answer.Status == 404 || ((int)answer.Status == 422 && Unprocessable.Contains(answer.Code)), $"{name}: {(int)answer.Status} {answer.Text}");
    }
}
