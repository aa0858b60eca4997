using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.ManagementApi.Connectors;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>A server in test mode for one class of tests.</summary>
public sealed class ProviderServer : FakeProviderServer
{
    private protected override Dictionary<string, string?> Settings => new() { [nameof(GatehouseOptions.TestMode)] = "true" };

    private protected override Task PrepareAsync()
    {
        // Tests of a class move the clock by hours, and a token would not last.
        Server.Api.DefaultRequestHeaders.Authorization = null;
        Server.Api.DefaultRequestHeaders.Add("development-user-id", "tester");
        return Task.CompletedTask;
    }
}

/// <summary>A test of social sign-in against the fake provider, which knows nothing of the test before.</summary>
public abstract class ProviderTest : IClassFixture<ProviderServer>
{
    protected const string State = "state-of-the-page";
    protected const string RedirectUri = "https://auth.example/callback/x";

    private readonly ProviderServer _fixture;

    protected ProviderTest(ProviderServer fixture)
    {
        _fixture = fixture;
        Provider.Reset();
    }

    internal TestServer Server => _fixture.Server;

    internal FakeProvider Provider => _fixture.Provider;

    internal HttpClient Api => Server.Api;

    /// <summary>A connector with this configuration: a new one of the kinds that may be several, else the one that there is.</summary>
    internal async Task<string> ConnectorAsync(string factoryId, object config, bool keepsTokens = false)
    {
        if (factoryId is "oauth2" or "oidc") return (await _fixture.NewConnectorAsync(factoryId, config, keepsTokens)).Id;
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
