using System.Text.Json;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>OpenID Connect Back-Channel Logout 1.0 sections 2.4 to 2.8; contract/oidc.md 19.</summary>
public sealed class BackchannelLogoutTests : WebhookTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_application_of_the_session_gets_a_logout_token_that_verifies(bool needsSession)
    {
        var app = await AddAsync(Receiver.Url, needsSession);
        var user = await SignOutAsync((app, false));

        var received = await Receiver.SingleAsync();
        Assert.Equal("application/x-www-form-urlencoded", received.Headers["Content-Type"]);
        Assert.Equal("", received.Headers.GetValueOrDefault("User-Agent", ""));
        var form = QueryHelpers.ParseQuery(received.Text);
        Assert.Equal(["logout_token"], form.Keys);
        var token = form["logout_token"].ToString();
        Assert.Equal(["alg", "typ", "kid"], OidcCalls.Members(OidcCalls.Part(token, 0)));
        Assert.Equal("logout+jwt", OidcCalls.Part(token, 0).GetProperty("typ").GetString());
        var claims = OidcCalls.Part(token, 1);
        Assert.Equal(["sub", "aud", "iss", "iat", "exp", "jti", "events", .. needsSession ? ["sid"] : Array.Empty<string>()], OidcCalls.Members(claims));
        Assert.Equal((user.UserId, app), (claims.GetProperty("sub").GetString(), claims.GetProperty("aud").GetString()));
        Assert.Equal(120, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal("""{"http://schemas.openid.net/event/backchannel-logout":{}}""", JsonSerializer.Serialize(claims.GetProperty("events")));
        if (needsSession) Assert.Equal(user.Sids[app], claims.GetProperty("sid").GetString());

        var keys = new JsonWebKeySet((await Server.Anonymous.GetAnswerAsync("/oidc/jwks")).Text).GetSigningKeys();
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = TestServer.Endpoint + "/oidc", ValidAudience = app, IssuerSigningKeys = keys, ValidTypes = ["logout+jwt"],
        });
        Assert.True(result.IsValid, result.Exception?.Message);
    }

    [Fact]
    public async Task Applications_with_offline_access_are_told_too_and_those_without_an_address_are_not()
    {
        var (lasting, silent) = (await AddAsync(Receiver.Url, false), await Server.AddClientAsync(ApplicationType.SPA));
        await SignOutAsync((lasting, true), (silent, false));
        await Receiver.SingleAsync();
        Assert.DoesNotContain(Server.Log.Lines, line => line.Contains(silent, StringComparison.Ordinal) && line.Contains("sign-out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_user_does_not_wait_for_a_slow_receiver_and_neither_do_the_others()
    {
        var release = new TaskCompletionSource();
        await using var slow = await Receiver.StartAsync();
        slow.Answer = async (_, _) => await release.Task;
        var (held, free) = (await AddAsync(slow.Url, false), await AddAsync(Receiver.Url, false));
        for (var i = 1; i <= 6; i++)
        {
            await SignOutAsync((held, false), (free, false));
            await Receiver.WaitAsync(i);
        }

        // Those that wait for a place are not lost.
        release.SetResult();
        await slow.WaitAsync(6);
    }

    [Fact]
    public async Task A_failing_receiver_is_tried_three_times_and_then_the_log_says_so_without_its_path()
    {
        Receiver.Answer = (_, http) => Receiver.Status(http, StatusCodes.Status500InternalServerError);
        var app = await AddAsync(Receiver.Url, false);
        await SignOutAsync((app, false));
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await Eventually.Async(() =>
            {
                Server.Clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(Receiver.All.Count);
            }, count => count >= attempt, $"attempt {attempt}");
        }

        await Eventually.Async(() => Task.FromResult(Failures(app).Count), count => count == 3, "three lines");
        Assert.All(Failures(app), line => Assert.DoesNotContain(Receiver.SecretPath, line, StringComparison.Ordinal));
        Assert.Equal(3, Receiver.All.Count);
        var ids = Receiver.All.Select(received => OidcCalls.Part(received.Text["logout_token=".Length..], 1).GetProperty("jti").GetString());
        Assert.Equal(3, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_receiver_that_comes_back_gets_it_after_all()
    {
        await using var receiver = Receiver.Down();
        var app = await AddAsync(receiver.Url, false);
        await SignOutAsync((app, false));
        await Eventually.Async(() => Task.FromResult(Failures(app).Count), count => count == 1, "the first failure");
        await receiver.ListenAsync();
        await Eventually.Async(() =>
        {
            Server.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(receiver.All.Count);
        }, count => count == 1, "the delivery");
    }

    [Fact]
    public async Task A_private_address_is_not_called()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["OutboundAllowedNetworks"] = null });
        var app = await server.AddClientAsync(ApplicationType.SPA, oidc: Metadata(Receiver.Url, false));
        var user = await server.SignInAsync((app, false));
        var form = await user.Browser.GetAsync("/oidc/session/end");
        (await user.Browser.PostAsync("/oidc/session/end/confirm", ("xsrf", FormBrowser.Fields(form)["xsrf"]), ("logout", "yes"))).Expect(303);
        await Eventually.Async(
            () => Task.FromResult(server.Log.Lines.Any(line => line.Contains("OUTBOUND_ALLOWED_NETWORKS", StringComparison.Ordinal))), isThere => isThere, "the refusal");
        Assert.Empty(Receiver.All);
    }

    private List<string> Failures(string app) => [.. Server.Log.Lines.Where(line => line.Contains($"Application {app}", StringComparison.Ordinal))];

    private Task<string> AddAsync(string url, bool needsSession) => Server.AddClientAsync(ApplicationType.SPA, oidc: Metadata(url, needsSession));

    private static string Metadata(string url, bool needsSession) =>
        $$"""{"redirectUris":[],"postLogoutRedirectUris":[],"backchannelLogoutUri":"{{url}}","backchannelLogoutSessionRequired":{{(needsSession ? "true" : "false")}}}""";

    private async Task<SignedIn> SignOutAsync(params (string ApplicationId, bool IsOffline)[] applications)
    {
        var user = await Server.SignInAsync(applications);
        var form = await user.Browser.GetAsync("/oidc/session/end");
        (await user.Browser.PostAsync("/oidc/session/end/confirm", ("xsrf", FormBrowser.Fields(form)["xsrf"]), ("logout", "yes"))).Expect(303);
        return user;
    }
}
