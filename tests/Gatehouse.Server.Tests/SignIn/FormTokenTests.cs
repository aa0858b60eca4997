using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>No form is taken that a page of this server did not make for this interaction in this browser.</summary>
public sealed class FormTokenTests : ServerTest
{
    public static TheoryData<string> Forms => ["/sign-in", "/identifier-sign-in", "/sign-in/password", "/consent"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_form_without_its_token_is_refused_and_changes_nothing(string path)
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = Server.NewBrowser();
        var page = await Page.BeginAsync(browser, await Server.NewAppAsync());
        foreach (var token in (string?[])[null, "", "00", new string('0', 48), Broken(page)])
        {
            var answer = await PostAsync(browser, path, ("xsrf", token), ("identifier", username), ("password", ExperienceCalls.Password), ("decision", "allow"));
            answer.Expect(403);
            Assert.Contains("This form can&#x27;t be used", answer.Text, StringComparison.Ordinal);
        }

        (await browser.GetAsync("/api/experience/interaction")).Expect(404, "session.interaction_not_found");
    }

    [Fact]
    public async Task Another_interactions_token_is_no_good_nor_is_one_from_another_browser()
    {
        var app = await Server.NewAppAsync();
        var (mine, theirs) = (Server.NewBrowser(), Server.NewBrowser());
        var page = await Page.BeginAsync(mine, app);
        var other = await Page.BeginAsync(theirs, app);
        (await PostAsync(theirs, "/sign-in", ("xsrf", TokenOf(page)), ("identifier", "a"), ("password", "b"))).Expect(403);
        var later = await Page.BeginAsync(mine, app);
        (await PostAsync(mine, "/sign-in", ("xsrf", TokenOf(page)), ("identifier", "a"), ("password", "b"))).Expect(403);
        (await PostAsync(mine, "/sign-in", ("xsrf", TokenOf(later)), ("identifier", "a"), ("password", "b"))).Expect(422);
        (await PostAsync(theirs, "/sign-in", ("xsrf", TokenOf(other)), ("identifier", "a"), ("password", "b"))).Expect(422);
    }

    [Fact]
    public async Task A_token_is_another_one_on_each_page_and_all_of_an_interaction_are_good()
    {
        var browser = Server.NewBrowser();
        var first = await Page.BeginAsync(browser, await Server.NewAppAsync());
        var again = await Page.OpenAsync(browser, "/sign-in");
        Assert.NotEqual(TokenOf(first), TokenOf(again));
        (await first.PostAsync(("identifier", "a"), ("password", "b"))).Expect(422);
        (await again.PostAsync(("identifier", "a"), ("password", "b"))).Expect(422);
    }

    [Fact]
    public async Task Without_an_interaction_a_form_leads_to_where_people_land_who_have_none()
    {
        var answer = await PostAsync(Server.NewBrowser(), "/sign-in", ("xsrf", "x"), ("identifier", "a"));
        Assert.Equal(TestServer.Endpoint + "/unknown-session", answer.Expect(303).Header("Location"));
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "identifier=a")]
    [InlineData("application/x-www-form-urlencoded", "identifier=%00")]
    [InlineData("application/x-www-form-urlencoded", "identifier=%FF")]
    public async Task What_is_no_form_of_ours_is_refused(string type, string body)
    {
        var browser = Server.NewBrowser();
        await Page.BeginAsync(browser, await Server.NewAppAsync());
        using var content = new StringContent(body, null, type);
        (await browser.SendAsync(HttpMethod.Post, "/sign-in", content)).Expect(400);
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_refused()
    {
        var page = await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync());
        (await page.PostAsync(("identifier", new string('a', 20_000)))).Expect(400);
    }

    private static string TokenOf(Page page) => page.Document.QuerySelector("input[name=xsrf]")!.GetAttribute("value")!;

    private static string Broken(Page page)
    {
        var token = TokenOf(page);
        return token[..^1] + (token[^1] == '0' ? '1' : '0');
    }

    private static async Task<Answer> PostAsync(Browser browser, string path, params (string Name, string? Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!)));
        return await browser.SendAsync(HttpMethod.Post, path, content);
    }
}
