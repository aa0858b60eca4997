using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>contract/management-api.md 2.2: what each field takes, on create and on change.</summary>
public sealed class UserFieldTests : ServerTest
{
    private const string Fine = "fine", Guard = "400 guard.invalid_input", TooLong = "422 entity.value_too_long", BadPhone = "422 user.invalid_phone";

    public static TheoryData<string, string, string, string> Rules { get; } = Table();

    private static TheoryData<string, string, string, string> Table()
    {
        var table = new TheoryData<string, string, string, string>();
        void Add(string field, string value, string onCreate, string onChange) => table.Add(field, value, onCreate, onChange);
        static string Long(int length, char letter = 'a') => '"' + new string(letter, length) + '"';

        foreach (var field in (string[])["username", "primaryEmail", "primaryPhone"]) Add(field, "\"\"", Guard, Fine);
        foreach (var field in (string[])["username", "primaryEmail", "primaryPhone", "name"]) Add(field, "null", Guard, Fine);
        foreach (var field in (string[])["username", "primaryEmail", "primaryPhone", "name", "avatar"])
        {
            foreach (var other in (string[])["1", "true", "[]", "{}", "[\"a\"]"]) Add(field, other, Guard, Guard);
        }

        foreach (var bad in (string[])["1a", "a-b", "a b", "a.b", "é", "a\\n", "홍", " a", "a@b"]) Add("username", $"\"{bad}\"", Guard, Guard);
        Add("username", Long(129), TooLong, TooLong);
        foreach (var bad in (string[])["a", "a@b", "@b.c", "a b@c.d", "a@b.", "a@.c\\n", "a@b c.d"]) Add("primaryEmail", $"\"{bad}\"", Guard, Guard);
        Add("primaryEmail", '"' + new string('a', 125) + "@b.c\"", TooLong, TooLong);
        foreach (var bad in (string[])["+491512345678", "49 151", "49-151", "abc", "４９１５１"]) Add("primaryPhone", $"\"{bad}\"", Guard, Guard);
        foreach (var bad in (string[])["0123456789", "99999999999999", "1", "49"]) Add("primaryPhone", $"\"{bad}\"", BadPhone, BadPhone);
        Add("name", "\"\"", Fine, Fine);
        Add("name", Long(128, '홍'), Fine, Fine);
        Add("name", Long(129, '홍'), TooLong, TooLong);
        Add("name", '"' + string.Concat(Enumerable.Repeat("😀", 128)) + '"', Fine, Fine);
        Add("name", '"' + string.Concat(Enumerable.Repeat("😀", 129)) + '"', TooLong, TooLong);
        Add("avatar", "\"\"", Fine, Fine);
        Add("avatar", "null", Fine, Fine);
        foreach (var url in (string[])["https://x.test/a.png", "data:image/png;base64,AAAA", "ftp://x", "urn:x:y", "HTTPS://X.test"]) Add("avatar", $"\"{url}\"", Fine, Fine);
        foreach (var bad in (string[])["a", "/a", "/a:b", "//x.test/a:b", "x.test/a", "http://", ":a", "ä:b"]) Add("avatar", $"\"{bad}\"", Guard, Guard);
        Add("avatar", "\"https://x.test/" + new string('a', 2048 - 15) + '"', Fine, Fine);
        Add("avatar", "\"https://x.test/" + new string('a', 2049 - 15) + '"', TooLong, TooLong);
        foreach (var field in (string[])["customData", "profile"])
        {
            foreach (var bad in (string[])["null", "[]", "\"\"", "1"]) Add(field, bad, Guard, Guard);
            Add(field, "{}", Fine, Fine);
        }

        Add("customData", """{"a":null,"b":[1,{"c":"d"}],"":0,"__proto__":{}}""", Fine, Fine);
        Add("profile", """{"familyName":"","website":"not a url","address":{}}""", Fine, Fine);
        foreach (var bad in (string[])["""{"familyName":null}""", """{"nickname":1}""", """{"address":null}""", """{"address":"x"}""", """{"address":{"country":null}}"""]) Add("profile", bad, Guard, Guard);
        return table;
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_field_takes_what_its_rule_says(string field, string value, string onCreate, string onChange)
    {
        var body = $$"""{"{{field}}":{{value}}}""";
        var created = await Api.PostAnswerAsync("/api/users", body);
        Assert.Equal(onCreate, Said(created));
        var user = await Api.NewUserAsync();
        var changed = await Api.PatchAnswerAsync("/api/users/" + user.Id, body);
        Assert.Equal(onChange, Said(changed));
        if (onChange != Fine) return;
        var stored = (await Api.GetAnswerAsync("/api/users/" + user.Id))[field];
        var expected = value is "\"\"" ? JsonNode.Parse("null") : JsonNode.Parse(value);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(stored.GetRawText())), stored.GetRawText());
    }

    private static string Said(Answer answer) => (int)answer.Status == 200 ? Fine : $"{(int)answer.Status} {answer.Code}";

    [Fact]
    public async Task Too_long_and_not_a_phone_have_their_data()
    {
        var tooLong = await Api.PostAnswerAsync("/api/users", new { name = new string('a', 129) });
        Assert.Equal(JsonValueKind.String, tooLong.Expect(422, "entity.value_too_long")["data"].GetProperty("message").ValueKind);
        var phone = await Api.PostAnswerAsync("/api/users", new { primaryPhone = "0123456789" });
        Assert.Equal("""{"name":"ParseError"}""", phone.Expect(422, "user.invalid_phone")["data"].GetRawText());
    }

    [Fact]
    public async Task The_longest_values_of_every_field_fit()
    {
        var username = TestServer.Unique().PadRight(128, 'u');
        var user = await Api.NewUserAsync(new { username, primaryEmail = TestServer.Unique().PadRight(124, 'e') + "@b.c", passwordDigest = new string('x', 256), passwordAlgorithm = "MD5" });
        Assert.Equal(username, user["username"].GetString());
    }

    [Fact]
    public async Task Unknown_members_of_a_profile_are_dropped()
    {
        var user = await Api.NewUserAsync("""{"profile":{"givenName":"G","unknown":1,"address":{"country":"KR","planet":"Earth"}}}""");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"givenName":"G","address":{"country":"KR"}}"""), JsonNode.Parse(user["profile"].GetRawText())), user.Text);
    }

    [Fact]
    public async Task A_change_leaves_alone_what_was_not_sent_and_replaces_JSON_as_a_whole()
    {
        var name = TestServer.Unique();
        var user = await Api.NewUserAsync(new { username = name, name = "n", avatar = "https://x.test", customData = new { a = 1, b = 2 }, profile = new { givenName = "g", nickname = "k" } });
        var changed = (await Api.PatchAnswerAsync("/api/users/" + user.Id, new { customData = new { b = 3 }, profile = new { nickname = "l" } })).Expect(200);
        Assert.Equal((name, "n", "https://x.test"), (changed["username"].GetString(), changed["name"].GetString(), changed["avatar"].GetString()));
        Assert.Equal(("""{"b":3}""", """{"nickname":"l"}"""), (Compact(changed["customData"]), Compact(changed["profile"])));
        Assert.Equal(user["createdAt"].GetInt64(), changed["createdAt"].GetInt64());
        Assert.True(changed["updatedAt"].GetInt64() > user["updatedAt"].GetInt64());
    }

    [Fact]
    public async Task The_last_identifier_can_be_taken_away()
    {
        var user = await Api.NewUserAsync(new { username = TestServer.Unique() });
        Assert.Equal(JsonValueKind.Null, (await Api.PatchAnswerAsync("/api/users/" + user.Id, """{"username":null}""")).Expect(200)["username"].ValueKind);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"password":"x","identities":{},"isSuspended":true,"tenantId":"admin","id":"x","createdAt":0,"hasPassword":true,"applicationId":"a","lastSignInAt":1}""")]
    public async Task A_change_of_nothing_that_can_be_changed_is_refused(string body)
    {
        var user = await Api.NewUserAsync();
        (await Api.PatchAnswerAsync("/api/users/" + user.Id, body)).Expect(422, "entity.invalid_input");
        (await Api.PatchAnswerAsync("/api/users/nobody", body)).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task Members_that_are_not_the_callers_to_set_change_nothing()
    {
        const string foreign = """ "tenantId":"admin","id":"mine","isSuspended":true,"identities":{"t":{"userId":"x"}},"createdAt":1,"updatedAt":1,"hasPassword":true,"applicationId":"a","lastSignInAt":1,"sequence":1,"passwordUpdatedAt":1,"ssoIdentities":[{}] """;
        var created = await Api.NewUserAsync($$"""{"name":"n",{{foreign}}}""");
        var changed = (await Api.PatchAnswerAsync("/api/users/" + created.Id, $$"""{"name":"m",{{foreign}}}""")).Expect(200);
        foreach (var user in (Answer[])[created, changed])
        {
            Assert.NotEqual("mine", user.Id);
            Assert.Equal(("{}", false, false), (user["identities"].GetRawText(), user["isSuspended"].GetBoolean(), user["hasPassword"].GetBoolean()));
            Assert.True(user["createdAt"].GetInt64() > 1 && user["updatedAt"].GetInt64() > 1);
            Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (user["applicationId"].ValueKind, user["lastSignInAt"].ValueKind));
        }

        (await Api.GetAnswerAsync("/api/users/" + created.Id)).Expect(200);
    }

    private static string Compact(JsonElement value) => JsonNode.Parse(value.GetRawText())!.ToJsonString();
}
