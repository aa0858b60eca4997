using Gatehouse.Server.EmailTemplates;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ManagementApi.Texts;

/// <summary>contract/management-misc.md 6, e-mail templates.</summary>
public sealed class EmailTemplateTests(OwnServer own) : IClassFixture<OwnServer>
{
    private HttpClient Api => own.Server.Api;

    [Fact]
    public async Task Templates_are_put_by_language_and_kind_in_the_order_of_the_request()
    {
        var put = (await PutAsync(("xa", "SignIn", "first"), ("xa", "Register", "second"))).Json;
        Assert.Equal(["tenantId", "id", "languageTag", "templateType", "details", "createdAt"], put[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal("""{"subject":"first","content":"c"}""", put[0].GetProperty("details").GetRawText());
        var ids = put.EnumerateArray().Select(row => row.GetProperty("id").GetString()!).ToList();

        var again = (await PutAsync(("xa", "Register", "third"), ("xa", "Generic", "x"), ("xa", "SignIn", "a"), ("xa", "SignIn", "b"))).Json;
        Assert.Equal([ids[1], again[1].GetProperty("id").GetString()!, ids[0], ids[0]], again.EnumerateArray().Select(row => row.GetProperty("id").GetString()!));
        Assert.Equal("b", (await Api.GetAnswerAsync("/api/email-templates/" + ids[0])).Expect(200)["details"].GetProperty("subject").GetString());

        Assert.Equal(["Generic", "Register", "SignIn"], await KindsAsync("?languageTag=xa"));
        Assert.Equal(["Register"], await KindsAsync("?languageTag=xa&templateType=Register"));
        (await Api.GetAnswerAsync("/api/email-templates?templateType=Spam")).Expect(400, "guard.invalid_input");

        Assert.Equal("""{"rowCount":1}""", (await Api.DeleteAnswerAsync("/api/email-templates?languageTag=xa&templateType=Generic")).Expect(200).Text);
        Assert.Equal("""{"rowCount":2}""", (await Api.DeleteAnswerAsync("/api/email-templates?languageTag=xa")).Expect(200).Text);
        Assert.Equal("""{"rowCount":0}""", (await Api.DeleteAnswerAsync("/api/email-templates?languageTag=xa")).Expect(200).Text);
        (await Api.DeleteAnswerAsync("/api/email-templates")).Expect(422, "connector.email_connector.bulk_deletion_no_filter");
    }

    [Fact]
    public async Task Details_are_merged_and_unknown_members_dropped()
    {
        var id = (await PutAsync(("xb", "BindMfa", "before"))).Json[0].GetProperty("id").GetString();
        var path = $"/api/email-templates/{id}/details";
        var changed = (await Api.PatchAnswerAsync(path, """{"content":"after","contentType":"text/plain","sendFrom":"Us","more":1}""")).Expect(200);
        Assert.Equal("""{"subject":"before","content":"after","contentType":"text/plain","sendFrom":"Us"}""", changed["details"].GetRawText());
        Assert.Equal(changed.Text, (await Api.PatchAnswerAsync(path, "{}")).Expect(200).Text);
        (await Api.PatchAnswerAsync(path, """{"contentType":"text/markdown"}""")).Expect(400, "guard.invalid_input");
        (await Api.PatchAnswerAsync(path, """{"subject":null}""")).Expect(400, "guard.invalid_input");
        Assert.Equal(changed.Text, (await Api.GetAnswerAsync($"/api/email-templates/{id}")).Text);

        (await Api.DeleteAnswerAsync($"/api/email-templates/{id}")).Expect(204);
        (await Api.GetAnswerAsync($"/api/email-templates/{id}")).Expect(404, "entity.not_exists_with_id");
        (await Api.DeleteAnswerAsync($"/api/email-templates/{id}")).Expect(404, "entity.not_exists_with_id");
        (await Api.PatchAnswerAsync(path, "{}")).Expect(404, "entity.not_exists_with_id");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"templates":[]}""")]
    [InlineData("""{"templates":[{"languageTag":"xc","templateType":"SignIn"}]}""")]
    [InlineData("""{"templates":[{"languageTag":"xc","templateType":"Spam","details":{"subject":"s","content":"c"}}]}""")]
    [InlineData("""{"templates":[{"languageTag":"","templateType":"SignIn","details":{"subject":"s","content":"c"}}]}""")]
    [InlineData("""{"templates":[{"languageTag":"seventeen-letters","templateType":"SignIn","details":{"subject":"s","content":"c"}}]}""")]
    [InlineData("""{"templates":[{"languageTag":"xc","templateType":"SignIn","details":{"subject":"s"}}]}""")]
    [InlineData("""{"templates":[{"languageTag":"xc","templateType":"SignIn","details":{"subject":"s","content":"c"}},{}]}""")]
    public async Task Bad_input_makes_no_template(string body)
    {
        (await Api.PutAnswerAsync("/api/email-templates", body)).Expect(400, "guard.invalid_input");
        Assert.Empty(await KindsAsync("?languageTag=xc"));
    }

    [Theory]
    [InlineData("SignIn", "ko", "ko SignIn")]
    [InlineData("Register", "ko", "en Register")]
    [InlineData("Register", null, "en Register")]
    [InlineData("ForgotPassword", "ko", "en Generic")]
    [InlineData("ForgotPassword", "fr", "en Generic")]
    public void A_mail_is_made_from_the_nearest_template(string type, string? language, string expected)
    {
        var templates = new[] { ("ko", "SignIn"), ("ko", "Generic"), ("en", "SignIn"), ("en", "Register"), ("en", "Generic") }.Select(pair => Template(pair.Item1, pair.Item2)).ToList();
        var chosen = EmailTemplate.Choose(templates, type, language, "en");
        Assert.Equal(expected, $"{chosen?.LanguageTag} {chosen?.TemplateType}");
        Assert.Null(EmailTemplate.Choose(templates, type, language, "de") is { LanguageTag: not "ko" } other ? other : null);
    }

    [Fact]
    public async Task The_tenants_fallback_language_decides_when_a_mail_is_sent()
    {
        await PutAsync(("en", "OrganizationInvitation", "fallback"), ("xd", "OrganizationInvitation", "own"));
        Assert.Equal("own", await ChosenAsync("xd"));
        Assert.Equal("fallback", await ChosenAsync("xe"));
        Assert.Equal("fallback", await ChosenAsync(null));
    }

    private async Task<string?> ChosenAsync(string? language)
    {
        using var scope = own.Server.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<Gatehouse.Server.Data.CurrentTenant>().Id = "default";
        var find = scope.ServiceProvider.GetRequiredService<FindEmailTemplate>();
        return await find.ExecuteAsync("OrganizationInvitation", language, TestContext.Current.CancellationToken) is { } template
            ? EmailTemplateDetails.Of(template).Subject : null;
    }

    private static EmailTemplate Template(string language, string type) => new()
    {
        TenantId = "t", Id = language + type, LanguageTag = language, TemplateType = type, Details = JsonText.EmptyObject, CreatedAt = DateTime.UnixEpoch,
    };

    private async Task<Answer> PutAsync(params (string Language, string Type, string Subject)[] templates) => (await Api.PutAnswerAsync("/api/email-templates", new
    {
        templates = templates.Select(template => new { languageTag = template.Language, templateType = template.Type, details = new { subject = template.Subject, content = "c", more = 1 } }),
    })).Expect(200);

    private async Task<IEnumerable<string>> KindsAsync(string query) =>
        (await Api.GetAnswerAsync("/api/email-templates" + query)).Expect(200).Json.EnumerateArray().Select(row => row.GetProperty("templateType").GetString()!);
}
