using System.Text.Json;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ExperienceApi.Mfa;

/// <summary>contract/experience-api.md 8.5 and contract/management-webhooks.md 6.1: what the proxy says decides, and is remembered afterwards.</summary>
public sealed class AdaptiveMfaTests(MfaServer mfa) : MfaTest(mfa)
{
    private const string Demanded = "session.mfa.require_mfa_verification";
    private static readonly string[] HookEvents = ["PostSignInAdaptiveMfaTriggered"];
    private static readonly (string, string)[] Seoul =
        [("x-logto-cf-country", "KR"), ("x-logto-cf-city", "Seoul"), ("x-logto-cf-latitude", "37.5665"), ("x-logto-cf-longitude", "126.9780"), ("x-logto-cf-bot-score", "95")];

    private static readonly (string, string)[] NewYork =
        [("x-logto-cf-country", "US"), ("x-logto-cf-city", "New York"), ("x-logto-cf-latitude", "40.7128"), ("x-logto-cf-longitude", "-74.0060"), ("x-logto-cf-bot-score", "95")];

    private async Task<Browser> FromAsync(string username, params (string, string)[] signals)
    {
        var browser = new Browser(Server);
        browser.Headers.AddRange(signals);
        await browser.EnterInteractionAsync();
        await browser.IdentifyByPasswordAsync(username);
        return browser;
    }

    private Task<List<UserLocation>> LocationsAsync(string userId) =>
        Server.InDatabaseAsync(db => db.UserLocations.AsNoTracking().Where(location => location.UserId == userId).ToListAsync());

    [Fact(DisplayName = "Section 8.5: an ordinary sign-in passes, an unusual one needs the factor, and what it came from is known afterwards only")]
    public async Task From_one_country_to_another()
    {
        await SetAsync("Totp", "PromptOnlyAtSignInMandatory", isAdaptive: true);
        var (id, username, secret) = await NewTotpUserAsync();
        // Nothing is known of the user, so the first country is new.
        var browser = await FromAsync(username, Seoul);
        (await browser.SubmitAsync()).Expect(403, Demanded);
        Assert.Empty(await LocationsAsync(id));
        (await browser.GiveTotpAsync(Code(secret))).Expect(200);
        (await browser.SubmitAsync()).Expect(200);
        var kept = Assert.Single(await LocationsAsync(id));
        Assert.Equal(("KR", "Seoul", 37.5665, 126.9780), (kept.Country, kept.City, kept.Latitude, kept.Longitude));

        NextStep();
        (await (await FromAsync(username, Seoul)).SubmitAsync()).Expect(200);
        var abroad = await FromAsync(username, NewYork);
        Assert.Equal(
            """{"ip":"127.0.0.1","country":"US","city":"New York","latitude":"40.7128","longitude":"-74.0060","botScore":"95"}""",
            (await abroad.StateAsync())["signInContext"].GetRawText());
        (await abroad.SubmitAsync()).Expect(403, Demanded);
        (await abroad.AddFormAsync("{}")).Expect(403, Demanded);
        Assert.Single(await LocationsAsync(id));
        (await abroad.GiveTotpAsync(Code(secret))).Expect(200);
        (await abroad.SubmitAsync()).Expect(200);
        Assert.Equal(2, (await LocationsAsync(id)).Count);
        // Known by now, but nobody travels so fast.
        (await (await FromAsync(username, Seoul)).SubmitAsync()).Expect(403, Demanded);
        Server.Clock.Advance(TimeSpan.FromHours(14));
        (await (await FromAsync(username, Seoul)).SubmitAsync()).Expect(200);
    }

    [Theory(DisplayName = "Section 8.5: each signal alone")]
    [InlineData("x-logto-cf-bot-score", "29", true)]
    [InlineData("x-logto-cf-bot-score", "30", false)]
    [InlineData("x-logto-cf-bot-verified", "true", true)]
    [InlineData("x-logto-cf-bot-verified", "false", false)]
    [InlineData("x-other", "KR", false)]
    public async Task One_signal(string header, string value, bool isDemanded)
    {
        await SetAsync("Totp", "PromptOnlyAtSignInMandatory", isAdaptive: true);
        var (_, username, _) = await NewTotpUserAsync();
        var answer = await (await FromAsync(username, (header, value))).SubmitAsync();
        if (isDemanded) answer.Expect(403, Demanded);
        else answer.Expect(200);
    }

    [Fact(DisplayName = "Section 8.5: more than 30 days without a sign-in")]
    public async Task A_long_absence()
    {
        await SetAsync("Totp", "PromptOnlyAtSignInMandatory", isAdaptive: true);
        var (_, username, secret) = await NewTotpUserAsync();
        (await (await FromAsync(username)).SubmitAsync()).Expect(200);
        Server.Clock.Advance(TimeSpan.FromDays(31));
        var browser = await FromAsync(username);
        (await browser.SubmitAsync()).Expect(403, Demanded);
        (await browser.GiveTotpAsync(Code(secret))).Expect(200);
        (await browser.SubmitAsync()).Expect(200);
        (await (await FromAsync(username)).SubmitAsync()).Expect(200);
    }

    [Fact(DisplayName = "contract/management-webhooks.md 6.1: the event is told even though the request fails, and only for sign-ins that are unusual")]
    public async Task The_event()
    {
        await SetAsync("Totp", "PromptOnlyAtSignInMandatory", isAdaptive: true);
        await using var receiver = await Receiver.StartAsync();
        var hook = (await Api.PostAnswerAsync("/api/hooks", new { name = "test", events = HookEvents, config = new { url = receiver.Url } })).Expect(201);
        try
        {
            var (id, username, secret) = await NewTotpUserAsync();
            (await (await FromAsync(username)).SubmitAsync()).Expect(200);
            var browser = await FromAsync(username, ("x-logto-cf-bot-score", "3"));
            (await browser.SubmitAsync()).Expect(403, Demanded);
            var told = Assert.Single(await receiver.WaitAsync(1));
            Assert.Equal(
                ("PostSignInAdaptiveMfaTriggered", "SignIn", id, "127.0.0.1"), (told["event"], told["interactionEvent"], told["userId"], told["userIp"]));
            using var payload = JsonDocument.Parse(told.Body);
            Assert.Equal(
                """{"requiresMfa":true,"triggeredRules":[{"rule":"untrusted_ip","details":{"signals":{"botScore":3},"matchedSignals":["botScore"]}}]}""",
                payload.RootElement.GetProperty("adaptiveMfaResult").GetRawText());
            Assert.Equal(id, payload.RootElement.GetProperty("user").GetProperty("id").GetString());
            (await browser.GiveTotpAsync(Code(secret))).Expect(200);
            (await browser.SubmitAsync()).Expect(200);
            await receiver.WaitAsync(2);
        }
        finally
        {
            (await Api.DeleteAnswerAsync($"/api/hooks/{hook.Id}")).Expect(204);
        }
    }

    [Fact(DisplayName = "Section 8.5: nothing of places is kept while no rule looks at them, nor longer than one does")]
    public async Task What_is_kept()
    {
        await SetAsync("Totp", "NoPrompt");
        var (id, username) = await Server.NewSignerAsync();
        (await (await FromAsync(username, Seoul)).SubmitAsync()).Expect(200);
        Assert.Empty(await LocationsAsync(id));
        await SetAsync("EmailVerificationCode", "PromptOnlyAtSignInMandatory", isAdaptive: true);
        (await Api.PatchAnswerAsync("/api/users/" + id, new { primaryEmail = TestServer.Unique() + "@reader.example" })).Expect(200);
        await SetAsync("", "NoPrompt", isAdaptive: true);
        (await (await FromAsync(username, Seoul)).SubmitAsync()).Expect(200);
        Assert.Single(await LocationsAsync(id));
        await Server.Services.GetRequiredService<PurgeExpiredJob>().PassAsync(TestContext.Current.CancellationToken);
        Assert.Single(await LocationsAsync(id));
        await Server.InDatabaseAsync(db => db.UserLocations.Where(location => location.UserId == id)
            .ExecuteUpdateAsync(set => set.SetProperty(location => location.SeenAt, Server.Clock.GetUtcNow().UtcDateTime.AddDays(-181))));
        await Server.Services.GetRequiredService<PurgeExpiredJob>().PassAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await LocationsAsync(id));
    }
}

/// <summary>Whom the signals are believed.</summary>
public sealed class SignalTrustTests : ServerTest
{
    [Fact(DisplayName = "Section 8.5: a client that is no trusted proxy says nothing of its place")]
    public async Task Clients_are_not_believed()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = new Browser(Server);
        browser.Headers.Add(("x-logto-cf-country", "KR"));
        await browser.EnterInteractionAsync();
        await browser.IdentifyByPasswordAsync(username);
        Assert.Equal("""{"ip":"127.0.0.1"}""", (await browser.StateAsync())["signInContext"].GetRawText());
    }
}

/// <summary>Test mode stands in for the proxy (contract/test-mode.md).</summary>
public sealed class SignalsInTestModeTests(ProviderServer fixture) : ProviderTest(fixture)
{
    [Fact(DisplayName = "Section 8.5 and test mode: signals may be injected by headers")]
    public async Task Tests_are_believed()
    {
        var browser = Server.NewBrowser();
        browser.Headers.Add(("x-logto-cf-country", "kr"));
        browser.Headers.Add(("x-logto-cf-bot-verified", "true"));
        browser.Headers.Add(("x-logto-cf-city", new string('x', 65)));
        await browser.EnterInteractionAsync();
        (await browser.BeginAsync()).Expect(204);
        Assert.Equal("""{"ip":"127.0.0.1","country":"KR","botVerified":"true"}""", (await browser.StateAsync())["signInContext"].GetRawText());
    }
}
