namespace Gatehouse.Server.Tests.Clients;

/// <summary>oauth4webapi 3 (tests/clients/oauth4webapi.mjs).</summary>
public sealed class Oauth4webapiTests : ClientTest
{
    [Theory]
    [InlineData("code")]
    [InlineData("dpop")]
    [InlineData("par")]
    [InlineData("jwtAccessToken")]
    public async Task Oauth4webapi_verifies_every_answer_and_signature(string flow) =>
        await NodeClient.RunAsync("oauth4webapi", flow, (await (await Given.UserAndAppAsync(Server)).WithResourceAsync(Server)).Members);
}
