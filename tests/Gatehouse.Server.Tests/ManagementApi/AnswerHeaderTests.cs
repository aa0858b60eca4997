using System.IO.Compression;
using System.Net;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi;

/// <summary>contract/management-api.md 1.1: tags, compression, and the headers that every answer has.</summary>
public sealed class AnswerHeaderTests : ServerTest
{
    public static TheoryData<string, int> Answered => new() { { "/api/users?page_size=1", 200 }, { "/api/users/none", 404 }, { "/api/users?page=0", 400 }, { "/api/nothing", 404 }, { "/api/users/x/password", 405 } };

    [Theory]
    [MemberData(nameof(Answered))]
    public async Task Every_answer_has_an_id_and_the_hardening_headers(string path, int status)
    {
        var answer = (await Api.GetAnswerAsync(path)).Expect(status);
        Assert.Matches("^[A-Za-z0-9_-]{16}$", answer.Header("Logto-Core-Request-Id"));
        Assert.Equal("Accept-Encoding, Origin", answer.Header("Vary"));
        Assert.Equal("max-age=15552000; includeSubDomains", answer.Header("Strict-Transport-Security"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("SAMEORIGIN", answer.Header("X-Frame-Options"));
        Assert.Equal("strict-origin-when-cross-origin", answer.Header("Referrer-Policy"));
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Resource-Policy"));
        Assert.Equal("?1", answer.Header("Origin-Agent-Cluster"));
        Assert.Equal("noopen", answer.Header("X-Download-Options"));
        Assert.Equal("none", answer.Header("X-Permitted-Cross-Domain-Policies"));
        Assert.Equal("0", answer.Header("X-XSS-Protection"));
        Assert.Null(answer.Header("Cache-Control"));
        Assert.Null(answer.Header("Server"));
        Assert.Null(answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task Each_answer_has_an_id_of_its_own() =>
        Assert.NotEqual((await Api.GetAnswerAsync("/api/nothing")).Header("Logto-Core-Request-Id"), (await Api.GetAnswerAsync("/api/nothing")).Header("Logto-Core-Request-Id"));

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml;q=1, */*;q=0")]
    public async Task JSON_comes_whatever_is_accepted(string accept)
    {
        var answer = await Api.SendAnswerAsync(HttpMethod.Get, "/api/users?page_size=1", null, ("Accept", accept));
        Assert.Equal("application/json; charset=utf-8", answer.Expect(200).Header("Content-Type"));
    }

    [Fact]
    public async Task A_successful_GET_has_a_strong_tag_and_nothing_else_has_one()
    {
        var user = await Api.NewUserAsync();
        Assert.Null(user.Header("ETag"));
        var got = await Api.GetAnswerAsync("/api/users/" + user.Id);
        Assert.Matches("^\"[0-9a-f]+-[A-Za-z0-9+/]{27}\"$", got.Header("ETag"));
        Assert.StartsWith($"\"{System.Text.Encoding.UTF8.GetByteCount(got.Text):x}-", got.Header("ETag"), StringComparison.Ordinal);
        Assert.Null((await Api.GetAnswerAsync("/api/users/none")).Header("ETag"));
        Assert.Null((await Api.PatchAnswerAsync("/api/users/" + user.Id, new { name = "n" })).Expect(200).Header("ETag"));
        Assert.NotEqual(got.Header("ETag"), (await Api.GetAnswerAsync("/api/users/" + user.Id)).Header("ETag"));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("W/{0}")]
    [InlineData("*")]
    [InlineData("\"other\", {0}")]
    public async Task A_known_tag_gives_304_that_keeps_tag_total_and_links(string known)
    {
        var mark = TestServer.Unique();
        await Api.NewUserAsync(new { username = mark });
        var path = $"/api/users?search={mark}";
        var got = (await Api.GetAnswerAsync(path)).Expect(200);
        var again = (await Api.SendAnswerAsync(HttpMethod.Get, path, null, ("If-None-Match", string.Format(known, got.Header("ETag"))))).Expect(304);
        Assert.Equal("", again.Text);
        Assert.Null(again.Header("Content-Type"));
        Assert.Equal(got.Header("ETag"), again.Header("ETag"));
        Assert.Equal("1", again.Header("Total-Number"));
        Assert.Equal(got.Header("Link"), again.Header("Link"));
    }

    [Fact]
    public async Task A_tag_that_is_not_ours_and_an_error_are_answered_in_full()
    {
        (await Api.SendAnswerAsync(HttpMethod.Get, "/api/users?page_size=1", null, ("If-None-Match", "\"2-abc\""))).Expect(200);
        (await Api.SendAnswerAsync(HttpMethod.Get, "/api/users/none", null, ("If-None-Match", "*"))).Expect(404);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Large_answers_are_compressed_and_keep_their_tag(string encoding)
    {
        var user = await Api.NewUserAsync(new { customData = new { text = new string('x', 2000) } });
        var plain = await Api.GetAnswerAsync("/api/users/" + user.Id);
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = Server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/users/" + user.Id);
        request.Headers.Authorization = Api.DefaultRequestHeaders.Authorization;
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        using var response = await client.SendAsync(request);
        Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
        Assert.Equal(plain.Header("ETag"), response.Headers.ETag!.ToString());
        Assert.Equal("Accept-Encoding, Origin", string.Join(", ", response.Headers.GetValues("Vary")));
        await using var body = await response.Content.ReadAsStreamAsync();
        await using Stream unpacked = encoding == "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        Assert.Equal(plain.Text, await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Small_answers_are_not_compressed()
    {
        var user = await Api.NewUserAsync();
        var answer = await Api.SendAnswerAsync(HttpMethod.Get, "/api/users/" + user.Id, null, ("Accept-Encoding", "gzip, br"));
        Assert.Null(answer.Header("Content-Encoding"));
        Assert.Equal(user.Id, answer.Id);
    }
}
