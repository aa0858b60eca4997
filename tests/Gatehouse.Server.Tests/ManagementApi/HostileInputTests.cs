using System.Net.Http.Headers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi;

/// <summary>Input that somebody made to hurt: always a 4xx that says so, never a 5xx, never half a change.</summary>
public sealed class HostileInputTests : ServerTest
{
    [Theory]
    [InlineData("""{"name":"a\u0000b"}""")]
    [InlineData("""{"customData":{"a":["\u0000"]}}""")]
    [InlineData("""{"customData":{"a\u0000":1}}""")]
    [InlineData("""{"profile":{"nickname":"\u0000"}}""")]
    [InlineData("""{"unknown":"\u0000"}""")]
    [InlineData("""{"unknown\u0000":1}""")]
    [InlineData("""{"password":"\u0000"}""")]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"name":"\udc00x"}""")]
    [InlineData("""{"customData":{"\ud800":1}}""")]
    [InlineData("""{"password":"\ud800"}""")]
    [InlineData("""{"name":"a","name":"b"}""")]
    [InlineData("""{"customData":{"a":1,"\u0061":2}}""")]
    [InlineData("""{"customData":{"n":1e400}}""")]
    [InlineData("""{"customData":{"n":-1e100000}}""")]
    [InlineData("""{"customData":{"n":[1e-400]}}""")]
    [InlineData("""{"customData":{"n":1e999999999999999999999}}""")]
    public async Task What_cannot_be_kept_as_it_was_sent_is_refused_with_a_code(string body)
    {
        var user = await Api.NewUserAsync();
        (await Api.PostAnswerAsync("/api/users", body)).Expect(400, "guard.invalid_input");
        (await Api.PatchAnswerAsync("/api/users/" + user.Id, body)).Expect(400, "guard.invalid_input");
        Assert.Equal(user["updatedAt"].GetRawText(), (await Api.GetAnswerAsync("/api/users/" + user.Id))["updatedAt"].GetRawText());
    }

    [Theory]
    [InlineData("1e308")]
    [InlineData("-0")]
    [InlineData("0e5")]
    [InlineData("0.1")]
    [InlineData("123456789012345678901234567890")]
    public async Task Other_numbers_are_kept(string number)
    {
        var user = (await Api.PostAnswerAsync("/api/users", $$$"""{"customData":{"n":{{{number}}}}}""")).Expect(200);
        var read = (await Api.GetAnswerAsync("/api/users/" + user.Id))["customData"].GetProperty("n");
        Assert.Equal(double.Parse(number), read.GetDouble());
    }

    [Fact]
    public async Task A_number_longer_than_any_float_is_refused() =>
        (await Api.PostAnswerAsync("/api/users", $$$"""{"customData":{"n":0.{{{new string('1', 20_000)}}}}}""")).Expect(400, "guard.invalid_input");

    [Theory]
    [InlineData(60, 200)]
    [InlineData(65, 400)]
    [InlineData(100_000, 400)]
    public async Task Nesting_has_an_end(int depth, int status)
    {
        var answer = (await Api.PostAnswerAsync("/api/users", "{\"customData\":{\"a\":" + new string('[', depth) + new string(']', depth) + "}}")).Expect(status);
        if (status == 400) answer.Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_refused()
    {
        foreach (var bytes in (byte[][])[[0xff], [0xed, 0xa0, 0x80], [0xc0, 0x80]])
        {
            using var content = new ByteArrayContent([.. Encoding.ASCII.GetBytes("{\"name\":\""), .. bytes, .. Encoding.ASCII.GetBytes("\"}")]);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await Api.PostAsync("/api/users", content);
            (await Answer.ReadAsync(response)).Expect(400, "guard.invalid_input");
        }
    }

    [Theory]
    [InlineData("search=%00")]
    [InlineData("a%00=1")]
    [InlineData("search.name=a%00&mode=exact")]
    [InlineData("other=%00")]
    public async Task A_NUL_in_the_query_is_refused(string query) => (await Api.GetAnswerAsync("/api/users?" + query)).Expect(400, "guard.invalid_input");

    [Theory]
    [InlineData("/api/users?includePasswordHash=1&includePasswordHash=1")]
    [InlineData("/api/users/x?includeSsoIdentities=1&includeSsoIdentities=0")]
    [InlineData("/api/users/x/all-identities?includeTokenSecret=1&includeTokenSecret=1")]
    [InlineData("/api/users/x/identities/y?includeTokenSecret=1&includeTokenSecret=1")]
    [InlineData("/api/users/x/sso-identities/y?includeTokenSecret=1&includeTokenSecret=1")]
    public async Task A_scalar_of_the_query_comes_once(string path) => (await Api.GetAnswerAsync(path)).Expect(400, "guard.invalid_input");

    [Fact]
    public async Task Bodies_that_are_slow_to_judge_are_judged_quickly()
    {
        var user = await Api.NewUserAsync();
        var started = System.Diagnostics.Stopwatch.StartNew();
        (await Api.PostAnswerAsync("/api/users", new { primaryEmail = new string('@', 1_000_000) })).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync("/api/users", $$$"""{"unknown":[{{{string.Join(',', Enumerable.Repeat("{\"a\":\"\\u0041\"}", 60_000))}}}]}""")).Expect(200);
        var half = "{\"customData\":{" + string.Join(',', Enumerable.Range(0, 70_000).Select(number => $"\"{number:x}\":0")) + "}}";
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}/custom-data", half)).Expect(200);
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}/custom-data", half)).Expect(200);
        Assert.InRange(started.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task More_role_ids_than_a_statement_has_parameters_are_refused_in_order()
    {
        var user = await Api.NewUserAsync();
        var ids = Enumerable.Range(0, 70_000).Select(number => "r" + number).ToArray();
        (await Api.PostAnswerAsync($"/api/users/{user.Id}/roles", new { roleIds = ids })).Expect(404, "entity.not_exists_with_id");
        (await Api.PutAnswerAsync($"/api/users/{user.Id}/roles", new { roleIds = ids })).Expect(404, "entity.not_exists_with_id");
    }

    [Fact]
    public async Task No_JSON_body_makes_the_server_fail()
    {
        var texts = Gen.OneOf(ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "null"), Gen.Elements("", "a", "A@b.c", "491512345678", "\u0000", "\ud800", "https://x", "x%_\\", "Legacy", "MD5", "İ", "'; --"));
        var leaf = Gen.OneOf(
            texts.Select(text => System.Text.Json.JsonSerializer.Serialize(text)),
            Gen.Elements("null", "true", "false", "0", "-1", "1.5", "1e400", "1e-400", "99999999999999999999", "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "[null]", "[[]]"));
        var value = Gen.OneOf(leaf, leaf.ListOf(3).Select(items => $"[{string.Join(',', items)}]"), leaf.Select(item => $$"""{"a":{{item}},"familyName":{{item}},"address":{{item}}}"""));
        var member = from name in Gen.Elements("username", "primaryEmail", "primaryPhone", "name", "avatar", "customData", "profile", "password", "passwordDigest", "passwordAlgorithm", "tenantId", "roleIds", "userId", "details", "isExpired", "isSuspended", "__proto__")
                     from content in value
                     select $"\"{name}\":{content}";
        var bodies = Gen.OneOf(Gen.Choose(0, 4).SelectMany(count => member.ListOf(count)).Select(members => $"{{{string.Join(',', members)}}}"), value, texts);
        var id = (await Api.NewUserAsync()).Id;
        (HttpMethod, string)[] routes =
        [
            (HttpMethod.Post, "/api/users"), (HttpMethod.Patch, $"/api/users/{id}"), (HttpMethod.Patch, $"/api/users/{id}/custom-data"), (HttpMethod.Patch, $"/api/users/{id}/profile"),
            (HttpMethod.Put, $"/api/users/{id}/identities/t"), (HttpMethod.Post, $"/api/users/{id}/roles"), (HttpMethod.Patch, $"/api/users/{id}/is-suspended"),
        ];
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(250), Prop.ForAll(bodies.ToArbitrary(), Gen.Elements(routes).ToArbitrary(), (body, route) =>
        {
            var answer = Send(route.Item1, route.Item2, body);
            return ((int)answer.Status < 500).Label($"{route.Item1} {route.Item2} {body} → {(int)answer.Status} {answer.Text}");
        }));
    }

    /// <summary>Properties are checked on one thread.</summary>
    private Answer Send(HttpMethod method, string path, string body) => Api.SendAnswerAsync(method, path, body).GetAwaiter().GetResult();
}
