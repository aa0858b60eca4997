using Gatehouse.Server.ManagementApi;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Applications;

/// <summary>Every route of an application, found by itself: who may call it, and that an application of one tenant is none of another.</summary>
public sealed class ApplicationRouteTests : ServerTest
{
    /// <summary>What any of the routes asks for.</summary>
    private const string Body = """
        {"name":"intruder","roleIds":[],"organizationIds":["o"],"userIds":[],"userRoleIds":[],"organizationRoleRules":[],"domain":"a.test","displayName":"x"}
        """;

    public static TheoryData<string, string> Routes { get; } = new(ManagementApiModule.Routes().Paths
        .Where(path => path.Pattern.StartsWith("/applications/{", StringComparison.Ordinal))
        .SelectMany(path => path.Operations.Select(operation => (operation.Method, path.Pattern))));

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task An_application_of_the_admin_tenant_is_not_found_by_way_of_default(string method, string pattern)
    {
        var answer = await Api.SendAnswerAsync(new HttpMethod(method), PathOf(pattern), method is "GET" or "DELETE" ? null : Body);
        answer.Expect(404, pattern.EndsWith("/custom-data", StringComparison.Ordinal) ? "entity.not_exists" : "entity.not_exists_with_id");
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Nobody_gets_in_without_a_token(string method, string pattern) =>
        (await Server.Anonymous.SendAnswerAsync(new HttpMethod(method), PathOf(pattern), method is "GET" or "DELETE" ? null : Body)).Expect(401, "auth.authorization_header_missing");

    private static string PathOf(string pattern) => "/api" + pattern
        .Replace("{id}", "m-admin", StringComparison.Ordinal).Replace("{applicationId}", "m-admin", StringComparison.Ordinal)
        .Replace("{scopeType}", "user-scopes", StringComparison.Ordinal).Replace("{scopeId}", "email", StringComparison.Ordinal)
        .Replace("{userId}", "nobody", StringComparison.Ordinal).Replace("{name}", "n", StringComparison.Ordinal).Replace("{roleId}", "r", StringComparison.Ordinal)
        .Replace("{organizationId}", "o", StringComparison.Ordinal).Replace("{domain}", "a.test", StringComparison.Ordinal);
}
