using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>RFC 8628 sections 3.4 and 3.5; contract/oidc.md 15.5 and 16, the part of the token endpoint.</summary>
public sealed class DeviceCodeTests : ServerTest
{
    [Theory(DisplayName = "RFC 8628 section 3.5: what a poll is told")]
    [InlineData(0, 0, "authorization_pending")]
    [InlineData(1, 0, "authorization_pending")]
    [InlineData(3, 0, "access_denied")]
    [InlineData(0, 601, "expired_token")]
    [InlineData(2, 601, "expired_token")]
    public async Task Polls(int state, int age, string error)
    {
        var device = await DeviceAsync();
        var code = await CodeAsync(device, (DeviceCodeState)state, TimeSpan.FromSeconds(age));
        for (var i = 0; i < 2; i++) (await PollAsync(device, code)).ExpectError(400, error);
    }

    [Fact(DisplayName = "Contract 16: the tokens of an approved code, once; a second use takes them back")]
    public async Task An_approved_code()
    {
        var device = await DeviceAsync();
        var code = await CodeAsync(device, DeviceCodeState.Approved);
        var answer = (await PollAsync(device, code)).Expect(200);
        Assert.Equal(["access_token", "expires_in", "id_token", "refresh_token", "scope", "token_type"], Members(answer.Json));
        (await device.MeAsync(answer["access_token"].GetString()!)).Expect(200);
        var refreshed = (await device.RefreshAsync(answer["refresh_token"].GetString()!)).Expect(200);
        (await PollAsync(device, code)).ExpectGrantRefused();
        Assert.False(await device.HasGrantAsync());
        (await device.MeAsync(answer["access_token"].GetString()!)).Expect(401);
        (await device.RefreshAsync(refreshed["refresh_token"].GetString()!)).ExpectGrantRefused();
        (await PollAsync(device, code)).ExpectGrantRefused();
    }

    [Fact]
    public async Task Without_offline_access_the_tokens_end_with_the_session()
    {
        var device = await DeviceAsync("openid");
        var (used, waiting) = (await CodeAsync(device, DeviceCodeState.Approved), await CodeAsync(device, DeviceCodeState.Approved));
        var answer = (await PollAsync(device, used)).Expect(200);
        Assert.False(answer.Json.TryGetProperty("refresh_token", out _));
        await device.EndSessionAsync();
        (await device.MeAsync(answer["access_token"].GetString()!)).Expect(401);
        (await PollAsync(device, waiting)).ExpectGrantRefused();
    }

    [Fact]
    public async Task Unknown_foreign_and_missing_codes()
    {
        var (device, other) = (await DeviceAsync(), await DeviceAsync());
        var code = await CodeAsync(device, DeviceCodeState.Approved);
        (await PollAsync(other, code)).ExpectGrantRefused();
        foreach (var mutated in People.Mutations(code).Where((_, at) => at % 5 == 0)) (await PollAsync(device, mutated)).ExpectGrantRefused();
        (await PollAsync(device, code, ("device_code", null))).ExpectError(400, "invalid_request");
        (await PollAsync(await Authorized.CreateAsync(Server), code)).ExpectError(400, "invalid_request");
        (await PollAsync(device, code)).Expect(200);
    }

    [Fact(DisplayName = "50 polls at once: one gets tokens")]
    public async Task A_race_has_one_winner()
    {
        var device = await DeviceAsync();
        var code = await CodeAsync(device, DeviceCodeState.Approved);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => PollAsync(device, code)));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.ExpectGrantRefused());
        Assert.False(await device.HasGrantAsync());
    }

    internal static Task<Authorized> DeviceAsync(TestServer server, string scope = Authorized.Everything) => Authorized.CreateAsync(
        server, ApplicationType.Native, scope, """{"isDeviceFlow":true}""", """{"redirectUris":[],"postLogoutRedirectUris":[]}""");

    /// <summary>A code as the device authorization endpoint makes it and the device pages leave it.</summary>
    internal static async Task<string> CodeAsync(Authorized device, DeviceCodeState state, TimeSpan age = default)
    {
        var value = OpaqueToken.New();
        var created = device.Server.Clock.GetUtcNow().UtcDateTime - age;
        await device.Server.InDatabaseAsync(async db =>
        {
            var isApproved = state == DeviceCodeState.Approved;
            db.DeviceCodes.Add(new DeviceCode
            {
                TenantId = "default", Digest = OpaqueToken.DigestOf(value), UserCode = Identifier.Short(), ApplicationId = device.ClientId, Params = JsonText.EmptyObject,
                State = state, GrantId = isApproved ? device.GrantId : null, UserId = isApproved ? device.UserId : null, SessionId = isApproved ? device.SessionId : null,
                Details = isApproved ? new TokenDetails().ToStored() : null, Scope = isApproved ? device.Scope : null,
                CreatedAt = created, ExpiresAt = created + DeviceCode.Lifetime,
            });
            return await db.SaveChangesAsync();
        });
        return value;
    }

    internal static Task<Answer> PollAsync(Authorized device, string code, params (string Name, string? Value)[] changed) =>
        device.AskAsync([("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", code)], changed);

    private Task<Authorized> DeviceAsync(string scope = Authorized.Everything) => DeviceAsync(Server, scope);
}
