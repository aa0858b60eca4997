using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Tests.Errors;

/// <summary>RFC 6749 section 5.2; contract oidc.md section 3.</summary>
public sealed class OAuthErrorTests
{
    public static TheoryData<OAuthError, int, string> Statuses => new()
    {
        { OAuthError.InvalidRequest("x"), 400, "invalid_request" },
        { OAuthError.UnknownClient(), 400, "invalid_client" },
        { OAuthError.InvalidClient("x"), 401, "invalid_client" },
        { OAuthError.InvalidGrant(), 400, "invalid_grant" },
        { OAuthError.UnsupportedGrantType(), 400, "unsupported_grant_type" },
        { OAuthError.InvalidScope("a", "x"), 400, "invalid_scope" },
        { OAuthError.InsufficientScope("a", "x"), 403, "insufficient_scope" },
        { OAuthError.InvalidTarget("x"), 400, "invalid_target" },
        { OAuthError.AccessDenied("x"), 403, "access_denied" },
        { OAuthError.AccessDeniedByApplication("x"), 400, "access_denied" },
        { OAuthError.InvalidToken("x"), 401, "invalid_token" },
        { OAuthError.UnsupportedTokenType("x"), 400, "unsupported_token_type" },
        { OAuthError.ServerError(), 500, "server_error" },
    };

    [Theory(DisplayName = "Contract section 3: status and code")]
    [MemberData(nameof(Statuses))]
    public void Each_code_has_its_status(OAuthError error, int status, string code)
    {
        Assert.Equal((status, code), (error.Status, error.Error));
        Assert.NotEmpty(error.Description!);
    }

    [Fact]
    public void Only_a_known_client_that_failed_to_authenticate_is_challenged()
    {
        Assert.True(OAuthError.InvalidClient("x").Challenge);
        Assert.False(OAuthError.UnknownClient().Challenge);
        Assert.False(OAuthError.InvalidToken("x").Challenge);
    }

    [Fact(DisplayName = "RFC 7617 section 2: the challenge")]
    public void Challenge_names_issuer_code_and_description() =>
        Assert.Equal(
            "Basic realm=\"https://id.example/oidc\", error=\"invalid_client\", error_description=\"No.\"",
            OAuthError.InvalidClient("No.").BasicChallenge("https://id.example/oidc"));

    [Theory(DisplayName = "RFC 6749 section 5.2: characters of error_description")]
    [InlineData("a\"b", "a?b")]
    [InlineData("a\\b", "a?b")]
    [InlineData("a\r\nSet-Cookie: b", "a??Set-Cookie: b")]
    [InlineData("é", "?")]
    public void Description_can_not_break_out_of_the_header(string description, string printed) =>
        Assert.Equal(printed, OAuthError.InvalidRequest(description).Description);

    [Fact]
    public void Checked_gives_the_value_or_the_refusal_and_never_neither()
    {
        Checked<string> good = "value";
        Checked<string> bad = OAuthError.ServerError();

        Assert.True(good.TryGet(out var value, out var none));
        Assert.Equal(("value", null), (value, none));
        Assert.False(bad.TryGet(out _, out var refusal));
        Assert.Equal(OAuthError.ServerError(), refusal);
        Assert.Throws<InvalidOperationException>(() => default(Checked<string>).TryGet(out _, out _));
    }
}
