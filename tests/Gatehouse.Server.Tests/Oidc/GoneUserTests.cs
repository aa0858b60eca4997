using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>
/// A suspended user gets no tokens on any grant, and neither does one that was deleted; what they have is worth nothing (ADR; ASVS 7.4.2;
/// contract/oidc.md 9).
/// </summary>
public sealed class GoneUserTests : ServerTest
{
    private const string Allowed = """{"allowTokenExchange":true}""";

    [Theory]
    [InlineData("authorization_code", false)]
    [InlineData("authorization_code", true)]
    [InlineData("refresh_token", false)]
    [InlineData("refresh_token", true)]
    [InlineData("device_code", false)]
    [InlineData("device_code", true)]
    [InlineData("exchange of an opaque token", false)]
    [InlineData("exchange of an opaque token", true)]
    [InlineData("exchange of a JWT", false)]
    [InlineData("exchange of a JWT", true)]
    [InlineData("exchange of an impersonation token", false)]
    [InlineData("exchange of an impersonation token", true)]
    public async Task No_grant_gives_tokens(string grant, bool isDeleted)
    {
        var user = await Server.AddUserAsync();
        var resource = await Server.AddUserResourceAsync(user, 600, "read");
        var app = grant == "device_code"
            ? await DeviceCodeTests.DeviceAsync(Server)
            : await Authorized.CreateAsync(Server, custom: Allowed, resources: new Dictionary<string, string> { [resource] = "read" }, userId: user);
        var ask = await AskAsync(app, grant, resource);
        if (isDeleted) (await Server.Api.DeleteAnswerAsync("/api/users/" + app.UserId)).Expect(204);
        else await Server.SuspendAsync(app.UserId);
        (await ask()).ExpectGrantRefused();
        if (isDeleted) return;

        // The same request succeeds when the user is let in again: the suspension was what refused it.
        (await Server.Api.PatchAnswerAsync($"/api/users/{app.UserId}/is-suspended", new { isSuspended = false })).Expect(200);
        (await ask()).Expect(200);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_that_was_given_out_works(bool isDeleted)
    {
        var app = await Authorized.CreateAsync(Server, ApplicationType.Traditional);
        var given = await app.TokensAsync();
        if (isDeleted) (await Server.Api.DeleteAnswerAsync("/api/users/" + app.UserId)).Expect(204);
        else await Server.SuspendAsync(app.UserId);
        (await app.MeAsync(given["access_token"].GetString()!)).Expect(401, "oidc.invalid_token");
        foreach (var token in new[] { "access_token", "refresh_token" })
        {
            var answer = (await app.AskAtAsync("/oidc/token/introspection", ("token", given[token].GetString()!))).Expect(200);
            Assert.Equal("""{"active":false}""", answer.Text);
        }
    }

    private static async Task<Func<Task<Answer>>> AskAsync(Authorized app, string grant, string resource)
    {
        switch (grant)
        {
            case "authorization_code":
                var code = await app.CodeAsync();
                return () => app.RedeemAsync(code);
            case "refresh_token":
                var refreshToken = await app.RefreshTokenAsync();
                return () => app.RefreshAsync(refreshToken);
            case "device_code":
                var device = await DeviceCodeTests.CodeAsync(app, DeviceCodeState.Approved);
                return () => DeviceCodeTests.PollAsync(app, device);
            case "exchange of an opaque token":
                var opaque = await app.AccessTokenAsync();
                return () => TokenExchangeTests.ExchangeAsync(app, opaque, TokenExchangeTests.AccessToken);
            case "exchange of a JWT":
                var jwt = (await app.RedeemAsync(await app.CodeAsync(), ("resource", resource))).Expect(200)["access_token"].GetString()!;
                return () => TokenExchangeTests.ExchangeAsync(app, jwt, TokenExchangeTests.AccessToken);
            default:
                var subject = (await app.Server.Api.PostAnswerAsync("/api/subject-tokens", new { userId = app.UserId })).Expect(201)["subjectToken"].GetString()!;
                return () => TokenExchangeTests.ExchangeAsync(app, subject, TokenExchangeTests.Impersonation);
        }
    }
}
