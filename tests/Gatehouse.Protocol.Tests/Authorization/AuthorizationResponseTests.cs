using System.Net;
using System.Text.RegularExpressions;
using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Errors;
using static Gatehouse.Protocol.Tests.Authorization.Requests;

namespace Gatehouse.Protocol.Tests.Authorization;

/// <summary>RFC 6749 sections 4.1.2 and 4.1.2.1, RFC 9207, OAuth 2.0 Form Post Response Mode; contract oidc.md sections 3 and 6.</summary>
public sealed partial class AuthorizationResponseTests
{
    private const string Issuer = "https://id.example/oidc";
    private const string Iss = "iss=https%3A%2F%2Fid.example%2Foidc";

    [Theory(DisplayName = "Contract section 6: code, state, iss in this order")]
    [InlineData("https://app.example/cb", "query", "https://app.example/cb?code=c&state=s+%26%0D%0A%7E*&" + Iss)]
    [InlineData("https://app.example/cb?a=b", "query", "https://app.example/cb?a=b&code=c&state=s+%26%0D%0A%7E*&" + Iss)]
    [InlineData("https://app.example/cb?", "query", "https://app.example/cb?code=c&state=s+%26%0D%0A%7E*&" + Iss)]
    [InlineData("app://callback", "query", "app://callback?code=c&state=s+%26%0D%0A%7E*&" + Iss)]
    [InlineData("io.app:/cb", "query", "io.app:/cb?code=c&state=s+%26%0D%0A%7E*&" + Iss)]
    [InlineData("https://app.example/cb?a=b", "fragment", "https://app.example/cb?a=b#code=c&state=s+%26%0D%0A%7E*&" + Iss)]
    [InlineData("https://app.example/로", "query", "https://app.example/%EB%A1%9C?code=c&state=s+%26%0D%0A%7E*&" + Iss)]
    public void Success_is_redirected(string redirectUri, string mode, string location) =>
        Assert.Equal(location, AuthorizationResponse.Success("c", "s &\r\n~*", Issuer).Location(redirectUri, mode));

    [Fact(DisplayName = "RFC 9207 section 2: iss in every answer, state only if sent")]
    public void Without_state_none_is_answered()
    {
        Assert.Equal($"{Callback}?code=c&{Iss}", AuthorizationResponse.Success("c", null, Issuer).Location(Callback, "query"));
        Assert.Equal($"{Callback}?error=request_not_supported&{Iss}", Failed(OAuthError.RequestNotSupported(), null));
    }

    [Fact(DisplayName = "Contract section 3: error, error_description, scope, state, iss in this order")]
    public void Errors_are_redirected()
    {
        Assert.Equal($"{Callback}?error=invalid_request&error_description=No.+Never.&state=s&{Iss}", Failed(OAuthError.InvalidRequest("No. Never."), "s"));
        Assert.Equal($"{Callback}?error=invalid_scope&error_description=No.&scope=a+b&state=s&{Iss}", Failed(OAuthError.InvalidScope("a b", "No."), "s"));
    }

    [Theory(DisplayName = "Contract section 3: errors without error_description")]
    [InlineData("request_not_supported")]
    [InlineData("registration_not_supported")]
    [InlineData("request_uri_not_supported")]
    [InlineData("access_denied")]
    [InlineData("oidc.aborted")]
    public void Some_errors_have_no_description(string code)
    {
        var error = code switch
        {
            "request_not_supported" => OAuthError.RequestNotSupported(),
            "registration_not_supported" => OAuthError.RegistrationNotSupported(),
            "request_uri_not_supported" => OAuthError.RequestUriNotSupported(),
            "access_denied" => OAuthError.NothingToGrant(),
            _ => OAuthError.Ended(code, null),
        };
        Assert.Equal($"{Callback}?error={code}&state=s&{Iss}", Failed(error, "s"));
    }

    [Theory(DisplayName = "Contract section 3: the response mode in force")]
    [InlineData("response_type=code", "query")]
    [InlineData("", "query")]
    [InlineData("response_type=none", "query")]
    [InlineData("response_type=bad", "query")]
    [InlineData("response_type=token", "fragment")]
    [InlineData("response_type=code+token", "fragment")]
    [InlineData("response_type=id_token", "fragment")]
    [InlineData("response_type=id_token+code", "fragment")]
    [InlineData("response_type=id_token&response_mode=query", "fragment")]
    [InlineData("response_type=id_token&response_mode=form_post", "form_post")]
    [InlineData("response_type=code&response_mode=query", "query")]
    [InlineData("response_type=code&response_mode=fragment", "fragment")]
    [InlineData("response_type=code&response_mode=form_post", "form_post")]
    [InlineData("response_type=code&response_mode=jwt", "query")]
    [InlineData("response_type=id_token&response_mode=jwt", "fragment")]
    public void Modes(string query, string mode) => Assert.Equal(mode, Request(query).ResponseMode);

    [Theory(DisplayName = "OAuth 2.0 Multiple Response Types section 3.0: no token in a query")]
    [InlineData("query", "code", true)]
    [InlineData("query", "id_token", false)]
    [InlineData("query", "code id_token", false)]
    [InlineData("fragment", "id_token", true)]
    [InlineData("form_post", "id_token", true)]
    public void A_query_never_holds_a_token(string mode, string type, bool fits) => Assert.Equal(fits, ResponseMode.Fits(mode, type));

    [Fact(DisplayName = "Form Post Response Mode section 2: a form that submits itself")]
    public void The_page_is_a_form()
    {
        var html = FormPostPage.Html(Callback + "?a=b&c=d", AuthorizationResponse.Success("c", "s", Issuer), "en", "Going on", "Continue");
        Assert.Contains("<form method=\"post\" action=\"https://app.example/cb?a=b&amp;c=d\">", html, StringComparison.Ordinal);
        Assert.Equal(
            [("code", "c"), ("state", "s"), ("iss", Issuer)],
            Inputs().Matches(html).Select(match => (match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value))));
        Assert.Contains("<noscript><button>Continue</button></noscript>", html, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "RFC 9700 section 4.1: nothing that a client sends becomes markup")]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("'\"<>&\0\u2028</form>")]
    public void All_is_encoded(string sent)
    {
        var html = FormPostPage.Html("https://app.example/\"><script>", AuthorizationResponse.Success(sent, sent, sent), sent, sent, sent);
        Assert.Equal(2, html.Split("<script>").Length);
        Assert.Single(Regex.Matches(html, "</form>"));
        Assert.Equal(3, Inputs().Matches(html).Count(match => WebUtility.HtmlDecode(match.Groups[2].Value) == sent));
    }

    [Theory(DisplayName = "CSP: one script, one form, no frame")]
    [InlineData("https://app.example/cb", "https:")]
    [InlineData("http://localhost/cb", "http: https:")]
    [InlineData("app://callback", "app: https:")]
    public void The_policy_lets_the_page_do_one_thing(string redirectUri, string targets)
    {
        var script = Regex.Match(FormPostPage.Html(redirectUri, AuthorizationResponse.Success("c", null, Issuer), "en", "t", "b"), "<script>(.*)</script>");
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script.Groups[1].Value)));
        Assert.Equal(
            $"default-src 'none'; script-src 'sha256-{hash}'; form-action {targets}; base-uri 'none'; frame-ancestors 'none'",
            FormPostPage.ContentSecurityPolicy(redirectUri));
    }

    [Fact]
    public void A_code_is_never_printed() =>
        Assert.DoesNotContain("the-code", $"{AuthorizationResponse.Success("the-code", null, Issuer)}", StringComparison.Ordinal);

    [Theory(DisplayName = "RFC 9126 section 2.2: request_uri")]
    [InlineData("urn:ietf:params:oauth:request_uri:abc", "abc")]
    [InlineData("urn:ietf:params:oauth:request_uri:", null)]
    [InlineData("URN:ietf:params:oauth:request_uri:abc", null)]
    [InlineData("https://x.example", null)]
    [InlineData(null, null)]
    public void References(string? requestUri, string? reference)
    {
        Assert.Equal(reference, RequestUri.ReferenceOf(requestUri));
        if (reference is not null) Assert.Equal(requestUri, RequestUri.Of(reference));
    }

    private static string Failed(OAuthError error, string? state) =>
        AuthorizationResponse.Failure(error, state, Issuer).Location(Callback, "query");

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")]
    private static partial Regex Inputs();
}
