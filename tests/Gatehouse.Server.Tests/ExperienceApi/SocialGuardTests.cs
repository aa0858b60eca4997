using Gatehouse.Server.Tests.ManagementApi.Connectors;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 4.3 on the real way out: what a connector names must not lead to the inside.</summary>
public sealed class SocialGuardTests : ServerTest
{
    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://10.1.2.3/token")]
    [InlineData("https://[fd00::1]/token")]
    [InlineData("ftp://127.0.0.1/token")]
    public async Task Addresses_of_the_inside_are_not_called(string tokenEndpoint)
    {
        var connector = await Api.NewConnectorAsync("oauth2", new
        {
            authorizationEndpoint = "https://sso.example/authorize", tokenEndpoint, userInfoEndpoint = tokenEndpoint, clientId = "id", clientSecret = "never-told",
        }, new { target = TestServer.Unique() });
        var browser = Server.NewBrowser();
        await browser.EnterInteractionAsync();
        (await browser.BeginAsync()).Expect(204);
        var path = $"/api/experience/verification/social/{connector.Id}";
        var asked = (await browser.PostAsync(path + "/authorization-uri", new { state = "s", redirectUri = "https://auth.example/callback/x" })).Expect(200);
        var refused = (await browser.PostAsync(path + "/verify", new { connectorData = new { code = "c" }, verificationId = asked["verificationId"].GetString() })).Expect(400, "connector.general");
        Assert.DoesNotContain("never-told", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("meta-data", refused.Text, StringComparison.Ordinal);
    }
}
