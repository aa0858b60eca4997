using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests;

/// <summary>Users may change their names.</summary>
public sealed class ProfileServer : BrowserServer
{
    internal override async Task PrepareAsync() =>
        (await Server.Api.PatchAnswerAsync("/api/account-center", new { enabled = true, fields = new { name = "Edit" } })).Expect(200);
}

/// <summary>The article's ProfileEditor as printed but for its import, in an application of Vite (sdk/react/example).</summary>
public sealed class ProfileEditorTests(ProfileServer server) : PageTest<ProfileServer>(server)
{
    [Fact(DisplayName = "The article's ProfileEditor changes the name, and fetchUserInfo() tells the new one")]
    public async Task The_articles_ProfileEditor_changes_the_name()
    {
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
    }
}
