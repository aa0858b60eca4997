using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Clients;
using static Gatehouse.Protocol.Tests.Authorization.Requests;

namespace Gatehouse.Protocol.Tests.Authorization;

/// <summary>RFC 6749 section 3.1.2, RFC 9700 section 2.1; contract oidc.md section 5.1.</summary>
public sealed class RedirectUrisTests
{
    [Theory(DisplayName = "Contract section 5.1: what URL parsing normalises is equal")]
    [InlineData("https://app.example/cb", "https://app.example/cb")]
    [InlineData("https://app.example/cb", "https://app.example:443/cb")]
    [InlineData("https://app.example:443/cb", "https://app.example/cb")]
    [InlineData("http://app.example/cb", "http://app.example:80/cb")]
    [InlineData("https://app.example:/cb", "https://app.example/cb")]
    [InlineData("https://app.example/cb", "HTTPS://App.EXAMPLE/cb")]
    [InlineData("https://app.example/cb", "https://app.example/x/../cb")]
    [InlineData("https://app.example/cb", "https://app.example/./cb")]
    [InlineData("https://app.example/cb", "https://app.example/x/%2e%2E/cb")]
    [InlineData("https://app.example/cb", "https://app.example/x/.%2e/cb")]
    [InlineData("https://app.example/cb", "https://app.example/../../cb")]
    [InlineData("https://app.example/cb/", "https://app.example/cb/x/..")]
    [InlineData("https://app.example/cb/", "https://app.example/cb/.")]
    [InlineData("https://app.example", "https://app.example/")]
    [InlineData("https://app.example/", "https://app.example")]
    [InlineData("https://app.example?x=1", "https://app.example/?x=1")]
    [InlineData("https://app.example/로그인", "https://app.example/%EB%A1%9C%EA%B7%B8%EC%9D%B8")]
    [InlineData("https://app.example/cb?a=b", "https://app.example/cb?a=b")]
    [InlineData("http://[::1]:3000/cb", "http://[::1]:3000/cb")]
    [InlineData("http://[::1]/cb", "http://[::1]:80/cb")]
    [InlineData("app://callback", "app://callback")]
    [InlineData("io.logto.app:/callback", "io.logto.app:/callback")]
    [InlineData("https://user@app.example/cb", "https://user@app.example/cb")]
    public void Equal(string registered, string candidate) => Assert.True(Matches(registered, candidate));

    [Theory(DisplayName = "Contract section 5.1: everything else is exact")]
    [InlineData("https://app.example/cb", "https://app.example/cb/")]
    [InlineData("https://app.example/cb", "https://app.example/CB")]
    [InlineData("https://app.example/cb", "https://app.example/c%62")]
    [InlineData("https://app.example/cb", "https://app.example//cb")]
    [InlineData("https://app.example/cb", "https://app.example/cb#")]
    [InlineData("https://app.example/cb", "https://app.example/cb#x")]
    [InlineData("https://app.example/cb#x", "https://app.example/cb#x")]
    [InlineData("https://app.example/cb", "https://app.example/cb?")]
    [InlineData("https://app.example/cb", "https://app.example/cb?a=b")]
    [InlineData("https://app.example/cb?a=b", "https://app.example/cb?a=b&c=d")]
    [InlineData("https://app.example/cb?a=b", "https://app.example/cb")]
    [InlineData("https://app.example/cb", "http://app.example/cb")]
    [InlineData("https://app.example/cb", "https://app.example:8443/cb")]
    [InlineData("https://app.example/cb", "https://app.example:80/cb")]
    [InlineData("http://app.example/cb", "http://app.example:443/cb")]
    [InlineData("app://callback", "app://callback/")]
    [InlineData("app://callback", "APP://callback")]
    [InlineData("app://callback", "app://Callback")]
    [InlineData("app://callback/cb", "app://callback/x/../cb")]
    [InlineData("http://localhost:3000/cb", "http://localhost:4000/cb")]
    [InlineData("https://app.example/cb", "")]
    [InlineData("https://app.example/cb", "/cb")]
    [InlineData("https://app.example/cb", "//app.example/cb")]
    [InlineData("https://app.example/cb", "https:/app.example/cb")]
    [InlineData("https://app.example/cb", "https:app.example/cb")]
    public void Unequal(string registered, string candidate) => Assert.False(Matches(registered, candidate));

    [Theory(DisplayName = "Contract section 5.1, RFC 8252 section 7.3: loopback hosts of native clients ignore the port")]
    [InlineData("http://localhost/cb", "http://localhost:51004/cb", true)]
    [InlineData("http://localhost:3000/cb", "http://localhost:51004/cb", true)]
    [InlineData("http://localhost:3000/cb", "http://localhost/cb", true)]
    [InlineData("http://127.0.0.1/cb", "http://127.0.0.1:1/cb", true)]
    [InlineData("http://[::1]/cb", "http://[::1]:1/cb", true)]
    [InlineData("http://LOCALHOST/cb", "http://localhost:1/cb", true)]
    [InlineData("http://localhost/cb", "http://127.0.0.1:1/cb", false)]
    [InlineData("http://127.0.0.1/cb", "http://localhost:1/cb", false)]
    [InlineData("http://localhost/cb", "http://localhost:1/other", false)]
    [InlineData("http://localhost/cb", "http://localhost:1/cb?a=b", false)]
    [InlineData("http://localhost/cb", "http://localhost:99999/cb", false)]
    [InlineData("http://localhost/cb", "https://localhost:1/cb", false)]
    [InlineData("https://localhost/cb", "https://localhost:1/cb", false)]
    [InlineData("http://app.example/cb", "http://app.example:1/cb", false)]
    [InlineData("http://localhost/cb", "http://localhost.evil.example:1/cb", false)]
    [InlineData("http://localhost/cb", "http://localhost:1@evil.example/cb", false)]
    [InlineData("http://127.0.0.1/cb", "http://127.0.0.2:1/cb", false)]
    public void Loopback(string registered, string candidate, bool matches)
    {
        Assert.Equal(matches, RedirectUris.AreRegistered(Client(ApplicationType.Native, registered), candidate));
        Assert.False(RedirectUris.AreRegistered(Client(ApplicationType.SPA, registered), candidate));
        Assert.False(RedirectUris.AreRegisteredForLogout(
            Client(ApplicationType.Native) with { PostLogoutRedirectUris = [registered] }, candidate));
    }

    [Theory(DisplayName = "Contract section 5.1: wildcards")]
    [InlineData("https://*.app.example/cb", "https://pr-1.app.example/cb", true)]
    [InlineData("https://*.app.example/cb", "https://PR-1.APP.example:443/cb", true)]
    [InlineData("https://pr-*.app.example/cb", "https://pr-1.app.example/cb", true)]
    [InlineData("https://pr-*-x*.app.example/cb", "https://pr-1-x2.app.example/cb", true)]
    [InlineData("https://*.*.app.example/cb", "https://a.b.app.example/cb", true)]
    [InlineData("https://*.app.example/cb", "https://app.example/cb", false)]
    [InlineData("https://*.app.example/cb", "https://.app.example/cb", false)]
    [InlineData("https://*.app.example/cb", "https://a.b.app.example/cb", false)]
    [InlineData("https://pr-*.app.example/cb", "https://pr-.app.example/cb", false)]
    [InlineData("https://pr-*-x*.app.example/cb", "https://pr--x1.app.example/cb", false)]
    [InlineData("https://*.example/cb", "https://evil.example/cb", false)]
    [InlineData("https://*.com/cb", "https://evil.com/cb", false)]
    [InlineData("https://a.*/cb", "https://a.com/cb", false)]
    [InlineData("https://a.*.com/cb", "https://a.evil.com/cb", false)]
    [InlineData("https://a.b.*/cb", "https://a.b.com/cb", false)]
    [InlineData("https://*/cb", "https://localhost/cb", false)]
    [InlineData("https://app.example/*", "https://app.example/", true)]
    [InlineData("https://app.example/*", "https://app.example/a/b/c", true)]
    [InlineData("https://app.example/*/cb", "https://app.example//cb", true)]
    [InlineData("https://app.example/*/cb", "https://app.example/a/b/cb", true)]
    [InlineData("https://app.example/a*c", "https://app.example/ac", true)]
    [InlineData("https://app.example/a*c", "https://app.example/abbc", true)]
    [InlineData("https://app.example/*ab", "https://app.example/aab", true)]
    [InlineData("https://app.example/aba*aba", "https://app.example/aba", false)]
    [InlineData("https://app.example/*/cb", "https://app.example/cb", false)]
    [InlineData("https://app.example/*", "https://app.example/a?b=c", false)]
    [InlineData("https://app.example/*", "https://app.example/a#b", false)]
    [InlineData("https://app.example/*", "https://app.example:8443/a", false)]
    [InlineData("https://app.example/*", "http://app.example/a", false)]
    [InlineData("https://app.example/*", "https://app.example.evil.example/a", false)]
    [InlineData("https://app.example/*?a=b", "https://app.example/x?a=b", true)]
    [InlineData("https://app.example/cb?a=*", "https://app.example/cb?a=b", false)]
    [InlineData("https://app.example:*/cb", "https://app.example:8443/cb", false)]
    [InlineData("http*://app.example/cb", "https://app.example/cb", false)]
    [InlineData("https://app.example/cb#*", "https://app.example/cb", false)]
    [InlineData("app://*", "app://callback", false)]
    public void Wildcards(string registered, string candidate, bool matches)
    {
        Assert.Equal(matches, Matches(registered, candidate));
        Assert.Equal(matches, RedirectUris.AreRegisteredForLogout(
            Client(ApplicationType.SPA) with { PostLogoutRedirectUris = [registered] }, candidate));
    }

    [Theory(DisplayName = "Contract apps 1.1: what a client may register")]
    [InlineData("https://app.example/cb", true)]
    [InlineData("http://localhost:3000/cb", true)]
    [InlineData("http://localhost/*", true)]
    [InlineData("http://127.0.0.1", true)]
    [InlineData("http://[::1]:8080/cb", true)]
    [InlineData("HTTPS://App.Example/cb?a=b#c", true)]
    [InlineData("https://user:word@app.example/cb", true)]
    [InlineData("https://예제.kr:8443/로그인", true)]
    [InlineData("https://*.a.b/cb", true)]
    [InlineData("https://a*.b.c/x", true)]
    [InlineData("https://*.com", true)]
    [InlineData("https://a.*/x", true)]
    [InlineData("https://a.b/*", true)]
    [InlineData("https://a.b/..x/y..", true)]
    [InlineData("io.logto.app:/callback", true)]
    [InlineData("App+1.x-y://callback", true)]
    [InlineData("https://*/cb", false)]
    [InlineData("http*://a.b/cb", false)]
    [InlineData("https://a.b:*/c", false)]
    [InlineData("https://a.b/?q=*", false)]
    [InlineData("https://a.b/#*", false)]
    [InlineData("https://[::1]/*", false)]
    [InlineData("https://user@a.b/*", false)]
    [InlineData("https://a.b:65536/c", false)]
    [InlineData("https://a.b/x/../y", false)]
    [InlineData("https://a.b/x/%2E%2e", false)]
    [InlineData("https://a.b/./y", false)]
    [InlineData("https:///cb", false)]
    [InlineData("https://", false)]
    [InlineData("https:", false)]
    [InlineData("https:#://a.b", false)]
    [InlineData("https://a b/cb", false)]
    [InlineData("https://a.b\\c", false)]
    [InlineData(" https://a.b/c", false)]
    [InlineData("https://\u200b예..제/c", false)]
    [InlineData("", false)]
    [InlineData("foo", false)]
    [InlineData("/cb", false)]
    [InlineData("1app://x", false)]
    [InlineData("my_app://x", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("JavaScript://%0aalert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("about:blank", false)]
    [InlineData("blob:https://a.b/c", false)]
    [InlineData("ftp://a.b/c", false)]
    [InlineData("vbscript:x", false)]
    public void Registration(string uri, bool isTaken) => Assert.Equal(isTaken, RedirectUris.MayBeRegistered(uri));

    [Theory(DisplayName = "Contract section 5.1: a candidate with a star never matches")]
    [InlineData("https://app.example/*")]
    [InlineData("https://*.app.example/cb")]
    [InlineData("app://*")]
    public void A_pattern_is_no_address(string registered) => Assert.False(Matches(registered, registered));

    [Theory(DisplayName = "Contract section 5.1: redirect_uri may be left out when exactly one is registered")]
    [InlineData("https://app.example/cb", "https://app.example/cb", null)]
    [InlineData("https://app.example/cb https://app.example/b", null, "invalid_request")]
    [InlineData("https://app.example/*", null, "invalid_redirect_uri")]
    [InlineData("https://*.app.example/cb", null, "invalid_redirect_uri")]
    public void Left_out(string registered, string? meant, string? code)
    {
        var client = Client(ApplicationType.SPA, registered.Split(' '));
        var request = Request(But("redirect_uri="), client);
        Assert.Equal((meant, meant), (RedirectUris.OnlyOne(client), request.RedirectUri));
        var refusal = AuthorizationChecks.FirstRefusal(request);
        Assert.Equal((code, code is null ? null : (bool?)false), (refusal?.Error.Error, refusal?.MayRedirect));
    }

    /// <summary>Ways to lead a user elsewhere that servers fell for, against an exact URI and against every kind of pattern.</summary>
    [Theory(DisplayName = "RFC 9700 section 4.1: no open redirector")]
    [InlineData("https://evil.example/cb")]
    [InlineData("https://app.example.evil.test/cb")]
    [InlineData("https://evilapp.example/cb")]
    [InlineData("https://app.example@evil.test/cb")]
    [InlineData("https://app.example:443@evil.test/cb")]
    [InlineData("https://app.example%40evil.test/cb")]
    [InlineData("https://app.example%2f@evil.test/cb")]
    [InlineData("https://app.example%2eevil.test/cb")]
    [InlineData("https://evil.test#@app.example/cb")]
    [InlineData("https://evil.test#.app.example/cb")]
    [InlineData("https://evil.test?.app.example/cb")]
    [InlineData("https://evil.test/.app.example/cb")]
    [InlineData("https://evil.test\\.app.example/cb")]
    [InlineData("https://evil.test\\@app.example/cb")]
    [InlineData("https:\\\\app.example/cb")]
    [InlineData("https://app.example\\cb")]
    [InlineData("https:///evil.test/cb")]
    [InlineData("https:////evil.test/cb")]
    [InlineData("https://evil.test/app.example/cb")]
    [InlineData("https://evil.test:443/cb")]
    [InlineData("//evil.test/cb")]
    [InlineData("\\\\evil.test/cb")]
    [InlineData("https://app.example*")]
    [InlineData("https://app.example/*")]
    [InlineData("https://*.app.example/cb")]
    [InlineData("https://app。example/cb")]
    [InlineData("https://аpp.example/cb")]
    [InlineData("https://app.example.:443/cb")]
    [InlineData("https://ａpp.example/cb")]
    [InlineData("https://evil.test／.app.example/cb")]
    [InlineData("https://evil／.app.example/cb")]
    [InlineData("https://evil？.app.example/cb")]
    [InlineData("https://evil%2f.app.example/cb")]
    [InlineData("https://evil%00.app.example/cb")]
    [InlineData("https://x@y.app.example/cb")]
    [InlineData("https://x:y@.app.example/cb")]
    [InlineData("https://evil.test＃.app.example/cb")]
    [InlineData("https://evil.test\u2025app.example/cb")]
    [InlineData(" https://app.example/cb")]
    [InlineData("https://app.example/cb ")]
    [InlineData("https://app.example/cb\t")]
    [InlineData("https://app.example/cb\n")]
    [InlineData("https://app.example/cb\r\nSet-Cookie: a=b")]
    [InlineData("https://app.ex\tample/cb")]
    [InlineData("ht\ntps://app.example/cb")]
    [InlineData("https://app.example/cb\0")]
    [InlineData("https://app.example/\u0085cb")]
    [InlineData("https://app.example/\u2028cb")]
    [InlineData("https://app.example/app/../../evil/../../x")]
    [InlineData("https://app.example/app/..%2fevil")]
    [InlineData("https://app.example/app/..%2Fevil")]
    [InlineData("https://app.example/app/%2e%2e%2fevil")]
    [InlineData("https://app.example/app/..%5cevil")]
    [InlineData("https://app.example/app/%252e%252e%252fevil")]
    [InlineData("https://app.example/app/..;/evil")]
    [InlineData("https://app.example/app/.%2e/evil")]
    [InlineData("https://app.example/evil")]
    [InlineData("javascript:alert(1)//app.example/cb")]
    [InlineData("data:text/html,x")]
    [InlineData("https://app.example:99999/cb")]
    [InlineData("https://app.example:4a3/cb")]
    [InlineData("https://app.example:+443/cb")]
    [InlineData("https://[app.example]/cb")]
    public void Attacks(string candidate)
    {
        var registered = new[]
        {
            "https://app.example/cb", "https://app.example/app/*", "https://*.app.example/cb", "https://pr-*.app.example/app/*", "app://callback",
        };
        Assert.False(RedirectUris.AreRegistered(Client(ApplicationType.SPA, registered), candidate));
        Assert.False(RedirectUris.AreRegistered(Client(ApplicationType.Native, registered), candidate));
        Assert.False(RedirectUris.AreRegisteredForLogout(Spa with { PostLogoutRedirectUris = registered }, candidate));
    }

    [Fact]
    public void Half_a_surrogate_pair_matches_nothing() =>
        Assert.False(Matches("https://app.example/*", "https://app.example/\ud800"));

    [Theory(DisplayName = "RFC 9700 section 4.1: schemes that a browser would run are never answered, even if registered")]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("blob:https://app.example/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://app.example/a b")]
    [InlineData("https://app.example/cb\n")]
    public void Registered_by_mistake(string uri) => Assert.False(Matches(uri, uri));

    [Fact]
    public void Any_of_several_may_be_named()
    {
        var client = Client(ApplicationType.SPA, "app://callback", "https://app.example/cb", "http://localhost:3000/cb");
        foreach (var uri in client.RedirectUris) Assert.True(RedirectUris.AreRegistered(client, uri));
    }

    [Fact]
    public void Redirect_and_post_logout_uris_are_lists_of_their_own()
    {
        var client = Spa with { PostLogoutRedirectUris = ["https://app.example/bye"] };
        Assert.False(RedirectUris.AreRegistered(client, "https://app.example/bye"));
        Assert.False(RedirectUris.AreRegisteredForLogout(client, Callback));
        Assert.True(RedirectUris.AreRegisteredForLogout(client, "https://app.example/bye"));
    }

    private static bool Matches(string registered, string candidate) =>
        RedirectUris.AreRegistered(Client(ApplicationType.SPA, registered), candidate);
}
