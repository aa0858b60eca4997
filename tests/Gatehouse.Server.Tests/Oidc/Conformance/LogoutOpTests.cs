using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Server.Tests.Oidc.Conformance;

/// <summary>The plans oidcc-rp-initiated-logout-certification-test-plan and oidcc-backchannel-rp-initiated-logout-certification-test-plan.</summary>
public sealed class LogoutOpTests : WebhookTest
{
    private const string Bye = "https://app.test/bye";
    private const string OurPage = "/oidc/session/end/success";

    [Fact(DisplayName = "oidcc-rp-initiated-logout: back at the registered URI with state, and signed out")]
    public async Task Normal()
    {
        var (party, hint) = await SignedInAsync();
        Assert.Equal(Bye + "?state=s-1", (await party.SignOutAsync(("id_token_hint", hint), ("post_logout_redirect_uri", Bye), ("state", "s-1"))).Header("Location"));
        Assert.Equal("login_required", (await party.SilentAsync(("prompt", "none")))["error"]);
    }

    [Fact(DisplayName = "oidcc-rp-initiated-logout-no-state")]
    public async Task No_state()
    {
        var (party, hint) = await SignedInAsync();
        Assert.Equal(Bye, (await party.SignOutAsync(("id_token_hint", hint), ("post_logout_redirect_uri", Bye))).Header("Location"));
    }

    [Theory(DisplayName = "oidcc-rp-initiated-logout-no-params, -no-post-logout-redirect-uri, -only-state, -no-id-token-hint: signed out on our own page, never redirected")]
    [InlineData(false, null, null)]
    [InlineData(true, null, "s-1")]
    [InlineData(true, null, null)]
    [InlineData(false, null, "s-1")]
    [InlineData(false, Bye, "s-1")]
    public async Task Our_own_page(bool hasHint, string? uri, string? state)
    {
        var (party, hint) = await SignedInAsync();
        (string, string?)[] parameters = [("id_token_hint", hasHint ? hint : null), ("post_logout_redirect_uri", uri), ("state", state)];
        var answer = await party.SignOutAsync([.. parameters.Where(pair => pair.Item2 is not null).Select(pair => (pair.Item1, pair.Item2!))]);
        Assert.EndsWith(OurPage, answer.Header("Location"), StringComparison.Ordinal);
        (await party.Browser.GetAsync(OurPage)).Expect(200);
        Assert.Equal("login_required", (await party.SilentAsync(("prompt", "none")))["error"]);
    }

    [Theory(DisplayName = "oidcc-rp-initiated-logout-bad-post-logout-redirect-uri, -query-added-to-post-logout-redirect-uri, -bad-id-token-hint, -modified-id-token-hint: an error, no redirect, still signed in")]
    [InlineData("https://evil.test/bye", null)]
    [InlineData(Bye + "?foo=bar", null)]
    [InlineData(Bye + "/more", null)]
    [InlineData(Bye, "bad")]
    [InlineData(Bye, "modified")]
    public async Task Errors(string uri, string? damage)
    {
        var (party, hint) = await SignedInAsync();
        var sent = damage switch { "bad" => "not.a.token", "modified" => hint[..^4] + (hint[^4] == 'A' ? 'B' : 'A') + hint[^3..], _ => hint };
        var answer = (await party.Browser.GetAsync("/oidc/session/end?" + OidcCalls.Form(("id_token_hint", sent), ("post_logout_redirect_uri", uri)))).Expect(400);
        Assert.Null(answer.Header("Location"));
        Assert.Contains("code", (await party.SilentAsync(("prompt", "none"))).Keys);
    }

    [Fact(DisplayName = "oidcc-backchannel-rp-initiated-logout: the logout token names the session of the ID token")]
    public async Task Backchannel()
    {
        var (party, hint) = await SignedInAsync($$""","backchannelLogoutUri":"{{Receiver.Url}}","backchannelLogoutSessionRequired":true""");
        await party.SignOutAsync(("id_token_hint", hint), ("post_logout_redirect_uri", Bye));
        var token = QueryHelpers.ParseQuery((await Receiver.SingleAsync()).Text)["logout_token"].ToString();
        await party.ExpectGoodSignatureAsync(token);
        var (told, known) = (OidcCalls.Part(token, 1), OidcCalls.Part(hint, 1));
        Assert.False(told.TryGetProperty("nonce", out _));
        foreach (var claim in (string[])["iss", "sub", "aud", "sid"]) Assert.Equal(known.GetProperty(claim).GetString(), told.GetProperty(claim).GetString());
    }

    private async Task<(RelyingParty Party, string Hint)> SignedInAsync(string moreOidc = "")
    {
        var party = await RelyingParty.CreateAsync(Server, moreOidc);
        return (party, (await party.TokensAsync())["id_token"].GetString()!);
    }
}
