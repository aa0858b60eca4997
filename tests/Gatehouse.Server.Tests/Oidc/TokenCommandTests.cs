using Gatehouse.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>What a token costs the database.</summary>
public sealed class TokenCommandTests
{
    [Fact]
    public async Task Client_credentials_read_nothing_once_the_configuration_is_known()
    {
        await using var server = await TestServer.StartAsync(services: CommandCount.Add);
        var id = await server.AddClientAsync(secrets: ("s", "secret-of-a-machine", null));
        var count = server.Services.GetRequiredService<CommandCount>();
        Task<(Answer Answer, IReadOnlyList<string> Commands)> AskAsync() => count.CallAsync(header => server.TokenAnswerAsync(
            Form(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", "secret-of-a-machine"), ("resource", ManagementResource), ("scope", "all")),
            headers: header));

        var first = await AskAsync();
        first.Answer.Expect(200);
        Assert.NotEmpty(first.Commands);
        var second = await AskAsync();
        second.Answer.Expect(200);
        Assert.Empty(second.Commands);
    }
}
