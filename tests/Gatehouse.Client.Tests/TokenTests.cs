using Gatehouse.Client;
using Gatehouse.Client.Management;
using Gatehouse.ClientTests.Support;
using Gatehouse.Server.Tests.Clients;
using Gatehouse.Server.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.ClientTests;

/// <summary>How Gatehouse.Client comes by tokens and what it does with them.</summary>
public sealed class TokenTests : ClientTest
{
    /// <summary>What the server gives tokens of the Management API.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly Wire _wire = new();

    private ClientCredentials Credentials => new() { Endpoint = Server.Address, ClientId = TestServer.ApplicationId, ClientSecret = TestServer.ApplicationSecret };

    private ManagementClient Management => ManagementClient.Create(Credentials, _wire, _clock);

    [Fact]
    public async Task Calls_that_come_together_wait_for_one_token()
    {
        var gate = new TaskCompletionSource();
        _wire.TokenGate = gate.Task;
        var management = Management;
        var calls = Enumerable.Range(0, 20).Select(_ => management.GetTotalUserCountAsync()).ToList();
        gate.SetResult();
        await Task.WhenAll(calls);
        Assert.Equal((1, 20), (_wire.TokenRequests, _wire.ApiRequests));
    }

    [Fact]
    public async Task A_token_is_used_until_a_minute_before_its_end()
    {
        var management = Management;
        await management.GetTotalUserCountAsync();
        var first = _wire.Authorization;
        _clock.Advance(Lifetime - TimeSpan.FromSeconds(61));
        await management.GetTotalUserCountAsync();
        Assert.Equal((1, first), (_wire.TokenRequests, _wire.Authorization));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await management.GetTotalUserCountAsync();
        Assert.Equal(2, _wire.TokenRequests);
        Assert.NotEqual(first, _wire.Authorization);
    }

    [Fact]
    public async Task A_token_that_is_no_longer_taken_is_replaced_and_the_call_made_once_more()
    {
        var management = Management;
        await management.GetTotalUserCountAsync();
        _wire.TokensToSpoil = 1;
        // A body goes along both times.
        var user = await management.CreateUserAsync(new() { Username = TestServer.Unique() });
        Assert.NotEqual("", user.Id);
        Assert.Equal((2, 3), (_wire.TokenRequests, _wire.ApiRequests));
    }

    [Fact]
    public async Task A_call_that_is_refused_twice_is_refused()
    {
        var management = Management;
        _wire.TokensToSpoil = 2;
        var refused = await Assert.ThrowsAsync<GatehouseException>(() => management.GetTotalUserCountAsync());
        Assert.Equal((401, "auth.unauthorized"), (refused.StatusCode, refused.Code));
        Assert.Equal((2, 2), (_wire.TokenRequests, _wire.ApiRequests));
    }

    [Fact]
    public async Task A_stream_that_was_read_is_not_sent_again()
    {
        var management = Management;
        _wire.TokensToSpoil = 1;
        using var users = new MemoryStream("{}\n"u8.ToArray());
        var refused = await Assert.ThrowsAsync<GatehouseException>(() => management.CreateUserImportAsync(new FileParameter(users, contentType: "application/x-ndjson"), dryRun: "true"));
        Assert.Equal((401, 1), (refused.StatusCode, _wire.ApiRequests));
    }

    [Fact]
    public async Task A_wrong_secret_is_told_and_not_kept()
    {
        var management = ManagementClient.Create(Credentials with { ClientSecret = "not the secret" }, _wire, _clock);
        for (var time = 1; time <= 2; time++)
        {
            var refused = await Assert.ThrowsAsync<GatehouseException>(() => management.GetTotalUserCountAsync());
            Assert.Equal((401, "oidc.invalid_client", time), (refused.StatusCode, refused.Code, _wire.TokenRequests));
        }

        Assert.Equal(0, _wire.ApiRequests);
    }

    [Fact]
    public async Task Whoever_stops_waiting_stops_for_himself()
    {
        var gate = new TaskCompletionSource();
        _wire.TokenGate = gate.Task;
        var management = Management;
        using var impatience = new CancellationTokenSource();
        var impatient = management.GetTotalUserCountAsync(impatience.Token);
        var patient = management.GetTotalUserCountAsync();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        gate.SetResult();
        await patient;
        Assert.Equal((1, 1), (_wire.TokenRequests, _wire.ApiRequests));
    }

    [Fact]
    public async Task No_other_origin_gets_a_token()
    {
        using var client = new HttpClient(new ClientCredentialsHandler(Credentials, _clock) { InnerHandler = _wire });
        await client.GetAsync(new Uri(Server.AdminAddress, "/api/status"));
        Assert.Null(_wire.Authorization);
        await client.GetAsync(new Uri(Server.Address, "/api/status"));
        Assert.NotNull(_wire.Authorization);
    }

    [Fact]
    public void Credentials_that_are_printed_keep_their_secret() => Assert.DoesNotContain(TestServer.ApplicationSecret, Credentials.ToString(), StringComparison.Ordinal);
}
