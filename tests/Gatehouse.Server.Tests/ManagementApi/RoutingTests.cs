using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi;

/// <summary>contract/management-api.md 1.1: which paths and methods there are, and what the others answer.</summary>
public sealed class RoutingTests : ServerTest
{
    private string Token => Api.DefaultRequestHeaders.Authorization!.Parameter!;

    [Theory]
    [InlineData("/api/users/")]
    [InlineData("/api/USERS")]
    [InlineData("/API/Users/")]
    public async Task Paths_are_matched_whatever_their_case_and_with_a_slash_at_the_end(string path) =>
        (await Api.GetAnswerAsync(path + "?page_size=1")).Expect(200);

    [Theory]
    [InlineData("//users")]
    [InlineData("/api//users")]
    [InlineData("/api/users//")]
    [InlineData("/api/nothing")]
    [InlineData("/api/users/a/b/c")]
    [InlineData("/api")]
    [InlineData("/api/")]
    public async Task An_unknown_path_is_404_with_the_reason_phrase_and_asks_for_no_token(string path)
    {
        var answer = await RawHttp.SendAsync(Server.Address, "GET", path);
        Assert.Equal(404, answer.Status);
        if (path.StartsWith("//", StringComparison.Ordinal)) return;
        Assert.Equal("Not Found", answer.Body);
        Assert.Contains("Content-Type: text/plain; charset=utf-8", answer.Head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("ETag", answer.Head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_token_does_not_change_the_answer_to_an_unknown_path() =>
        Assert.Equal("Not Found", (await Api.GetAnswerAsync("/api/nothing")).Expect(404).Text);

    [Fact]
    public async Task Ids_keep_their_case()
    {
        var id = (await Api.NewUserAsync()).Id;
        (await Api.GetAnswerAsync("/api/users/" + id)).Expect(200);
        var upper = id.ToUpperInvariant();
        if (upper != id) (await Api.GetAnswerAsync("/api/users/" + upper)).Expect(404, "entity.not_found");
    }

    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%2fb", "a/b")]
    [InlineData("%ED%99%8D", "홍")]
    [InlineData("a%20b", "a b")]
    [InlineData("a+b", "a+b")]
    public async Task A_percent_encoded_parameter_is_decoded_as_one_value(string encoded, string target)
    {
        var user = await Api.NewUserAsync();
        (await Api.PutAnswerAsync($"/api/users/{user.Id}/identities/{encoded}", new { userId = TestServer.Unique() })).Expect(201);
        var identities = (await Api.GetAnswerAsync("/api/users/" + user.Id))["identities"];
        Assert.Equal([target], identities.EnumerateObject().Select(identity => identity.Name));
        (await Api.GetAnswerAsync($"/api/users/{user.Id}/identities/{encoded}")).Expect(200);
    }

    [Theory]
    [InlineData("%zz")]
    [InlineData("%")]
    [InlineData("%2")]
    [InlineData("%ff")]
    [InlineData("%C0%80")]
    [InlineData("%ED%A0%80")]
    [InlineData("..%2f..%2f")]
    public async Task A_malformed_escape_is_an_id_that_nothing_has(string id)
    {
        var answer = await RawHttp.SendAsync(Server.Address, "GET", "/api/users/" + id, Token);
        Assert.Equal(404, answer.Status);
        Assert.Contains("entity.not_found", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_NUL_in_the_path_is_400() =>
        Assert.Equal(400, (await RawHttp.SendAsync(Server.Address, "GET", "/api/users/a%00b", Token)).Status);

    [Theory]
    [InlineData("PUT", "/api/users", "POST, HEAD, GET")]
    [InlineData("DELETE", "/api/users", "POST, HEAD, GET")]
    [InlineData("POST", "/api/users/x", "HEAD, GET, PATCH, DELETE")]
    [InlineData("HEAD", "/api/users/x/password", "PATCH")]
    [InlineData("GET", "/api/users/x/password/verify", "POST")]
    [InlineData("PATCH", "/api/users/x/identities/y", "PUT, HEAD, GET, DELETE")]
    [InlineData("DELETE", "/api/users/x/roles", "HEAD, GET, POST, PUT")]
    public async Task A_method_that_the_path_does_not_have_is_405_with_those_it_has(string method, string path, string allow)
    {
        var answer = (await Server.Anonymous.SendAnswerAsync(new HttpMethod(method), path)).Expect(405);
        Assert.Equal(allow, answer.Header("Allow"));
        Assert.Equal(method == "HEAD" ? "" : "Method Not Allowed", answer.Text);
        Assert.Equal("text/plain; charset=utf-8", answer.Header("Content-Type"));
    }

    [Theory]
    [InlineData("PROPFIND")]
    [InlineData("TRACE")]
    [InlineData("get")]
    public async Task A_method_that_nothing_has_is_501(string method)
    {
        var answer = await RawHttp.SendAsync(Server.Address, method, "/api/users");
        Assert.Equal(501, answer.Status);
        Assert.Contains("Allow: POST, HEAD, GET", answer.Head, StringComparison.Ordinal);
        Assert.Equal("Not Implemented", answer.Body);
    }

    [Fact]
    public async Task OPTIONS_tells_the_methods_without_a_token()
    {
        var answer = (await Server.Anonymous.SendAnswerAsync(HttpMethod.Options, "/api/users")).Expect(200);
        Assert.Equal("POST, HEAD, GET", answer.Header("Allow"));
        Assert.Equal("text/plain; charset=utf-8", answer.Header("Content-Type"));
        Assert.Equal("", answer.Text);
    }

    [Fact]
    public async Task HEAD_answers_as_GET_does_but_without_body_and_tag()
    {
        var mark = TestServer.Unique();
        await Api.NewUserAsync(new { username = mark });
        var path = $"/api/users?search={mark}";
        var get = (await Api.GetAnswerAsync(path)).Expect(200);
        var head = (await Api.SendAnswerAsync(HttpMethod.Head, path)).Expect(200);
        Assert.Equal("", head.Text);
        Assert.Null(head.Header("ETag"));
        foreach (var name in (string[])["Total-Number", "Link", "Content-Type", "Content-Length", "Vary"])
            Assert.Equal(get.Header(name), head.Header(name));
        Assert.Equal("1", head.Header("Total-Number"));
    }

    [Fact]
    public async Task HEAD_of_what_is_not_there_is_404_and_without_a_token_401()
    {
        (await Api.SendAnswerAsync(HttpMethod.Head, "/api/users/none")).Expect(404);
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Head, "/api/users")).Expect(401);
    }

    [Fact]
    public async Task No_content_has_neither_body_nor_type()
    {
        var user = await Api.NewUserAsync();
        var answer = (await Api.DeleteAnswerAsync("/api/users/" + user.Id)).Expect(204);
        Assert.Equal("", answer.Text);
        Assert.Null(answer.Header("Content-Type"));
    }
}
