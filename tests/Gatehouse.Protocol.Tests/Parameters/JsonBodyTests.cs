using FsCheck.Fluent;
using Gatehouse.Protocol.Parameters;

namespace Gatehouse.Protocol.Tests.Parameters;

/// <summary>Contract oidc.md section 2: JSON bodies are as if form-encoded.</summary>
public sealed class JsonBodyTests
{
    [Theory(DisplayName = "Contract section 2: JSON as if form-encoded")]
    [InlineData("""{}""", "")]
    [InlineData("""{"a":"1","b":"x y"}""", "a:1|b:x y")]
    [InlineData("""{"a":1,"b":1.50,"c":true,"d":false}""", "a:1|b:1.50|c:true|d:false")]
    [InlineData("""{"a":null}""", "")]
    [InlineData("""{"resource":["x","y",null,3]}""", "resource:x|resource:y|resource:3")]
    [InlineData("""{"a":"1","a":"2"}""", "a:1|a:2")]
    public void Members_become_pairs(string body, string expected) => Assert.Equal(expected, Read(body));

    [Theory(DisplayName = "Contract section 2: malformed JSON counts as an empty body")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("grant_type=client_credentials")]
    [InlineData("[\"a\"]")]
    [InlineData("\"a\"")]
    [InlineData("null")]
    public void What_is_no_object_is_empty(string body) => Assert.Equal("", Read(body));

    [Theory(DisplayName = "Contract section 2: what has no form encoding is refused")]
    [InlineData("""{"a":{"b":"c"}}""")]
    [InlineData("""{"a":[["b"]]}""")]
    [InlineData("""{"a":[{}]}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\ud800":"a"}""")]
    public void Nested_values_are_invalid_request(string body) => JsonBody.Parse(body).IsRefused(400, "invalid_request");

    // Not in the table above: attributes can't hold an unpaired surrogate.
    [Fact(DisplayName = "RFC 3629 section 3: an unpaired surrogate has no UTF-8 form")]
    public void An_unpaired_surrogate_is_invalid_request() => JsonBody.Parse("{\"a\":\"\ud800\"}").IsRefused(400, "invalid_request");

    [Fact]
    public void Arbitrary_text_never_throws() => Prop.ForAll(AnyText.Raw, text =>
    {
        _ = JsonBody.Parse(text).TryGet(out _, out _);
        _ = JsonBody.Parse("{\"" + text + "\":\"" + text + "\"}").TryGet(out _, out _);
    }).Holds();

    private static string Read(string body) => string.Join('|', JsonBody.Parse(body).Value().Select(pair => $"{pair.Key}:{pair.Value}"));
}
