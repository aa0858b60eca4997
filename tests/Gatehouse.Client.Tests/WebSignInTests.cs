using System.Net;
using Gatehouse.ClientTests.Support;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Tests.Clients;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.ClientTests;

/// <summary>AddGatehouseAuthentication in a web application, whose users sign in on the server's pages.</summary>
public sealed class WebSignInTests : ClientTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_user_signs_in_on_the_servers_pages_and_out_again(bool isApiToo)
    {
        var port = WebApp.FreePort();
        var root = $"http://127.0.0.1:{port}";
        var clientId = await Server.NewAppAsync(
            ApplicationType.Traditional, redirectUri: root + "/signin-oidc", moreOidc: $$""","postLogoutRedirectUris":["{{root}}/signout-callback-oidc"]""", secrets: ("web", Given.Secret, null));
        await using var app = await WebApp.StartAsync(
            options =>
            {
                (options.Endpoint, options.ClientId, options.ClientSecret) = (Server.Address, clientId, Given.Secret);
                if (isApiToo) options.Audience = "https://orders.test";
            },
            port);
        var (username, name) = (TestServer.Unique(), "홍길동");
        var userId = (await Server.Api.NewUserAsync(new { username, name, passwordDigest = ExperienceCalls.Digest, passwordAlgorithm = "Argon2id" })).Id;

        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
        using var challenge = await http.GetAsync(new Uri(root));
        Assert.Equal(HttpStatusCode.Redirect, challenge.StatusCode);
        using var back = await http.GetAsync(await SignInAsync(challenge.Headers.Location!, username));
        Assert.True(back.StatusCode == HttpStatusCode.Redirect, await back.Content.ReadAsStringAsync());
        Assert.Equal($"{userId} {name}", await http.GetStringAsync(new Uri(new Uri(root), back.Headers.Location!)));

        using var leaving = await http.GetAsync(new Uri(root + "/sign-out"));
        Assert.StartsWith(Endpoint + "/oidc/session/end?", leaving.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        using var again = await http.GetAsync(new Uri(root));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    /// <returns>Where the server sends the browser in the end.</returns>
    private async Task<Uri> SignInAsync(Uri authUrl, string username)
    {
        var page = await Page.OpenAsync(Server.NewBrowser(), authUrl.PathAndQuery);
        Assert.Equal("Sign in to your account", page.Heading);
        var answer = (await page.SignInAsync(username)).Answer;
        for (var next = authUrl; ; answer = await page.Browser.GetAsync(next.PathAndQuery))
        {
            next = new Uri(next, answer.Header("Location") ?? throw new InvalidOperationException(answer.Text));
            if (next.Port != Server.Address.Port) return next;
        }
    }
}
