using System.Text;
using FsCheck.Fluent;
using Gatehouse.Protocol.Parameters;

namespace Gatehouse.Protocol.Tests.Parameters;

/// <summary>RFC 6749 appendix B; contract oidc.md section 2.</summary>
public sealed class FormBodyTests
{
    [Theory(DisplayName = "RFC 6749 appendix B: form encoding")]
    [InlineData("", "")]
    [InlineData("a=1", "a:1")]
    [InlineData("a=1&b=2", "a:1|b:2")]
    [InlineData("&&a=1&", "a:1")]
    [InlineData("a", "a:")]
    [InlineData("a=", "a:")]
    [InlineData("=1", ":1")]
    [InlineData("a=1=2", "a:1=2")]
    [InlineData("a+b=c+d", "a b:c d")]
    [InlineData("a%20b=%2B%26%3d", "a b:+&=")]
    [InlineData("a=%00", "a:\0")]
    [InlineData("a=%ED%95%9C", "a:한")]
    [InlineData("a=한", "a:한")]
    [InlineData("a=%F0%9F%94%91", "a:🔑")]
    [InlineData("a=1&a=2", "a:1|a:2")]
    public void Pairs_come_decoded_in_the_order_sent(string body, string expected) => Assert.Equal(expected, Read(body));

    [Theory(DisplayName = "WHATWG URL section 1.3: a percent sign that begins no escape is itself")]
    [InlineData("a=100%", "a:100%")]
    [InlineData("a=%4", "a:%4")]
    [InlineData("a=%zz", "a:%zz")]
    [InlineData("a=%%41", "a:%A")]
    public void Malformed_escapes_stay_literal(string body, string expected) => Assert.Equal(expected, Read(body));

    [Theory(DisplayName = "RFC 3629 section 3: what is no UTF-8 is refused, not repaired")]
    [InlineData("a=%FF")]
    [InlineData("a=%C0%80")]
    [InlineData("a=%ED%A0%80")]
    [InlineData("a=%ED%95")]
    [InlineData("%FF=a")]
    public void Invalid_utf8_is_invalid_request(string body) => FormBody.Parse(body).IsRefused(400, "invalid_request");

    // Not in the table above: attributes can't hold an unpaired surrogate.
    [Fact(DisplayName = "RFC 3629 section 3: an unpaired surrogate has no UTF-8 form")]
    public void An_unpaired_surrogate_is_invalid_request() => FormBody.Parse("a=\ud800").IsRefused(400, "invalid_request");

    [Fact]
    public void Values_longer_than_the_stack_buffer_are_read_whole()
    {
        var value = new string('é', 20_000);
        Assert.Equal(value, FormBody.Parse("a=" + Encode(value)).Value()[0].Value);
    }

    [Fact]
    public void What_an_encoder_wrote_is_read_back() => Prop.ForAll(AnyText.WellFormed, AnyText.WellFormed, AnyText.WellFormed, (a, b, c) =>
    {
        KeyValuePair<string, string>[] pairs = [new(a, b), new(b, c), new(c, a)];
        var body = string.Join('&', pairs.Select(pair => Encode(pair.Key) + "=" + Encode(pair.Value)));
        return FormBody.Parse(body).Value().SequenceEqual(pairs);
    }).Holds();

    [Fact]
    public void Arbitrary_text_never_throws_and_never_comes_out_malformed() => Prop.ForAll(AnyText.Raw, text =>
    {
        if (!FormBody.Parse(text).TryGet(out var pairs, out _)) return true;
        return pairs.TrueForAll(pair => WellFormed(pair.Key) == pair.Key && WellFormed(pair.Value) == pair.Value);
    }).Holds();

    private static string Read(string body) => string.Join('|', FormBody.Parse(body).Value().Select(pair => $"{pair.Key}:{pair.Value}"));

    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Encode(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
