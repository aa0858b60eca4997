#if !POSTGRES
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.AccountApi;

/// <summary>Sessions and grants are read by as many commands whatever their number; commands are counted on one database.</summary>
public sealed class AccountQueryCountTests
{
    [Fact]
    public async Task Lists_cost_the_same_whatever_their_length()
    {
        await using var server = await TestServer.StartAsync(services: CommandCount.Add);
        (await server.Api.PatchAnswerAsync("/api/account-center", new { enabled = true, fields = new { session = "Edit" } })).Expect(200);
        var user = await AccountUser.CreateAsync(server);
        await user.VerifyAsync();
        using var client = server.Client();
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + user.Token);
        client.DefaultRequestHeaders.Add("logto-verification-id", user.RecordId);
        var few = (await CountAsync("sessions", 1), await CountAsync("grants", 1));
        for (var number = 0; number < 20; number++) await Authorized.CreateAsync(server, userId: user.Id);
        Assert.Equal(few, (await CountAsync("sessions", 21), await CountAsync("grants", 21)));

        async Task<int> CountAsync(string list, int rows)
        {
            var fewest = int.MaxValue;
            // One of the calls may be the one that reads the configuration anew.
            for (var call = 0; call < 3; call++)
            {
                var (answer, commands) = await server.Services.GetRequiredService<CommandCount>().CallAsync(client, HttpMethod.Get, "/api/my-account/" + list);
                Assert.Equal(rows, answer.Expect(200)[list].GetArrayLength());
                fewest = Math.Min(fewest, commands.Count);
            }

            return fewest;
        }
    }
}
#endif
