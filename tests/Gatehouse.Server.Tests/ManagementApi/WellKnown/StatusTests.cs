using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.WellKnown;

/// <summary>contract/management-misc.md 11: whether the server answers, and for which tenant.</summary>
public sealed class StatusTests : ServerTest
{
    private const string Path = "/api/status";

    [Fact(DisplayName = "Contract misc 11: who sends the right key learns the tenant; nobody else does")]
    public async Task The_tenant_behind_a_key()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.StatusApiKey)] = "key-of-the-probe" });
        Assert.Equal("default", await TenantAsync(server.Anonymous, "key-of-the-probe"));
        using var admin = server.Client(server.AdminAddress);
        Assert.Equal("admin", await TenantAsync(admin, "key-of-the-probe"));
        Assert.Null(await TenantAsync(server.Anonymous, "key-of-the-prob"));
        Assert.Null(await TenantAsync(server.Anonymous, ""));
        Assert.Null(await TenantAsync(server.Anonymous, null));
        Assert.Equal("default", (await server.Anonymous.SendAnswerAsync(HttpMethod.Head, Path, null, ("logto-status-api-key", "key-of-the-probe"))).Expect(204).Header("logto-tenant-id"));
    }

    [Fact(DisplayName = "Contract misc 11: without a key in the settings no key is right, the empty one neither")]
    public async Task No_key_at_all()
    {
        Assert.Null(await TenantAsync(Server.Anonymous, ""));
        Assert.Null(await TenantAsync(Server.Anonymous, "anything"));
        (await Server.Anonymous.PostAnswerAsync(Path, "{}")).Expect(405);
    }

    private static async Task<string?> TenantAsync(HttpClient client, string? key)
    {
        var answer = key is null ? await client.GetAnswerAsync(Path) : await client.SendAnswerAsync(HttpMethod.Get, Path, null, ("logto-status-api-key", key));
        return answer.Expect(204).Header("logto-tenant-id");
    }
}
