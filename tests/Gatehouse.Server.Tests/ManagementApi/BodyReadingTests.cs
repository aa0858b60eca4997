using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi;

/// <summary>contract/management-api.md 1.5: what of a body is read, and how much.</summary>
public sealed class BodyReadingTests : ServerTest
{
    private const int Limit = 1024 * 1024;

    private async Task<Answer> PostAsync(HttpContent? content, string path = "/api/users")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        using var response = await Api.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    private static StringContent Text(string text, string type)
    {
        var content = new StringContent(text);
        content.Headers.ContentType = type.Length == 0 ? null : MediaTypeHeaderValue.Parse(type);
        return content;
    }

    private static string OfLength(int length)
    {
        const string frame = """{"customData":{"x":""}}""";
        return frame.Insert(frame.Length - 3, new string('x', length - frame.Length));
    }

    [Fact]
    public async Task A_missing_or_empty_body_is_an_empty_object()
    {
        (await PostAsync(null)).Expect(200);
        (await PostAsync(Text("", "application/json"))).Expect(200);
        (await PostAsync(Text("", "text/plain"))).Expect(200);
        var user = await Api.NewUserAsync();
        (await Api.PatchAnswerAsync("/api/users/" + user.Id)).Expect(422, "entity.invalid_input");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    [InlineData("application/vnd.api+json")]
    public async Task JSON_is_read_by_its_type(string type) =>
        Assert.Equal("이름", (await PostAsync(Text("""{"name":"이름"}""", type))).Expect(200)["name"].GetString());

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_JSON() =>
        Assert.Equal("n", (await PostAsync(Text("\uFEFF{\"name\":\"n\"}", "application/json"))).Expect(200)["name"].GetString());

    [Fact]
    public async Task A_form_is_read_as_an_object_of_texts()
    {
        var name = TestServer.Unique();
        var user = (await PostAsync(Text($"username={name}&name=a+b%20%ED%99%8D&unknown=1", "application/x-www-form-urlencoded"))).Expect(200);
        Assert.Equal((name, "a b 홍"), (user["username"].GetString(), user["name"].GetString()));
        (await PostAsync(Text("name=a&name=b", "application/x-www-form-urlencoded"))).Expect(400, "guard.invalid_input");
        (await PostAsync(Text("customData=x", "application/x-www-form-urlencoded"))).Expect(400, "guard.invalid_input");
        (await PostAsync(Text("name=a%00b", "application/x-www-form-urlencoded"))).Expect(400, "guard.invalid_input");
        (await PostAsync(Text("a%00b=1", "application/x-www-form-urlencoded"))).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task Plain_text_is_a_string_where_an_object_is_wanted()
    {
        var answer = (await PostAsync(Text("""{"name":"x"}""", "text/plain"))).Expect(400, "guard.invalid_input");
        Assert.Equal("string", answer["data"].GetProperty("issues")[0].GetProperty("received").GetString());
    }

    [Theory]
    [InlineData("application/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/octet-stream")]
    [InlineData("")]
    public async Task Another_type_is_not_looked_at(string type) =>
        Assert.Equal(JsonValueKind.Null, (await PostAsync(Text("""{"name":"x","username":1}""", type))).Expect(200)["name"].ValueKind);

    [Fact]
    public async Task Bodies_of_GET_and_DELETE_are_not_read()
    {
        var user = await Api.NewUserAsync();
        (await Api.SendAnswerAsync(HttpMethod.Get, "/api/users/" + user.Id, "{")).Expect(200);
        (await Api.SendAnswerAsync(HttpMethod.Delete, "/api/users/" + user.Id, new string('{', Limit * 2))).Expect(204);
    }

    [Fact]
    public async Task A_body_may_have_one_mebibyte_and_not_a_byte_more()
    {
        (await PostAsync(Text(OfLength(Limit), "application/json"))).Expect(200);
        (await PostAsync(Text(OfLength(Limit + 1), "application/json"))).Expect(413, "request.body_too_large");
    }

    [Theory]
    [InlineData(Limit + 1)]
    [InlineData(10 * Limit)]
    public async Task The_limit_holds_without_a_stated_length(int length)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(OfLength(length)));
        using var content = new StreamContent(stream);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/users") { Content = content };
        request.Headers.TransferEncodingChunked = true;
        using var response = await Api.SendAsync(request);
        (await Answer.ReadAsync(response)).Expect(413, "request.body_too_large");
    }

    [Fact]
    public async Task A_stated_length_beyond_the_limit_is_refused_before_the_body_comes()
    {
        var answer = await RawHttp.SendAsync(Server.Address, "POST", "/api/users", Api.DefaultRequestHeaders.Authorization!.Parameter,
            $"Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: {10 * Limit}\r\n");
        Assert.Equal(413, answer.Status);
        Assert.Contains("request.body_too_large", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_megabytes_of_stated_length_are_413_too() => (await PostAsync(Text(OfLength(10 * Limit), "application/json"))).Expect(413, "request.body_too_large");
}
