using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Applications;

/// <summary>contract/management-apps-resources-roles.md 1.7.</summary>
public sealed class ApplicationExperienceTests : ServerTest
{
    private async Task<(string Path, string Id)> BeginAsync()
    {
        var id = (await Api.NewApplicationAsync("SPA")).Id;
        return ($"/api/applications/{id}/sign-in-experience", id);
    }

    [Fact(DisplayName = "Contract apps 1.7: 201 for the first, also of nothing, 200 afterwards; what is not sent stays, what is sent is replaced")]
    public async Task First_and_later()
    {
        var (path, id) = await BeginAsync();
        (await Api.GetAnswerAsync(path)).Expect(404, "entity.not_exists_with_id");
        var first = (await Api.PutAnswerAsync(path, "{}")).Expect(201);
        Assert.Equal(
            $$"""{"tenantId":"default","applicationId":"{{id}}","color":{},"branding":{},"customCss":null,"termsOfUseUrl":null,"privacyPolicyUrl":null,"displayName":null}""", first.Text);
        (await Api.PutAnswerAsync(path, "{}")).Expect(422, "entity.invalid_input");
        (await Api.PutAnswerAsync(path, """{"unknown":1}""")).Expect(422, "entity.invalid_input");
        var full = (await Api.PutAnswerAsync(path, """
            {"color":{"primaryColor":"#aBc","isDarkModeEnabled":true,"darkPrimaryColor":"#001122","x":1},"branding":{"logoUrl":"https://a.test/l","favicon":"https://a.test/f"},
             "customCss":"a{}","termsOfUseUrl":"https://a.test/t","privacyPolicyUrl":"https://a.test/p","displayName":"이름"}
            """)).Expect(200);
        Assert.Equal(
            $$"""{"tenantId":"default","applicationId":"{{id}}","color":{"primaryColor":"#aBc","isDarkModeEnabled":true,"darkPrimaryColor":"#001122"},"branding":{"logoUrl":"https://a.test/l","favicon":"https://a.test/f"},"customCss":"a{}","termsOfUseUrl":"https://a.test/t","privacyPolicyUrl":"https://a.test/p","displayName":"이름"}""",
            full.Text);
        var later = (await Api.PutAnswerAsync(path, """{"branding":{"darkLogoUrl":"https://a.test/d"},"termsOfUseUrl":"","privacyPolicyUrl":null,"customCss":"","displayName":null}""")).Expect(200);
        Assert.Equal(
            $$"""{"tenantId":"default","applicationId":"{{id}}","color":{"primaryColor":"#aBc","isDarkModeEnabled":true,"darkPrimaryColor":"#001122"},"branding":{"darkLogoUrl":"https://a.test/d"},"customCss":null,"termsOfUseUrl":null,"privacyPolicyUrl":null,"displayName":null}""",
            later.Text);
        Assert.Equal(later.Text, (await Api.GetAnswerAsync(path)).Expect(200).Text);
    }

    [Theory]
    [InlineData("""{"color":{"primaryColor":"red"}}""")]
    [InlineData("""{"color":{"darkPrimaryColor":"#12"}}""")]
    [InlineData("""{"color":null}""")]
    [InlineData("""{"branding":{"logoUrl":""}}""")]
    [InlineData("""{"branding":{"favicon":"x"}}""")]
    [InlineData("""{"termsOfUseUrl":"not a url"}""")]
    [InlineData("""{"privacyPolicyUrl":1}""")]
    [InlineData("""{"customCss":{}}""")]
    public async Task Bodies_that_do_not_fit(string body)
    {
        var (path, _) = await BeginAsync();
        (await Api.PutAnswerAsync(path, body)).Expect(400, "guard.invalid_input");
        (await Api.GetAnswerAsync(path)).Expect(404, "entity.not_exists_with_id");
    }

    [Fact]
    public async Task Lengths_and_unknown_applications()
    {
        var (path, _) = await BeginAsync();
        (await Api.PutAnswerAsync(path, new { displayName = new string('n', 257) })).Expect(400, "guard.invalid_input");
        (await Api.PutAnswerAsync(path, new { termsOfUseUrl = "https://a.test/" + new string('t', 2048) })).Expect(400, "guard.invalid_input");
        (await Api.PutAnswerAsync(path, new { displayName = new string('n', 256) })).Expect(201);
        (await Api.PutAnswerAsync("/api/applications/nobody/sign-in-experience", "{}")).Expect(404, "entity.not_exists_with_id");
        (await Api.GetAnswerAsync("/api/applications/nobody/sign-in-experience")).Expect(404, "entity.not_exists_with_id");
    }

    [Fact]
    public async Task Of_fifty_first_ones_one_is_the_first()
    {
        var (path, _) = await BeginAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Api.PutAnswerAsync(path, $$"""{"displayName":"{{number}}"}""")));
        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.All(answers.Where(answer => (int)answer.Status != 201), answer => answer.Expect(200));
    }
}
