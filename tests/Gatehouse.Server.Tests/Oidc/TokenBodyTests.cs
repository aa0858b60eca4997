using System.Text;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>The request's body under /oidc: contract/oidc.md 2.</summary>
public sealed class TokenBodyTests : ServerTest
{
    private const string FormType = "application/x-www-form-urlencoded";

    [Fact]
    public async Task Json_counts_as_a_form()
    {
        var json = $$"""{"grant_type":"client_credentials","client_id":"{{TestServer.ApplicationId}}","client_secret":"{{TestServer.ApplicationSecret}}","resource":["{{ManagementResource}}"],"scope":"all"}""";
        (await Server.TokenAnswerAsync(json, "application/json")).Expect(200);
        (await Server.TokenAnswerAsync(json, "application/json; charset=utf-8")).Expect(200);
    }

    [Theory]
    [InlineData("{", "application/json")]
    [InlineData("[]", "application/json")]
    [InlineData("", "application/json")]
    [InlineData("", null)]
    [InlineData("", FormType)]
    [InlineData("grant_type=client_credentials", "text/plain")]
    [InlineData("grant_type=client_credentials", "multipart/form-data; boundary=x")]
    [InlineData("grant_type=client_credentials", "no type at all")]
    [InlineData("grant_type=client_credentials", null)]
    [InlineData("""{"client_id":{}}""", "application/json")]
    [InlineData("""{"client_id":"\ud800"}""", "application/json")]
    [InlineData("""{"client_id":"a","client_id":"a"}""", "application/json")]
    public async Task What_is_no_form_and_no_json_object_is_an_invalid_request(string body, string? type) =>
        (await Server.TokenAnswerAsync(body, type)).ExpectError(400, "invalid_request");

    [Theory]
    [InlineData("utf-16le", "utf-16le")]
    [InlineData("utf16le", "utf-16le")]
    [InlineData("UTF-16BE", "utf-16be")]
    [InlineData("latin1", "latin1")]
    [InlineData("iso-8859-1", "latin1")]
    [InlineData("\"UTF-8\"", "utf-8")]
    [InlineData("utf8", "utf-8")]
    [InlineData("us-ascii", "us-ascii")]
    public async Task The_charset_of_the_content_type_is_honoured(string charset, string encoding) =>
        (await Server.TokenAnswerAsync(Encoding.GetEncoding(encoding).GetBytes(GoodForm()), $"{FormType}; charset={charset}")).Expect(200);

    [Fact]
    public async Task Latin_1_means_other_letters_than_utf_8()
    {
        var secret = "pässwörd-of-a-client";
        var id = await Server.AddClientAsync(secrets: ("s", secret, null));
        var form = $"grant_type=client_credentials&resource={ManagementResource}&client_id={id}&client_secret={secret}";
        (await Server.TokenAnswerAsync(Encoding.Latin1.GetBytes(form), FormType + "; charset=latin1")).Expect(200);
        (await Server.TokenAnswerAsync(Encoding.UTF8.GetBytes(form), FormType)).Expect(200);
        (await Server.TokenAnswerAsync(Encoding.Latin1.GetBytes(form), FormType)).ExpectError(400, "invalid_request");
    }

    [Theory]
    [InlineData("klingon")]
    [InlineData("utf-7")]
    [InlineData("utf-99")]
    public async Task An_unknown_charset_is_415(string charset) =>
        (await Server.TokenAnswerAsync(GoodForm(), $"{FormType}; charset={charset}")).ExpectError(415, "invalid_request");

    [Theory]
    [InlineData("utf-8")]
    [InlineData("latin1")]
    [InlineData("utf-16le")]
    public async Task A_raw_nul_is_400_and_an_encoded_one_is_a_character(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        var type = $"{FormType}; charset={charset}";
        (await Server.TokenAnswerAsync(encoding.GetBytes(GoodForm() + "&x=\0"), type)).ExpectError(400, "invalid_request");
        (await Server.TokenAnswerAsync(encoding.GetBytes(GoodForm() + "&x=%00"), type)).Expect(200);
    }

    [Fact]
    public async Task A_nul_or_half_a_character_in_a_logged_value_does_no_harm()
    {
        (await Server.TokenAnswerAsync(GoodForm().Replace("scope=all", "scope=all%20%00"))).Expect(200);
        // The log keeps 512 characters; the 512th is half of an emoji here.
        var scope = new string('x', 511) + "😀😀";
        (await Server.TokenAnswerAsync(GoodForm().Replace("scope=all", "scope=" + Uri.EscapeDataString(scope)))).Expect(200);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf_8_are_400()
    {
        (await Server.TokenAnswerAsync([.. Encoding.ASCII.GetBytes(GoodForm() + "&x="), 0xff], FormType)).ExpectError(400, "invalid_request");
        (await Server.TokenAnswerAsync(GoodForm() + "&x=%ff")).ExpectError(400, "invalid_request");
    }

    [Fact]
    public async Task A_body_of_56_kibibytes_is_read_and_one_byte_more_is_413()
    {
        const int limit = 56 * 1024;
        var good = GoodForm() + "&x=";
        (await Server.TokenAnswerAsync(good + new string('a', limit - good.Length))).Expect(200);
        (await Server.TokenAnswerAsync(good + new string('a', limit - good.Length + 1))).ExpectError(413, "invalid_request");
    }

    [Fact]
    public async Task A_body_without_a_length_is_measured_while_it_is_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oidc/token")
        {
            Content = new StreamContent(new MemoryStream(Encoding.ASCII.GetBytes(GoodForm() + "&x=" + new string('a', 200_000)))),
        };
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.TryAddWithoutValidation("Content-Type", FormType);
        using var response = await Server.Anonymous.SendAsync(request);
        (await Answer.ReadAsync(response)).ExpectError(413, "invalid_request");
    }

    [Theory]
    [InlineData("scope=all")]
    [InlineData("scope=")]
    [InlineData("client_id=test-m2m")]
    [InlineData("grant_type=client_credentials")]
    public async Task A_parameter_given_twice_is_400(string again) => (await Server.TokenAnswerAsync(GoodForm() + "&" + again)).ExpectError(400, "invalid_request");

    [Fact]
    public async Task Unknown_parameters_are_ignored_and_empty_ones_are_absent()
    {
        (await Server.TokenAnswerAsync(GoodForm() + "&unknown=1&unknown=2&client_assertion=&organization_id=&resource=")).Expect(200);
        (await Server.TokenAnswerAsync("grant_type=client_credentials&client_id=&client_secret=")).ExpectError(400, "invalid_request");
    }

    [Fact]
    public async Task The_plain_oauth_body_comes_on_request()
    {
        var answer = (await Server.TokenAnswerAsync([], FormType, "?parse_error=false")).Expect(400);
        Assert.Equal(["error", "error_description"], Members(answer.Json));
        Assert.Equal("invalid_request", answer["error"].GetString());
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        (await Server.TokenAnswerAsync([], FormType, "?parse_error=true")).ExpectError(400, "invalid_request");
    }
}
