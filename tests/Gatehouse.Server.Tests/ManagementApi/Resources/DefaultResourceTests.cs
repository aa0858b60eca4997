using Gatehouse.Server.Resources;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Resources;

/// <summary>contract/management-apps-resources-roles.md 2, <c>is-default</c>: a tenant has one, so that each test has a server.</summary>
public sealed class DefaultResourceTests
{
    [Fact]
    public async Task The_default_is_handed_on_and_taken_away_and_stands_for_a_resource_that_is_not_named()
    {
        await using var server = await TestServer.StartAsync();
        var (one, two) = (await server.Api.NewResourceAsync(), await server.Api.NewResourceAsync());
        var set = (await SetAsync(server, one.Id, true)).Expect(200);
        Assert.Equal((one.Id, true), (set.Id, set["isDefault"].GetBoolean()));
        Assert.Equal([one.Id], await DefaultsAsync(server));
        (await SetAsync(server, two.Id, true)).Expect(200);
        (await SetAsync(server, two.Id, true)).Expect(200);
        Assert.Equal([two.Id], await DefaultsAsync(server));

        var machine = await server.NewMachineAsync((await server.Api.NewRoleOfAsync("MachineToMachine")).Id);
        var token = (await server.TokenAnswerAsync(OidcCalls.Form(("grant_type", "client_credentials"), ("client_id", machine), ("client_secret", Authorized.Secret)))).Expect(200);
        Assert.Equal(two["indicator"].GetString(), OidcCalls.Part(token["access_token"].GetString()!, 1).GetProperty("aud").GetString());

        (await SetAsync(server, one.Id, false)).Expect(200);
        Assert.Equal([two.Id], await DefaultsAsync(server));
        Assert.False((await SetAsync(server, two.Id, false)).Expect(200)["isDefault"].GetBoolean());
        Assert.Empty(await DefaultsAsync(server));
        (await SetAsync(server, ResourceCalls.Management, true)).Expect(200);
        Assert.Equal([ResourceCalls.Management], await DefaultsAsync(server));
        (await SetAsync(server, "unknown", true)).Expect(404, "entity.not_exists");
        Assert.Equal([ResourceCalls.Management], await DefaultsAsync(server));
    }

    [Fact]
    public async Task Many_that_become_the_default_at_once_leave_one()
    {
        await using var server = await TestServer.StartAsync();
        var made = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => server.Api.NewResourceAsync()));
        foreach (var _ in (int[])[1, 2])
        {
            var answers = await Task.WhenAll(made.Select(resource => SetAsync(server, resource.Id, true)));
            Assert.All(answers, answer => answer.Expect(200));
            Assert.Single(await DefaultsAsync(server));
        }
    }

    private static Task<Answer> SetAsync(TestServer server, string id, bool isDefault) => server.Api.PatchAnswerAsync($"/api/resources/{id}/is-default", new { isDefault });

    private static Task<List<string>> DefaultsAsync(TestServer server) =>
        server.InDatabaseAsync(db => db.Resources.Where(resource => resource.IsDefault).Select(resource => resource.Id).ToListAsync());
}
