using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>contract/management-api.md 2.15 and management-webhooks.md 6.2.</summary>
public sealed class LogtoConfigTests : WebhookTest
{
    private const string Untouched = """{"mfa":{"skipped":false,"skipMfaOnSignIn":false},"passkeySignIn":{"skipped":false}}""";

    [Fact(DisplayName = "Contract 2.15: flags default to false, enabled is absent until it is set; only given ones change")]
    public async Task Flags()
    {
        var path = $"/api/users/{(await Api.NewUserAsync()).Id}/logto-configs";
        Assert.Equal(Untouched, (await Api.GetAnswerAsync(path)).Expect(200).Text);
        Assert.Equal(Untouched, (await Api.PatchAnswerAsync(path, "{}")).Expect(200).Text);
        Assert.Equal(Untouched, (await Api.PatchAnswerAsync(path, """{"mfa":{"additionalBindingSuggestionSkipped":true}}""")).Expect(200).Text);
        Assert.Equal(
            """{"mfa":{"enabled":true,"skipped":true,"skipMfaOnSignIn":false},"passkeySignIn":{"skipped":false}}""",
            (await Api.PatchAnswerAsync(path, """{"mfa":{"enabled":true,"skipped":true}}""")).Expect(200).Text);
        const string All = """{"mfa":{"enabled":false,"skipped":true,"skipMfaOnSignIn":true},"passkeySignIn":{"skipped":true}}""";
        Assert.Equal(All, (await Api.PatchAnswerAsync(path, """{"mfa":{"enabled":false,"skipMfaOnSignIn":true},"passkeySignIn":{"skipped":true}}""")).Expect(200).Text);
        foreach (var bad in (string[])["""{"mfa":null}""", """{"mfa":{"enabled":null}}""", """{"mfa":{"skipped":"yes"}}""", """{"passkeySignIn":[]}""", "[]"])
            (await Api.PatchAnswerAsync(path, bad)).Expect(400, "guard.invalid_input");
        Assert.Equal(All, (await Api.GetAnswerAsync(path)).Expect(200).Text);
        (await Api.GetAnswerAsync("/api/users/nobody/logto-configs")).Expect(404, "entity.not_found");
        (await Api.PatchAnswerAsync("/api/users/nobody/logto-configs", "{}")).Expect(404, "entity.not_found");
    }

    [Fact(DisplayName = "management-webhooks.md 6.2: User.Data.Updated with the base fields and without the request")]
    public async Task The_event()
    {
        var user = await Api.NewUserAsync(new { name = "Kim" });
        await Api.AddHookAsync(Receiver.Url);
        (await Api.SendAnswerAsync(HttpMethod.Patch, $"/api/users/{user.Id}/logto-configs", """{"mfa":{"skipped":true}}""", ("User-Agent", "agent"))).Expect(200);
        var told = await Receiver.SingleAsync();
        Assert.Equal(["event", "createdAt", "userAgent", "ip", "data", "hookId"], told.Members);
        Assert.Equal("User.Data.Updated", told.Json.GetProperty("event").GetString());
        Assert.Equal(14, told.Json.GetProperty("data").EnumerateObject().Count());
        Assert.Equal(user.Id, told.Json.GetProperty("data").GetProperty("id").GetString());
    }
}
