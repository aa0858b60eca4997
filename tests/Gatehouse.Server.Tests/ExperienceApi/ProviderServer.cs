using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Outbound;
using Gatehouse.Server.Tests.ManagementApi.Connectors;
using Gatehouse.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>A server in test mode for one class of tests, all of whose ways out lead to a fake provider.</summary>
public sealed class ProviderServer : IAsyncLifetime
{
    private TestServer? _server;
    private FakeProvider? _provider;

    internal TestServer Server => _server!;

    internal FakeProvider Provider => _provider!;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _server = await TestServer.StartAsync(
            new Dictionary<string, string?> { [nameof(GatehouseOptions.TestMode)] = "true" },
            services: services => services.AddSingleton(_ => new OutboundHttp(_provider.Road())));
        _provider.Clock = _server.Clock;
        // Tests of a class move the clock by hours, and a token would not last.
        _server.Api.DefaultRequestHeaders.Authorization = null;
        _server.Api.DefaultRequestHeaders.Add("development-user-id", "tester");
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Provider.DisposeAsync();
    }
}

/// <summary>A test of social sign-in against the fake provider, which knows nothing of the test before.</summary>
public abstract class ProviderTest : IClassFixture<ProviderServer>
{
    protected const string State = "state-of-the-page";
    protected const string RedirectUri = "https://auth.example/callback/x";

    protected ProviderTest(ProviderServer fixture)
    {
        (Server, Provider) = (fixture.Server, fixture.Provider);
        Provider.Reset();
    }

    internal TestServer Server { get; }

    internal FakeProvider Provider { get; }

    internal HttpClient Api => Server.Api;

    /// <summary>A connector with this configuration: a new one of the kinds that may be several, else the one that there is.</summary>
    internal async Task<string> ConnectorAsync(string factoryId, object config, bool keepsTokens = false)
    {
        if (factoryId is "oauth2" or "oidc")
        {
            var made = await Api.NewConnectorAsync(factoryId, config, new { target = TestServer.Unique() });
            if (keepsTokens) (await Api.PatchAnswerAsync($"/api/connectors/{made.Id}", new { enableTokenStorage = true })).Expect(200);
            return made.Id;
        }

        var known = (await Api.GetAnswerAsync("/api/connectors")).Expect(200).Json.EnumerateArray().FirstOrDefault(row => row.GetProperty("connectorId").GetString() == factoryId);
        if (known.ValueKind == System.Text.Json.JsonValueKind.Undefined) return (await Api.NewConnectorAsync(factoryId, config)).Id;
        var id = known.GetProperty("id").GetString()!;
        (await Api.PatchAnswerAsync($"/api/connectors/{id}", new { config })).Expect(200);
        return id;
    }

    /// <summary>Of the last browser that began.</summary>
    internal string InteractionId { get; private set; } = "";

    internal async Task<Browser> BegunAsync(string interactionEvent = "SignIn")
    {
        var browser = Server.NewBrowser();
        InteractionId = (await browser.EnterInteractionAsync()).Id;
        (await browser.BeginAsync(interactionEvent)).Expect(204);
        return browser;
    }

    internal static Task<Answer> AskAsync(Browser browser, string connectorId, string state = State, string redirectUri = RedirectUri) =>
        browser.PostAsync($"/api/experience/verification/social/{connectorId}/authorization-uri", new { state, redirectUri });

    internal static Task<Answer> VerifyAsync(Browser browser, string connectorId, object connectorData, string? verificationId) => browser.PostAsync(
        $"/api/experience/verification/social/{connectorId}/verify",
        verificationId is null ? new { connectorData } : new { connectorData, verificationId });

    /// <summary>From the page to the provider and back.</summary>
    internal async Task<Answer> SignInAsync(Browser browser, string connectorId)
    {
        var asked = (await AskAsync(browser, connectorId)).Expect(200);
        var back = await Provider.SignInAsync(asked["authorizationUri"].GetString()!);
        return await VerifyAsync(browser, connectorId, back, asked["verificationId"].GetString());
    }

    /// <summary>What the record of the interaction says of the user.</summary>
    internal static async Task<System.Text.Json.JsonElement> UserInfoAsync(Browser browser) =>
        Assert.Single((await browser.StateAsync())["verificationRecords"].EnumerateArray()).GetProperty("socialUserInfo");
}
