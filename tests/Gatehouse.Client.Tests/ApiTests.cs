using System.Net;
using Gatehouse.AspNetCore;
using Gatehouse.ClientTests.Support;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Tests.Clients;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.ClientTests;

/// <summary>AddGatehouseAuthentication in an API, which takes Gatehouse's access tokens and no others.</summary>
public sealed class ApiTests : ClientTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_API_takes_our_tokens_for_it_and_refuses_all_others(bool isWebToo)
    {
        var clientId = await Server.AddClientAsync(secrets: ("s", Given.Secret, null));
        var resource = await Server.AddResourceAsync(clientId, scopes: ["read", "write"]);
        var other = await Server.AddResourceAsync(clientId, scopes: "read");
        var webId = await Server.NewAppAsync(ApplicationType.Traditional, secrets: ("web", Given.Secret, null));
        await using var api = await WebApp.StartAsync(options =>
        {
            (options.Endpoint, options.Audience) = (Server.Address, resource);
            if (isWebToo) (options.ClientId, options.ClientSecret) = (webId, Given.Secret);
        });

        var good = await TokenAsync(clientId, resource, "read");
        Assert.Equal((HttpStatusCode.OK, clientId), await api.CallAsync("/orders", good));
        Assert.Equal(HttpStatusCode.Forbidden, (await api.CallAsync("/orders", await TokenAsync(clientId, resource, "write"))).Status);

        var user = await (await Authorized.CreateAsync(Server)).TokensAsync();
        var parts = good.Split('.');
        foreach (var bad in (string[])[
            "nonsense", await TokenAsync(clientId, other, "read"), user["id_token"].GetString()!, user["access_token"].GetString()!,
            $"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}", $"eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.{parts[1]}."])
            Assert.Equal(HttpStatusCode.Unauthorized, (await api.CallAsync("/orders", bad)).Status);
        // A browser may be asked to sign in; an API that is nothing else says no.
        Assert.Equal(isWebToo ? HttpStatusCode.Redirect : HttpStatusCode.Unauthorized, (await api.CallAsync("/orders", token: null)).Status);
    }

    [Fact]
    public async Task Options_that_nobody_could_sign_in_with_stop_the_start()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => WebApp.StartAsync(options => options.Audience = "https://orders.test"));
        await Assert.ThrowsAsync<ArgumentException>(() => WebApp.StartAsync(options => options.Endpoint = Server.Address));
        await Assert.ThrowsAsync<ArgumentException>(() => WebApp.StartAsync(Plain));

        static void Plain(GatehouseOptions options) => (options.Endpoint, options.Audience) = (new Uri("http://auth.example.com"), "https://orders.test");
    }

    private async Task<string> TokenAsync(string clientId, string resource, string scope) => (await Server.TokenAnswerAsync(OidcCalls.Form(
        ("grant_type", "client_credentials"), ("client_id", clientId), ("client_secret", Given.Secret), ("resource", resource), ("scope", scope))))
        .Expect(200)["access_token"].GetString()!;
}
