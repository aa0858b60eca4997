using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Clients;

/// <summary>Logto's own packages (contract/sdk-expectations.md 18.1 and 18.2).</summary>
public sealed class LogtoSdkTests : ClientTest
{
    [Theory]
    [InlineData(ApplicationType.SPA)]
    [InlineData(ApplicationType.Traditional)]
    public async Task Logto_node_from_sign_in_to_sign_out(ApplicationType type)
    {
        var given = await (await Given.UserAndAppAsync(Server, type)).WithResourceAsync(Server);
        var membership = await Server.AddMembershipAsync((string)given.Members["userId"]);
        given.With("organizationId", membership.OrganizationId).With("organizationScope", membership.Owned);
        await NodeClient.RunAsync("logto-node", "flow", given.Members);
    }

    [Fact]
    public async Task Logto_api_manages_users() => await NodeClient.RunAsync("logto-api", "management", new Dictionary<string, object>
    {
        ["endpoint"] = Endpoint, ["clientId"] = TestServer.ApplicationId, ["clientSecret"] = TestServer.ApplicationSecret, ["newUsername"] = TestServer.Unique(),
    });

    [Fact]
    public async Task Logto_api_drives_a_full_scenario() => await NodeClient.RunAsync("logto-api", "scenario", new Dictionary<string, object>
    {
        ["endpoint"] = Endpoint,
        ["clientId"] = TestServer.ApplicationId,
        ["clientSecret"] = TestServer.ApplicationSecret,
        ["indicator"] = $"https://{TestServer.Unique("orders")}.test",
        ["roleName"] = TestServer.Unique("role"),
        ["organizationScope"] = TestServer.Unique("read:"),
        ["organizationRole"] = TestServer.Unique("admin"),
        ["newUsername"] = TestServer.Unique(),
        ["email"] = TestServer.Unique() + "@invited.test",
    });
}
