using Gatehouse.Protocol.Authorization;
using static Gatehouse.Protocol.Tests.Authorization.Requests;

namespace Gatehouse.Protocol.Tests.Authorization;

/// <summary>Contract oidc.md section 6: the pages that the prompts open.</summary>
public sealed class SignInRouteTests
{
    [Theory(DisplayName = "Contract section 6: the table of UI routes")]
    [InlineData("", "/sign-in?app_id=c")]
    [InlineData("first_screen=sign_in", "/sign-in?app_id=c")]
    [InlineData("first_screen=signIn", "/sign-in?app_id=c")]
    [InlineData("first_screen=register", "/register?app_id=c")]
    [InlineData("interaction_mode=signUp", "/register?app_id=c")]
    [InlineData("interaction_mode=signIn", "/sign-in?app_id=c")]
    [InlineData("first_screen=reset_password", "/reset-password?app_id=c")]
    [InlineData("first_screen=identifier:sign_in", "/identifier-sign-in?app_id=c")]
    [InlineData("first_screen=identifier:register", "/identifier-register?app_id=c")]
    [InlineData("first_screen=single_sign_on", "/single-sign-on?app_id=c")]
    [InlineData("direct_sign_in=social:google", "/direct/social/google?app_id=c&fallback=sign-in")]
    [InlineData("direct_sign_in=sso:abc", "/direct/sso/abc?app_id=c&fallback=sign-in")]
    [InlineData("google_one_tap_credential=x", "/direct/social/google?app_id=c&fallback=sign-in")]
    public void Table(string query, string path) => Assert.Equal(path, Login(query));

    [Theory(DisplayName = "Contract section 6: the query keeps one order, spaces are plus signs")]
    [InlineData(
        "identifier=username+email&login_hint=a%2Bb@x.y&one_time_token=t&ui_locales=ko+en&organization_id=o&first_screen=register",
        "/register?app_id=c&organization_id=o&ui_locales=ko+en&one_time_token=t&login_hint=a%2Bb%40x.y&identifier=username+email")]
    [InlineData("direct_sign_in=social:github&identifier=email&first_screen=register", "/direct/social/github?app_id=c&identifier=email&fallback=register")]
    [InlineData("google_one_tap_credential=x&first_screen=identifier:sign_in", "/direct/social/google?app_id=c&fallback=identifier-sign-in")]
    public void Query(string query, string path) => Assert.Equal(path, Login(query));

    [Theory(DisplayName = "Contract section 6: first_screen comes before interaction_mode")]
    [InlineData("first_screen=sign_in&interaction_mode=signUp", "/sign-in?app_id=c")]
    [InlineData("first_screen=reset_password&interaction_mode=signUp", "/reset-password?app_id=c")]
    public void First_screen_wins(string query, string path) => Assert.Equal(path, Login(query));

    [Theory(DisplayName = "Contract section 6: a value outside the closed lists drops all extra parameters")]
    [InlineData("first_screen=nonsense")]
    [InlineData("first_screen=Register")]
    [InlineData("interaction_mode=nonsense")]
    [InlineData("interaction_mode=sign_up")]
    [InlineData("first_screen=register&interaction_mode=nonsense")]
    [InlineData("first_screen=nonsense&interaction_mode=signUp")]
    public void All_extras_are_dropped(string query) => Assert.Equal(
        "/sign-in?app_id=c",
        Login($"{query}&direct_sign_in=social:google&identifier=email&login_hint=x&organization_id=o&ui_locales=ko&one_time_token=t&google_one_tap_credential=g"));

    [Theory(DisplayName = "Contract section 6: the other extras pass through verbatim")]
    [InlineData("identifier=foo", "/sign-in?app_id=c&identifier=foo")]
    [InlineData("direct_sign_in=foo:abc", "/direct/foo/abc?app_id=c&fallback=sign-in")]
    [InlineData("direct_sign_in=social", "/direct/social?app_id=c&fallback=sign-in")]
    [InlineData("direct_sign_in=social:", "/direct/social?app_id=c&fallback=sign-in")]
    [InlineData("unknown=x&login_hint=", "/sign-in?app_id=c")]
    public void Verbatim(string query, string path) => Assert.Equal(path, Login(query));

    [Theory(DisplayName = "RFC 9700 section 4.11: no parameter leads to another page or host")]
    [InlineData("direct_sign_in=..:..", "/sign-in?app_id=c")]
    [InlineData("direct_sign_in=social:..", "/sign-in?app_id=c")]
    [InlineData("direct_sign_in=.:x", "/sign-in?app_id=c")]
    [InlineData("direct_sign_in=:evil.example", "/sign-in?app_id=c")]
    [InlineData("direct_sign_in=:", "/sign-in?app_id=c")]
    [InlineData("direct_sign_in=social:../../x", "/direct/social/..%2F..%2Fx?app_id=c&fallback=sign-in")]
    [InlineData("direct_sign_in=social:a:b?c%23d%0D%0A", "/direct/social/a%3Ab%3Fc%23d%0D%0A?app_id=c&fallback=sign-in")]
    [InlineData("login_hint=a%26app_id%3Dx%23%0D%0A", "/sign-in?app_id=c&login_hint=a%26app_id%3Dx%23%0D%0A")]
    public void Contained(string query, string path) => Assert.Equal(path, Login(query));

    [Fact(DisplayName = "Contract section 6: consent")]
    public void Consent() => Assert.Equal("/consent?app_id=c", SignInRoute.Consent("c"));

    private static string Login(string query) => SignInRoute.Login("c", Read(query));
}
