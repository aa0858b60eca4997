using System.Text.Json;
using Gatehouse.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ManagementApi.Contract;

/// <summary>No list costs more commands when it has more rows.</summary>
public sealed class QueryCountTests(CountingWalkServer walk) : IClassFixture<CountingWalkServer>
{
    private const int Few = 3;
    private const int Many = 30;

    /// <summary>How rows come into a list that no POST to its own path fills; where no call can, beside the server.</summary>
    private static readonly Dictionary<string, Func<Things, string[], Task>> Fill = new()
    {
        ["GET /api/users/{userId}/organizations"] = async (things, values) =>
        {
            var organization = await things.OrganizationAsync();
            await things.MakeAsync($"/api/organizations/{organization}/users", new { userIds = values });
        },
        ["GET /api/applications/{id}/organizations"] = async (things, values) =>
        {
            var organization = await things.OrganizationAsync();
            await things.MakeAsync($"/api/organizations/{organization}/applications", new { applicationIds = values });
        },
        ["GET /api/organizations/{id}/users/{userId}/scopes"] = async (things, values) =>
        {
            var role = await things.OrganizationRoleAsync();
            await things.MakeAsync($"/api/organization-roles/{role}/scopes", new { organizationScopeIds = (string[])[await things.OrganizationScopeAsync()] });
            await things.MakeAsync($"/api/organizations/{values[0]}/users/{values[1]}/roles", new { organizationRoleIds = (string[])[role] });
        },
        ["GET /api/email-templates"] = (things, _) => things.EmailTemplateAsync(),
        ["GET /api/users"] = (things, _) => things.UserAsync(new { username = TestServer.Unique() }),
        ["GET /api/roles/{id}/users"] = async (things, values) =>
            await things.MakeAsync($"/api/roles/{values[0]}/users", new { userIds = (string[])[await things.UserAsync(new { username = TestServer.Unique() })] }),
        ["GET /api/organizations/{id}/users"] = async (things, values) =>
            await things.MakeAsync($"/api/organizations/{values[0]}/users", new { userIds = (string[])[await things.UserAsync(new { username = TestServer.Unique() })] }),
        ["GET /api/organizations/{id}/jit/email-domains"] = (things, values) =>
            things.MakeAsync($"/api/organizations/{values[0]}/jit/email-domains", new { emailDomain = TestServer.Unique() + ".test" }),
        ["GET /api/custom-phrases"] = (things, _) => things.AnotherPhraseAsync(),
        ["GET /api/jobs"] = (things, _) => things.MakeAsync("/api/users/bulk", new { action = "suspend", userIds = (string[])["nobody"] }),
        ["GET /api/users/{userId}/mfa-verifications"] = (_, _) => Task.CompletedTask,
        ["GET /api/users/{userId}/timeline"] = (things, values) => things.ChangeUserAsync(values[0]),
        ["GET /api/logs"] = (things, _) => things.LogAsync(),
        ["GET /api/hooks/{id}/deliveries"] = (things, values) => things.OwedAsync(values[0]),
        ["GET /api/hooks/{id}/recent-logs"] = (things, values) => things.DeliveryAsync(values[0]),
        ["GET /api/jobs/{jobId}/errors"] = (things, values) => things.JobErrorAsync(values[0]),
        ["GET /api/connectors"] = (things, _) => things.AnotherConnectorAsync(),
        ["GET /api/saved-views"] = (things, _) => things.MakeAsync("/api/saved-views", new { list = "users", name = TestServer.Unique(), query = "isSuspended=true" }),
        ["GET /api/mailbox"] = (things, _) => things.MailAsync(),
    };

    /// <summary>Lists that do not grow: what the server itself knows, one of each kind, a few at most.</summary>
    private static readonly string[] Fixed =
    [
        "GET /api/connector-factories", "GET /api/sso-connector-providers", "GET /api/configs/oidc/{keyType}", "GET /api/configs/jwt-customizer",
        "GET /api/configs/actions", "GET /api/applications/{id}/protected-app-metadata/custom-domains", "GET /api/domains/{id}/verification-files",
        // On the administrators' endpoint alone.
        "GET /api/tenants",
    ];

    public static TheoryData<string> Lists { get; } = new(RouteTable.All
        .Where(route => route.Operation.Method == "GET" && route.Answer?["type"]?.GetValue<string>() == "array" && !Exempt.NotBuilt.Contains(route.Name) && !Fixed.Contains(route.Name))
        .Select(route => route.Name));

    [Theory(DisplayName = "A list sends as many commands for 30 rows as for 3")]
    [MemberData(nameof(Lists))]
    public async Task A_list_costs_the_same_whatever_its_length(string name)
    {
        var (things, path) = (walk.Things, name.Split(' ')[1]);
        var values = await WalkPaths.ValuesOfAsync(path, things);
        Assert.True(values is not null, $"Nobody said how to fill {path}");
        var rows = 0;
        var few = await CountAsync(Few);
        var many = await CountAsync(Many);
        Assert.True(many.Count == few.Count, $"{name}: {few.Count} commands for {Few} rows, {many.Count} for {Many}:\n{string.Join("\n---\n", many)}");

        async Task<IReadOnlyList<string>> CountAsync(int wanted)
        {
            for (; rows < wanted; rows++)
            {
                if (Fill.TryGetValue(name, out var fill)) await fill(things, values!);
                else await PostAsync(things, path, values!);
            }

            var paged = WalkPaths.Fill(path, values!) + "?page=1&page_size=100";
            // One of the calls may be the one that reads the configuration anew, or asks once a second whether it must.
            IReadOnlyList<string>? fewest = null;
            for (var call = 0; call < 3; call++)
            {
                var (answer, commands) = await walk.Server.Services.GetRequiredService<CommandCount>().CallAsync(walk.Server.Api, HttpMethod.Get, paged);
                if (!name.EndsWith("/mfa-verifications", StringComparison.Ordinal))
                    Assert.True(answer.Expect(200).Json.GetArrayLength() >= wanted, $"{name} has {answer.Json.GetArrayLength()} rows, not {wanted}");
                if (fewest is null || commands.Count < fewest.Count) fewest = commands;
            }

            return fewest!;
        }
    }

    private static async Task PostAsync(Things things, string path, string[] values)
    {
        var body = await WalkBodies.BodyOfAsync("POST " + path, things, values);
        Assert.True(body is not null, $"Nobody said how to fill {path}");
        await things.MakeAsync(WalkPaths.Fill(path, values), JsonSerializer.Serialize(body));
    }
}
