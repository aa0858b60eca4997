using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Protocol.TokenEndpoint;

namespace Gatehouse.Protocol.Tests.Parameters;

/// <summary>RFC 6749 sections 3.1 and 3.2, RFC 8707 section 2; contract oidc.md section 2.</summary>
public sealed class ProtocolParametersTests
{
    [Theory(DisplayName = "RFC 6749 section 3.2: no parameter more than once")]
    [InlineData("scope=a&scope=b")]
    [InlineData("scope=a&scope=a")]
    [InlineData("scope=&scope=a")]
    [InlineData("client_secret=a&client_secret=b")]
    [InlineData("grant_type=a&x=y&grant_type=a")]
    public void A_known_parameter_given_twice_is_refused(string body) => Read(body).IsRefused(400, "invalid_request");

    [Fact(DisplayName = "RFC 8707 section 2: resource may repeat")]
    public void Resource_may_repeat_and_keeps_its_order() =>
        Assert.Equal(
            ["https://b", "https://a", "https://b"],
            Read("resource=https://b&resource=https://a&resource=&resource=https://b").Value().Resources);

    [Fact(DisplayName = "RFC 6749 section 3.2: unrecognized parameters are ignored")]
    public void Unknown_parameters_are_ignored_even_twice()
    {
        var parameters = Read("audience=a&audience=b&scope=s").Value();
        Assert.Null(parameters["audience"]);
        Assert.Equal("s", parameters["scope"]);
    }

    [Fact(DisplayName = "RFC 6749 section 3.2: a parameter without value is omitted")]
    public void An_empty_value_counts_as_absent()
    {
        var parameters = Read("scope=&resource=").Value();
        Assert.Null(parameters["scope"]);
        Assert.Empty(parameters.Resources);
    }

    [Fact]
    public void Names_are_case_sensitive() => Assert.Null(Read("Scope=a").Value()["scope"]);

    [Fact(DisplayName = "Contract section 2: at /auth a doubled parameter is set aside, to be refused by redirect")]
    public void Doubled_parameters_can_be_set_aside()
    {
        var pairs = FormBody.Parse("scope=a&scope=b&scope=c&code=x&resource=r&resource=q&unknown=1&unknown=2").Value();
        var parameters = ProtocolParameters.CreateSettingDoubledAside(pairs, TokenParameters.Known);
        Assert.Equal((null, "x"), (parameters["scope"], parameters["code"]));
        Assert.Equal(["scope"], parameters.Doubled);
        Assert.Equal("invalid_request", parameters.DoubledRefusal?.Error);
        Assert.Equal(["r", "q"], parameters.Resources);
    }

    [Fact]
    public void Pairs_read_back_as_the_same_parameters()
    {
        var parameters = Read("scope=a+b&state=&resource=r&code=x&resource=q").Value();
        var again = ProtocolParameters.Create(parameters.Pairs, TokenParameters.Known).Value();
        Assert.Equal(["scope=a b", "code=x", "resource=r", "resource=q"], again.Pairs.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(parameters.Pairs, again.Pairs);
    }

    private static Checked<ProtocolParameters> Read(string body) =>
        ProtocolParameters.Create(FormBody.Parse(body).Value(), TokenParameters.Known);
}
