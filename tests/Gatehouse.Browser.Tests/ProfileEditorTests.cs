using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests;

/// <summary>The article's ProfileEditor as printed but for its import, in an application of Vite (sdk/react/example).</summary>
public sealed class ProfileEditorTests(ConsoleBrowserServer server) : ConsoleTest(server)
{
    [Fact(DisplayName = "The article's ProfileEditor changes the name, and fetchUserInfo() and the console tell the new one")]
    public async Task The_articles_ProfileEditor_changes_the_name()
    {
        (await Server.Api.PatchAnswerAsync("/api/account-center", new { enabled = true, fields = new { name = "Edit" } })).Expect(200);
        await using var app = await ReactApp.StartExampleAsync(Server, RelyingParty.Endpoint);
        var (userId, username) = await Server.NewSignerAsync();
        await Page.GotoAsync(app.Address);
        await Page.PressAsync("로그인");
        await Page.FillInAsync("Username", username);
        await Page.FillInAsync("Password", ExperienceCalls.Password);
        await Page.PressAsync("Sign in");
        await Page.TitledAsync("프로필");

        await Page.GetByPlaceholder("새 이름").FillAsync("김철수");
        var said = await Page.RunAndWaitForConsoleMessageAsync(() => Page.PressAsync("저장"), new() { Predicate = message => message.Type is "log" or "error" });
        Assert.Equal("업데이트된 이름: 김철수", said.Text);
        Assert.Equal("김철수", (await Server.Api.GetAnswerAsync($"/api/users/{userId}")).Expect(200)["name"].GetString());

        var console = await AtConsoleAsync("ko");
        await console.GotoAsync($"{Console}/default/users/{userId}");
        await console.TitledAsync("김철수");
        await console.GotoAsync($"{Console}/default/users?search={username}");
        await Assertions.Expect(console.Locator("tbody tr").First).ToContainTextAsync("김철수");
    }
}
