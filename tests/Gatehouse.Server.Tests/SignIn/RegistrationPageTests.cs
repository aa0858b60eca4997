using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>/register and the pages after it, with the settings of a fresh installation: username and password (contract/experience-api.md 6).</summary>
public sealed class RegistrationPageTests : ServerTest
{
    private const string Password = "Lantern-under-7-bridges";

    [Theory]
    [InlineData("register")]
    [InlineData("identifier:register")]
    public async Task Somebody_registers_without_script_and_reaches_the_application_with_a_code(string firstScreen)
    {
        var username = TestServer.Unique();
        var page = await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync(), ("first_screen", firstScreen));
        Assert.Equal("Create your account", page.Heading);
        Assert.Equal(["identifier"], page.Fields);
        var password = await page.SendAsync(("identifier", username));
        Assert.Equal("Choose a password", password.Heading);
        Assert.Contains(username, password.Text(".kept"), StringComparison.Ordinal);
        Assert.Equal("The password has at least 8 characters.", password.Text("#password-hint"));
        Assert.Equal("new-password", password.Field("password").Autocomplete);
        var done = await password.SendAsync(("password", Password), ("again", Password));
        Assert.Contains("code", SignInFlow.Query(done.Answer.Expect(303).Header("Location")!).Keys);
    }

    [Fact]
    public async Task A_username_that_is_taken_is_told_beside_the_field_and_stays_in_it()
    {
        var (_, username) = await Server.NewSignerAsync();
        var page = await BeginAsync();
        var refused = await page.SendAsync(("identifier", username));
        refused.Answer.Expect(422);
        Assert.Equal("This username is taken", refused.Text("#identifier-error"));
        Assert.Equal(username, refused.Field("identifier").Value);
        Assert.Equal("identifier-error", refused.Field("identifier").GetAttribute("aria-describedby"));
    }

    [Theory]
    [InlineData("", "Username is missing")]
    [InlineData("1one", "A username can't begin with a digit")]
    [InlineData("two words", "A username has letters, digits and underscores only")]
    public async Task A_username_that_can_be_none_is_told(string typed, string sentence) =>
        Assert.Equal(sentence, (await (await BeginAsync()).SendAsync(("identifier", typed))).Text("#identifier-error"));

    [Fact]
    public async Task A_weak_password_is_told_what_is_wrong_with_it_and_is_not_repeated()
    {
        var page = await (await BeginAsync()).SendAsync(("identifier", TestServer.Unique()));
        var refused = await page.SendAsync(("password", "zzzz"), ("again", "zzzz"));
        refused.Answer.Expect(422);
        Assert.Equal("At least 8 characters. Too easy to guess: repeated characters.", refused.Text("#password-error"));
        Assert.DoesNotContain("zzzz", refused.Answer.Text, StringComparison.Ordinal);
        var twice = await refused.SendAsync(("password", Password), ("again", Password + "x"));
        Assert.Equal("The passwords are not the same", twice.Text("#password-error"));
    }

    [Theory]
    [InlineData("/register")]
    [InlineData("/identifier-register")]
    [InlineData("/register/verification-code")]
    [InlineData("/register/existing-account")]
    [InlineData("/sign-in/verification-code")]
    [InlineData("/sign-in/new-account")]
    [InlineData("/forgot-password")]
    [InlineData("/reset-password")]
    [InlineData("/continue/username")]
    [InlineData("/continue/email")]
    [InlineData("/continue/password")]
    [InlineData("/continue/profile")]
    [InlineData("/continue/verification-code")]
    [InlineData("/direct/social/google")]
    [InlineData("/social/link/google")]
    [InlineData("/social/register/google")]
    [InlineData("/one-time-token")]
    public async Task A_form_that_no_page_of_ours_made_is_refused(string path)
    {
        var browser = Server.NewBrowser();
        await Page.BeginAsync(browser, await Server.NewAppAsync());
        var answer = await browser.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent([KeyValuePair.Create("identifier", TestServer.Unique())]));
        answer.Expect(403);
    }

    [Theory]
    [InlineData("/continue/password", "Choose a password")]
    [InlineData("/continue/username", "Choose a username")]
    public async Task A_page_of_what_is_missing_leads_nowhere_for_somebody_who_is_not_known(string path, string heading)
    {
        var browser = Server.NewBrowser();
        await Page.BeginAsync(browser, await Server.NewAppAsync());
        var page = await Page.OpenAsync(browser, path);
        Assert.Equal(heading, page.Heading);
        var field = path.EndsWith("password", StringComparison.Ordinal) ? "password" : "identifier";
        var refused = await page.SendAsync((field, Password), ("again", Password));
        Assert.Equal("The sign-in has ended. Begin again from the application.", refused.Notice);
    }

    [Fact]
    public async Task Where_nobody_may_register_the_page_leads_to_the_sign_in()
    {
        await using var server = await TestServer.StartAsync();
        await server.SetExperienceAsync(experience => experience.SignInMode = "SignIn");
        var page = await Page.BeginAsync(server.NewBrowser(), await server.NewAppAsync(), ("first_screen", "register"));
        Assert.Equal("Sign in to your account", page.Heading);
    }

    private async Task<Page> BeginAsync() => await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync(), ("first_screen", "register"));
}
