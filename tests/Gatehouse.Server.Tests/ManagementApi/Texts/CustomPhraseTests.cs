using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Texts;

/// <summary>contract/management-misc.md 5, custom phrases, and 11, the public document that they end in.</summary>
public sealed class CustomPhraseTests(OwnServer own) : IClassFixture<OwnServer>
{
    private HttpClient Api => own.Server.Api;

    [Fact]
    public async Task Sentences_are_replaced_as_a_whole_and_keep_their_id()
    {
        var first = (await Api.PutAnswerAsync("/api/custom-phrases/de", """{"action":{"sign_in":"Anmelden","back":""},"error":{"password_rejected":{"too_short":""}}}""")).Expect(201);
        Assert.Equal(["tenantId", "id", "languageTag", "translation"], first.Json.EnumerateObject().Select(member => member.Name));
        Assert.Matches("^[0-9a-z]{21}$", first.Id);
        Assert.Equal("""{"action":{"sign_in":"Anmelden"}}""", first["translation"].GetRawText());
        var second = (await Api.PutAnswerAsync("/api/custom-phrases/de", """{"error":{"password_rejected":{"too_short":"Zu kurz: {{min}}"}}}""")).Expect(201);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal("""{"error":{"password_rejected":{"too_short":"Zu kurz: {{min}}"}}}""", second["translation"].GetRawText());
        Assert.Equal(second.Text, (await Api.GetAnswerAsync("/api/custom-phrases/de")).Expect(200).Text);

        Assert.Equal("{}", (await Api.PutAnswerAsync("/api/custom-phrases/af-ZA", "{}")).Expect(201)["translation"].GetRawText());
        (await Api.PutAnswerAsync("/api/custom-phrases/zh-CN")).Expect(201);
        Assert.Equal(["af-ZA", "de", "zh-CN"], (await Api.GetAnswerAsync("/api/custom-phrases")).Expect(200).Json.EnumerateArray()
            .Select(row => row.GetProperty("languageTag").GetString()!).Where(tag => tag is "af-ZA" or "de" or "zh-CN"));
        Assert.Equal("", (await Api.DeleteAnswerAsync("/api/custom-phrases/zh-CN")).Expect(204).Text);
        (await Api.DeleteAnswerAsync("/api/custom-phrases/zh-CN")).Expect(404, "entity.not_found");
        (await Api.GetAnswerAsync("/api/custom-phrases/zh-CN")).Expect(404, "entity.not_found");
    }

    [Theory]
    [InlineData("pl-PL", """{"action":{"fly":"Fly"}}""", 422, "localization.invalid_translation_structure")]
    [InlineData("pl-PL", """{"action":"Act"}""", 422, "localization.invalid_translation_structure")]
    [InlineData("pl-PL", """{"action":{"sign_in":{"now":"x"}}}""", 422, "localization.invalid_translation_structure")]
    [InlineData("pl-PL", """{"sign_in":"x"}""", 422, "localization.invalid_translation_structure")]
    [InlineData("pl-PL", """{"action":{"sign_in":1}}""", 400, "guard.invalid_input")]
    [InlineData("pl-PL", """{"action":{"sign_in":null}}""", 400, "guard.invalid_input")]
    [InlineData("pl-PL", """{"action":["x"]}""", 400, "guard.invalid_input")]
    [InlineData("pl-PL", "[]", 400, "guard.invalid_input")]
    [InlineData("klingon", """{"action":{"sign_in":"x"}}""", 400, "guard.invalid_input")]
    public async Task What_has_no_place_on_the_pages_is_not_kept(string tag, string body, int status, string code)
    {
        (await Api.PutAnswerAsync("/api/custom-phrases/" + tag, body)).Expect(status, code);
        (await Api.GetAnswerAsync("/api/custom-phrases/pl-PL")).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task A_language_that_nobody_knows_is_refused_by_every_verb()
    {
        (await Api.GetAnswerAsync("/api/custom-phrases/klingon")).Expect(400, "guard.invalid_input");
        (await Api.DeleteAnswerAsync("/api/custom-phrases/klingon")).Expect(400, "guard.invalid_input");
        (await Api.DeleteAnswerAsync("/api/custom-phrases/en")).Expect(409, "localization.cannot_delete_default_language");
    }

    [Fact]
    public async Task The_public_document_has_every_group_in_the_language_asked_for()
    {
        var english = await PhrasesAsync("?lng=en");
        Assert.Equal(
            ["account_center", "action", "description", "development_tenant", "error", "input", "list", "mfa", "passkey_sign_in", "profile", "secondary", "user_scopes"],
            english["translation"].EnumerateObject().Select(group => group.Name));
        Assert.Equal("en", english.Header("Content-Language"));
        Assert.Equal("At least {{min}} characters", At(english, "error", "password_rejected", "too_short"));
        Assert.NotNull(english.Header("ETag"));

        var korean = await PhrasesAsync("?lng=ko-KR");
        Assert.Equal(("ko", "로그인"), (korean.Header("Content-Language"), At(korean, "action", "sign_in")));
        Assert.Equal("ko", (await PhrasesAsync("?lng=xx", ("Accept-Language", "fr;q=0.5, ko;q=0.9"))).Header("Content-Language"));
        Assert.Equal("en", (await PhrasesAsync("?lng=xx")).Header("Content-Language"));
        Assert.Equal("en", (await PhrasesAsync("", ("Accept-Language", "tlh"))).Header("Content-Language"));
    }

    [Fact]
    public async Task Own_sentences_stand_over_the_built_in_ones()
    {
        (await Api.PutAnswerAsync("/api/custom-phrases/it-IT", """{"action":{"sign_in":"Accedi"}}""")).Expect(201);
        (await Api.PutAnswerAsync("/api/custom-phrases/ko", """{"error":{"password_rejected":{"too_short":"너무 짧아요"}}}""")).Expect(201);
        var italian = await PhrasesAsync("", ("Accept-Language", "it-IT"));
        Assert.Equal(("it-IT", "Accedi", "Continue"), (italian.Header("Content-Language"), At(italian, "action", "sign_in"), At(italian, "action", "continue")));
        var korean = await PhrasesAsync("?lng=ko");
        Assert.Equal(("너무 짧아요", "최대 {{max}}자까지 쓸 수 있어요"), (At(korean, "error", "password_rejected", "too_short"), At(korean, "error", "password_rejected", "too_long")));
        (await Api.DeleteAnswerAsync("/api/custom-phrases/ko")).Expect(204);
        Assert.NotEqual("너무 짧아요", At(await PhrasesAsync("?lng=ko"), "error", "password_rejected", "too_short"));
    }

    [Fact]
    public async Task Fifty_writers_make_one_row()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Api.PutAnswerAsync("/api/custom-phrases/sv", $$$"""{"action":{"sign_in":"{{{n}}}"}}""")));
        Assert.All(answers, answer => answer.Expect(201));
        Assert.Single(answers.Select(answer => answer.Id).Distinct());
    }

    private async Task<Answer> PhrasesAsync(string query, params (string, string)[] headers) =>
        (await own.Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/.well-known/phrases" + query, null, headers)).Expect(200);

    private static string? At(Answer phrases, params string[] path) => path.Aggregate(phrases["translation"], (group, name) => group.GetProperty(name)).GetString();
}
