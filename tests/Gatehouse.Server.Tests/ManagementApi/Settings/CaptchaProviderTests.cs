using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Settings;

/// <summary>contract/management-misc.md 6, the captcha provider.</summary>
public sealed class CaptchaProviderTests(OwnServer own) : IClassFixture<OwnServer>
{
    private const string Path = "/api/captcha-provider";

    private HttpClient Api => own.Server.Api;

    [Fact]
    public async Task A_provider_is_set_replaced_and_removed()
    {
        (await Api.GetAnswerAsync(Path)).Expect(404, "entity.not_found");
        (await Api.DeleteAnswerAsync(Path)).Expect(204);
        var set = (await Api.PutAnswerAsync(Path, """{"config":{"type":"Turnstile","siteKey":"site","secretKey":"canary-secret","projectId":"dropped"}}""")).Expect(200);
        Assert.Equal(["tenantId", "id", "config", "createdAt", "updatedAt"], set.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("""{"type":"Turnstile","siteKey":"site","secretKey":"canary-secret"}""", set["config"].GetRawText());
        (await Api.PatchAnswerAsync("/api/sign-in-exp", """{"captchaPolicy":{"enabled":true}}""")).Expect(200);
        Assert.Equal("""{"type":"Turnstile","siteKey":"site"}""", (await PublicAsync())["captchaConfig"].GetRawText());

        const string enterprise = """{"type":"RecaptchaEnterprise","siteKey":"s","secretKey":"k","projectId":"p","domain":"recaptcha.net","mode":"checkbox"}""";
        var replaced = (await Api.PutAnswerAsync(Path, $$"""{"config":{{enterprise}}}""")).Expect(200);
        Assert.Equal((set.Id, set["createdAt"].GetInt64(), enterprise), (replaced.Id, replaced["createdAt"].GetInt64(), replaced["config"].GetRawText()));
        Assert.Equal(replaced.Text, (await Api.GetAnswerAsync(Path)).Expect(200).Text);
        Assert.Equal("""{"type":"RecaptchaEnterprise","siteKey":"s","domain":"recaptcha.net","mode":"checkbox"}""", (await PublicAsync())["captchaConfig"].GetRawText());

        foreach (var config in (string[])["{}", """{"type":"Turnstile","siteKey":"s"}""", """{"type":"hCaptcha","siteKey":"s","secretKey":"k"}""",
            """{"type":"RecaptchaEnterprise","siteKey":"s","secretKey":"k"}""", """{"type":"RecaptchaEnterprise","siteKey":"s","secretKey":"k","projectId":"p","mode":"hidden"}"""])
            (await Api.PutAnswerAsync(Path, $$"""{"config":{{config}}}""")).Expect(400, "guard.invalid_input");
        (await Api.PutAnswerAsync(Path, "{}")).Expect(400, "guard.invalid_input");
        Assert.Equal(replaced.Text, (await Api.GetAnswerAsync(Path)).Text);

        (await Api.DeleteAnswerAsync(Path)).Expect(204);
        (await Api.GetAnswerAsync(Path)).Expect(404, "entity.not_found");
        Assert.Equal("""{"enabled":false}""", (await Api.GetAnswerAsync("/api/sign-in-exp"))["captchaPolicy"].GetRawText());
        Assert.False((await PublicAsync()).Json.TryGetProperty("captchaConfig", out _));

        var stored = await own.Server.InDatabaseAsync(db => Task.FromResult(string.Join('\n', db.Audit.Where(row => row.Key.StartsWith("Change.CaptchaProvider")).ToList().Select(row => row.Payload.Text))));
        Assert.Contains("Change.CaptchaProvider.Put", stored);
        Assert.DoesNotContain("canary-secret", stored);
    }

    private async Task<Answer> PublicAsync() => (await own.Server.Anonymous.GetAnswerAsync("/api/.well-known/sign-in-exp")).Expect(200);
}
