namespace Gatehouse.Server.Tests.Console;

/// <summary>Issue 7, bad input: what is wrong stands beside the field as what is wanted, in the reader's language.</summary>
public sealed class FieldWordTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    [Theory]
    [InlineData("/sign-in-experience", "color.primaryColor", "red", "Enter a colour as # and six digits or letters from a to f, such as #5b5bd6.", "#5b5bd6처럼 #과 0~9, a~f 여섯 자리로 색을 입력해 주세요.")]
    [InlineData("/sign-in-experience", "branding.logoUrl", "nonsense", "Enter a web address that begins with https:// or http://.", "https:// 또는 http://로 시작하는 웹 주소를 입력해 주세요.")]
    [InlineData("/sign-in-experience/content", "supportEmail", "nobody", "Enter a mail address, such as name@example.com.", "name@example.com 같은 이메일 주소를 입력해 주세요.")]
    [InlineData("/sign-in-experience/passwords", "passwordPolicy.length.min", "many", "Enter a number.", "숫자를 입력해 주세요.")]
    [InlineData("/sign-in-experience/passwords", "usernamePolicy.minLength", "0", "Enter 1 or more.", "1 이상의 값을 입력해 주세요.")]
    public async Task A_field_says_what_is_wanted(string path, string field, string value, string english, string korean)
    {
        var browser = await console.Server.SignedInAsync();
        foreach (var (language, sentence) in (((string, string)[])[("en", english), ("ko", korean)]))
        {
            var page = await browser.SeeAsync(path + "?lng=" + language);
            var refused = await page.ClickThroughAsync(language == "en" ? "Save changes" : "변경 사항 저장", (field, value));
            refused.Answer.Expect(400);
            Assert.Equal((sentence, value), (refused.ProblemOf(field), refused.ValueOf(field)));
        }
    }

    [Fact]
    public async Task A_shape_that_is_no_users_name_is_told_in_words()
    {
        var page = await (await console.Server.SignedInAsync()).SeeAsync("/users/create");
        var refused = await page.ClickThroughAsync("Create user", ("username", "1 name"));
        Assert.Equal("Use letters, digits and underscores; the first one can’t be a digit.", refused.ProblemOf("username"));
        Assert.DoesNotContain("regex", refused.Body, StringComparison.OrdinalIgnoreCase);
    }
}
