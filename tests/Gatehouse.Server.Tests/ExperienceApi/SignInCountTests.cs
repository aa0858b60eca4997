using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>docs/accounts.md: how often a user signed in, and how often it went wrong since.</summary>
public sealed class SignInCountTests : ServerTest
{
    private async Task<(long SignIns, long Failures, long? LastFailure)> CountsAsync(string id)
    {
        var user = (await Api.GetAnswerAsync($"/api/users/{id}?includeSignInCounts=1")).Expect(200);
        var last = user["lastFailedSignInAt"];
        return (user["signInCount"].GetInt64(), user["failedSignInCount"].GetInt64(), last.ValueKind == System.Text.Json.JsonValueKind.Null ? null : last.GetInt64());
    }

    private async Task<Browser> BegunAsync()
    {
        var browser = Server.NewBrowser();
        await browser.EnterInteractionAsync();
        (await browser.BeginAsync()).Expect(204);
        return browser;
    }

    [Fact]
    public async Task Sign_ins_and_failures_are_counted()
    {
        var (id, username) = await Server.NewSignerAsync();
        Assert.Equal((0, 0, null), await CountsAsync(id));
        var browser = await BegunAsync();
        (await browser.GivePasswordAsync(username, "wrong")).Expect(422, "session.invalid_credentials");
        (await browser.GivePasswordAsync(username, "wrong")).Expect(422, "session.invalid_credentials");
        (await browser.GivePasswordAsync(TestServer.Unique(), "wrong")).Expect(422, "session.invalid_credentials");
        var failed = await CountsAsync(id);
        Assert.Equal((0, 2), (failed.SignIns, failed.Failures));
        Assert.InRange(failed.LastFailure!.Value, Server.Clock.GetUtcNow().AddMinutes(-10).ToUnixTimeMilliseconds(), Server.Clock.GetUtcNow().ToUnixTimeMilliseconds());

        await browser.IdentifyByPasswordAsync(username);
        (await browser.SubmitAsync()).Expect(200);
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal((1, 0, failed.LastFailure), await CountsAsync(id));
    }

    [Fact]
    public async Task Of_failures_at_once_each_counts()
    {
        var (id, username) = await Server.NewSignerAsync();
        var browsers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => BegunAsync()));
        var answers = await Task.WhenAll(browsers.Select(browser => browser.GivePasswordAsync(username, "wrong")));
        Assert.Equal(answers.Count(answer => answer.Code is "session.invalid_credentials"), (await CountsAsync(id)).Failures);
    }

    [Fact]
    public async Task They_are_shown_to_who_asks_for_them()
    {
        var (id, username) = await Server.NewSignerAsync();
        Assert.False((await Api.GetAnswerAsync("/api/users/" + id)).Expect(200).Json.TryGetProperty("signInCount", out _));
        Assert.False((await Api.GetAnswerAsync("/api/users?search=" + username)).Expect(200).Json[0].TryGetProperty("signInCount", out _));
        Assert.Equal(0, (await Api.GetAnswerAsync($"/api/users?includeSignInCounts=true&search={username}")).Expect(200).Json[0].GetProperty("signInCount").GetInt64());
    }
}
