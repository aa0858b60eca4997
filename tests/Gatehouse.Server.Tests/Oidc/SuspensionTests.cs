using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.ManagementApi;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.Support.SignInFlow;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>What a user had stops at the moment of the suspension; who gives the right credentials is told why, and nobody else (ASVS 7.4.2).</summary>
public sealed class SuspensionTests : ServerTest
{
    [Fact]
    public async Task A_token_for_the_Management_API_stops()
    {
        var (forge, userId) = (await TokenForge.OfAsync(Server), await Server.AddUserAsync());
        var token = ("Authorization", "Bearer " + forge.Make(claims => claims["sub"] = userId));
        Task<Answer> Ask() => Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/roles", null, token);
        (await Ask()).Expect(200);
        await Server.SuspendAsync(userId);
        (await Ask()).Expect(401, "user.suspended");
        (await Api.PatchAnswerAsync($"/api/users/{userId}/is-suspended", new { isSuspended = false })).Expect(200);
        (await Ask()).Expect(200);
    }

    [Fact]
    public async Task A_user_of_another_tenant_with_the_same_id_is_somebody_else()
    {
        // The id of an application of tenant admin stands for a user whom default does not know.
        var forge = await TokenForge.OfAsync(Server);
        var stranger = ("Authorization", "Bearer " + forge.Make(claims => claims["sub"] = "stranger"));
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/roles", null, stranger)).Expect(200);
    }

    [Fact]
    public async Task A_personal_access_token_stops()
    {
        var app = await Authorized.CreateAsync(Server, custom: """{"allowTokenExchange":true}""");
        var personal = (await Api.PostAnswerAsync($"/api/users/{app.UserId}/personal-access-tokens", new { name = "of a test" })).Expect(201)["value"].GetString()!;
        Task<Answer> Exchange() => TokenExchangeTests.ExchangeAsync(app, personal, "urn:logto:token-type:personal_access_token");
        (await Exchange()).Expect(200);
        await Server.SuspendAsync(app.UserId);
        (await Exchange()).ExpectGrantRefused();
    }

    [Fact]
    public async Task A_refresh_token_and_an_approved_device_stop_for_good()
    {
        var app = await Authorized.CreateAsync(Server);
        var refresh = await app.RefreshTokenAsync();
        var device = await DeviceCodeTests.DeviceAsync(Server);
        var code = await DeviceCodeTests.CodeAsync(device, DeviceCodeState.Approved);
        foreach (var userId in (string[])[app.UserId, device.UserId])
        {
            await Server.SuspendAsync(userId);
            // Letting somebody in again gives nothing back.
            (await Api.PatchAnswerAsync($"/api/users/{userId}/is-suspended", new { isSuspended = false })).Expect(200);
        }

        (await app.RefreshAsync(refresh)).ExpectGrantRefused();
        (await DeviceCodeTests.PollAsync(device, code)).ExpectGrantRefused();
    }

    [Fact]
    public async Task Tokens_are_inactive_at_userinfo_and_introspection()
    {
        var app = await Authorized.CreateAsync(Server, ApplicationType.Traditional);
        var access = await app.AccessTokenAsync();
        (await app.MeAsync(access)).Expect(200);
        await Server.SuspendAsync(app.UserId);
        (await app.MeAsync(access)).Expect(401);
        Assert.Equal("""{"active":false}""", (await app.AskAtAsync("/oidc/token/introspection", ("token", access))).Expect(200).Text);
    }

    [Fact]
    public async Task An_interaction_that_is_under_way_stops_at_each_of_its_steps()
    {
        var (id, username) = await Server.NewSignerAsync();
        var (verified, identified, waiting) = (Server.NewBrowser(), Server.NewBrowser(), Server.NewBrowser());
        foreach (var browser in (Browser[])[verified, identified, waiting]) await browser.EnterInteractionAsync();
        (await verified.BeginAsync()).Expect(204);
        var record = (await verified.GivePasswordAsync(username)).Expect(200)["verificationId"].GetString()!;
        await identified.IdentifyByPasswordAsync(username);
        (await waiting.BeginAsync()).Expect(204);

        await Server.SuspendAsync(id);
        (await verified.IdentifyAsync(record)).Expect(401, "user.suspended");
        (await identified.SubmitAsync()).Expect(401, "user.suspended");
        (await waiting.GivePasswordAsync(username)).Expect(401, "user.suspended");
    }

    [Fact]
    public async Task Wrong_credentials_reveal_nothing()
    {
        var (id, username) = await Server.NewSignerAsync();
        await Server.SuspendAsync(id);
        var browser = Server.NewBrowser();
        await browser.EnterInteractionAsync();
        (await browser.BeginAsync()).Expect(204);
        var wrong = (await browser.GivePasswordAsync(username, "wrong")).Expect(422, "session.invalid_credentials");
        var nobody = (await browser.GivePasswordAsync(TestServer.Unique(), "wrong")).Expect(422, "session.invalid_credentials");
        Assert.Equal(nobody.Text, wrong.Text);
    }

    [Theory]
    [InlineData("en", "suspended")]
    [InlineData("ko", "정지")]
    public async Task The_reason_is_told_in_the_users_language(string language, string word)
    {
        var (id, username) = await Server.NewSignerAsync();
        await Server.SuspendAsync(id);
        var browser = Server.NewBrowser();
        browser.Headers.Add(("Accept-Language", language));
        await browser.EnterInteractionAsync();
        (await browser.BeginAsync()).Expect(204);
        Assert.Contains(word, (await browser.GivePasswordAsync(username)).Expect(401, "user.suspended")["message"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consent_that_is_waited_for_is_not_given()
    {
        var app = await Server.NewAppAsync();
        var (id, username) = await Server.NewSignerAsync();
        var browser = Server.NewBrowser();
        (await browser.GetAsync(AuthUrl(app, ("prompt", "login consent")))).Expect(303);
        await browser.IdentifyByPasswordAsync(username);
        var redirectTo = (await browser.SubmitAsync()).Expect(200)["redirectTo"].GetString()!;
        Assert.Contains("/consent", (await browser.GetAsync(redirectTo)).Expect(303).Header("Location"), StringComparison.Ordinal);
        await Server.SuspendAsync(id);
        (await browser.PostAsync("/api/interaction/consent", "{}")).Expect(400, "session.not_found");
    }
}
