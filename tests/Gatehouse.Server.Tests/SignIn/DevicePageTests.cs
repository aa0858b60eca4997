using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>GET /device: the pages of the device flow (contract/oidc.md 16), used as somebody without script uses them.</summary>
public sealed class DevicePageTests : ServerTest
{
    private static readonly string[] Problems = ["NoCodeError", "NotFoundError", "ExpiredError", "AlreadyUsedError", "InvalidRequest", "Unheard"];

    [Fact]
    public async Task A_device_is_connected_by_typing_its_code_confirming_and_signing_in()
    {
        var (_, username) = await Server.NewSignerAsync();
        var code = await NewCodeAsync();
        var asked = await Page.OpenAsync(Server.NewBrowser(), "/device");
        Assert.Equal(["user_code"], asked.Fields);
        var confirm = await asked.SendAsync(("user_code", code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal)));
        Assert.Equal(code, confirm.Text("strong.code"));
        Assert.Equal(["Yes, it is my device", "No, cancel"], confirm.Buttons);
        var signIn = await confirm.FollowAsync((await confirm.PressAsync("Yes, it is my device")).Expect(303));
        var done = await signIn.SignInAsync(username);
        Assert.Equal("Your device is connected", done.Answer.Expect(200) is not null ? done.Heading : "");
    }

    [Fact]
    public async Task A_link_with_the_code_asks_before_it_does_anything()
    {
        var code = await NewCodeAsync();
        var submits = await Page.OpenAsync(Server.NewBrowser(), "/device?user_code=" + code);
        Assert.True(submits.Document.Forms[0].HasAttribute("data-submit"));
        var confirm = await submits.SendAsync();
        Assert.Equal(code, confirm.Text("strong.code"));
        var aborted = await confirm.FollowAsync((await confirm.PressAsync("No, cancel")).Expect(302));
        Assert.Equal("The device was not connected", aborted.Heading);
    }

    [Fact]
    public async Task A_wrong_code_is_told_and_kept_in_the_field()
    {
        var page = await (await Page.OpenAsync(Server.NewBrowser(), "/device")).SendAsync(("user_code", "BCDF-GHJK"));
        Assert.Equal(("No device shows this code. Compare it with the device and try again.", "BCDF-GHJK", "true"),
            (page.Notice, page.Field("user_code").Value, page.Field("user_code").GetAttribute("aria-invalid")));
    }

    [Fact]
    public async Task Each_problem_has_its_words_in_both_languages()
    {
        foreach (var language in (string[])["en", "ko"])
        {
            var told = new List<string?>();
            foreach (var problem in Problems)
            {
                var browser = Server.NewBrowser();
                await Page.OpenAsync(browser, "/device");
                told.Add((await Page.OpenAsync(browser, "/device?error=" + problem, ("Accept-Language", language))).Notice);
            }

            Assert.DoesNotContain(null, told);
            Assert.Equal(Problems.Length - 1, told.Distinct().Count());
        }
    }

    private async Task<string> NewCodeAsync()
    {
        var app = await Server.NewAppAsync(ApplicationType.Native, """{"isDeviceFlow":true}""");
        var answer = await Server.Anonymous.SendAnswerAsync(HttpMethod.Post, "/oidc/device/auth", new FormUrlEncodedContent([KeyValuePair.Create("client_id", app), KeyValuePair.Create("scope", "openid")]));
        return answer.Expect(200)["user_code"].GetString()!;
    }
}
