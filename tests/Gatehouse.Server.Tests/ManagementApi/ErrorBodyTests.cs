using System.Text.Json;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi;

/// <summary>contract/management-api.md 1.3: the shape of a refusal.</summary>
public sealed class ErrorBodyTests : ServerTest
{
    private static IEnumerable<string> Members(JsonElement value) => value.EnumerateObject().Select(member => member.Name);

    [Fact]
    public async Task Validation_tells_every_issue_as_data_and_as_a_line()
    {
        var answer = (await Api.PostAnswerAsync("/api/users", """{"username":1,"profile":{"address":{"country":false}},"passwordAlgorithm":"ROT13","passwordDigest":"d"}"""))
            .Expect(400, "guard.invalid_input");
        Assert.Equal(["code", "data", "details", "message"], Members(answer.Json));
        Assert.Equal(["issues", "name"], Members(answer["data"]));
        Assert.Equal("ZodError", answer["data"].GetProperty("name").GetString());
        var issues = answer["data"].GetProperty("issues").EnumerateArray().ToList();
        Assert.Equal(["invalid_type username", "invalid_type profile.address.country", "invalid_enum_value passwordAlgorithm"],
            issues.Select(issue => $"{issue.GetProperty("code").GetString()} {string.Join('.', issue.GetProperty("path").EnumerateArray().Select(step => step.ToString()))}"));
        Assert.Equal(("string", "number"), (issues[0].GetProperty("expected").GetString(), issues[0].GetProperty("received").GetString()));
        Assert.All(issues, issue => Assert.NotEmpty(issue.GetProperty("message").GetString()!));
        var lines = answer["details"].GetString()!.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Contains("profile.address.country", lines[1], StringComparison.Ordinal);
        Assert.Contains("(invalid_type)", lines[1], StringComparison.Ordinal);
        Assert.Contains("body", answer["message"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_member_was_received_as_undefined()
    {
        var user = await Api.NewUserAsync();
        var answer = (await Api.PatchAnswerAsync($"/api/users/{user.Id}/is-suspended", "{}")).Expect(400, "guard.invalid_input");
        Assert.Equal("undefined", answer["data"].GetProperty("issues")[0].GetProperty("received").GetString());
    }

    [Fact]
    public async Task Bounds_are_told_with_the_issue()
    {
        var tooShort = (await Api.PostAnswerAsync("/api/users", new { password = "" })).Expect(400, "guard.invalid_input")["data"].GetProperty("issues")[0];
        Assert.Equal(["code", "minimum", "type", "inclusive", "exact", "path", "message"], Members(tooShort));
        var tooLong = (await Api.PostAnswerAsync("/api/users", new { passwordDigest = new string('x', 257), passwordAlgorithm = "MD5" })).Expect(400, "guard.invalid_input");
        Assert.Equal(256, tooLong["data"].GetProperty("issues")[0].GetProperty("maximum").GetInt32());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{} {}")]
    [InlineData("\"text\"")]
    [InlineData("12")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("NaN")]
    [InlineData("   ")]
    [InlineData("{\"name\":\"a\u0000b\"}")]
    [InlineData("// comment\n{}")]
    public async Task What_is_not_JSON_or_neither_object_nor_array_has_a_message_and_no_code(string body)
    {
        var answer = (await Api.PostAnswerAsync("/api/users", body)).Expect(400);
        Assert.Equal(["message"], Members(answer.Json));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[{\"username\":\"a\"}]")]
    public async Task An_array_in_place_of_an_object_is_an_ordinary_refusal(string body) => (await Api.PostAnswerAsync("/api/users", body)).Expect(400, "guard.invalid_input");

    [Theory]
    [InlineData("ko", "찾을|없|않")]
    [InlineData("ko-KR,en;q=0.5", "찾을|없|않")]
    [InlineData("en;q=0.4, ko;q=0.9", "찾을|없|않")]
    [InlineData("fr, en", "There is")]
    [InlineData("", "There is")]
    [InlineData("ko;q=0, *", "There is")]
    [InlineData("ko;q=nonsense;;,,", "There is")]
    public async Task The_message_is_in_the_callers_language(string language, string sentence)
    {
        var answer = (await Api.SendAnswerAsync(HttpMethod.Get, "/api/users/none", null, ("Accept-Language", language))).Expect(404, "entity.not_found");
        Assert.Matches(sentence, answer["message"].GetString());
        Assert.Equal(["code", "message"], Members(answer.Json));
    }

    [Fact]
    public async Task A_search_that_makes_no_sense_says_why_in_the_message()
    {
        var answer = (await Api.GetAnswerAsync("/api/users?search.nothing=x")).Expect(400, "request.invalid_input");
        Assert.Equal(["code", "data", "message"], Members(answer.Json));
        Assert.Equal("{}", answer["data"].GetRawText());
        Assert.Contains("search.nothing", answer["message"].GetString(), StringComparison.Ordinal);
        var handlers = (await Api.GetAnswerAsync("/api/users?excludeRoleId=a&excludeOrganizationId=b")).Expect(400, "request.invalid_input");
        Assert.Equal(["code", "message"], Members(handlers.Json));
    }

    [Fact]
    public async Task A_flood_of_issues_is_told_in_part()
    {
        var user = await Api.NewUserAsync();
        var answer = (await Api.PostAnswerAsync($"/api/users/{user.Id}/roles", $$"""{"roleIds":[{{string.Join(',', Enumerable.Repeat("1", 400_000))}}]}""")).Expect(400, "guard.invalid_input");
        Assert.InRange(answer.Text.Length, 1000, 100_000);
    }
}
