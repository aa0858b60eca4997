using System.Security.Claims;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gatehouse.Server.Tests.Clients;

/// <summary>A web application that signs its users in with ASP.NET Core's own OpenID Connect handler: pushed request, PKCE, nonce, userinfo.</summary>
public sealed class AspNetSignInTests : ClientTest
{
    [Theory]
    [InlineData("query")]
    [InlineData("form_post")]
    public async Task AddOpenIdConnect_signs_a_user_in(string responseMode)
    {
        await using var app = await StartAsync();
        var root = app.Urls.First();
        var given = await Given.UserAndAppAsync(Server, ApplicationType.Traditional, redirectUri: root + "/signin-oidc");
        Configure(app, (string)given.Members["clientId"], responseMode);

        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var cookies = new Dictionary<string, string>();
        var challenge = await SendAsync(client, cookies, new HttpRequestMessage(HttpMethod.Get, root));
        var authUrl = challenge.Headers.Location!;
        Assert.StartsWith(Endpoint + "/oidc/auth?", authUrl.AbsoluteUri, StringComparison.Ordinal);
        // What is advertised is used: the parameters went by the back channel (RFC 9126).
        Assert.Contains("request_uri=", authUrl.Query, StringComparison.Ordinal);

        var end = await SignInAsync(authUrl, (string)given.Members["username"]);
        using var back = new HttpRequestMessage(HttpMethod.Get, end.Header("Location") ?? root);
        if (responseMode == "form_post")
        {
            var fields = Oidc.Conformance.HtmlForm.Fields(end.Expect(200).Text);
            (back.Method, back.RequestUri, back.Content) = (HttpMethod.Post, new Uri(root + "/signin-oidc"), new FormUrlEncodedContent(fields));
        }

        var signedIn = await SendAsync(client, cookies, back);
        Assert.True(signedIn.Headers.Location is not null, await signedIn.Content.ReadAsStringAsync());
        using var home = await SendAsync(client, cookies, new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(root), signedIn.Headers.Location)));
        Assert.Equal($"{given.Members["userId"]} {given.Members["username"]}", await home.Content.ReadAsStringAsync());
    }

    private async Task<Answer> SignInAsync(Uri authUrl, string username)
    {
        var browser = Server.NewBrowser();
        (await browser.GetAsync(authUrl.PathAndQuery)).Expect(303);
        await browser.IdentifyByPasswordAsync(username);
        var next = new Uri((await browser.SubmitAsync()).Expect(200)["redirectTo"].GetString()!);
        while (true)
        {
            var answer = await browser.GetAsync(next.PathAndQuery);
            if (answer.Header("Location") is not { } location) return answer;
            next = new Uri(next, location);
            if (!next.AbsoluteUri.StartsWith(Endpoint, StringComparison.Ordinal)) return answer;
        }
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(options =>
        {
            (options.DefaultScheme, options.DefaultChallengeScheme) = (CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme);
        }).AddCookie().AddOpenIdConnect();
        builder.Services.AddOptions<Registered>();
        builder.Services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme).Configure<IOptions<Registered>>((options, registered) =>
        {
            (options.Authority, options.RequireHttpsMetadata, options.MapInboundClaims) = (registered.Value.Issuer, false, false);
            (options.ClientId, options.ClientSecret, options.ResponseType, options.ResponseMode) = (registered.Value.ClientId, Given.Secret, "code", registered.Value.ResponseMode);
            (options.SaveTokens, options.GetClaimsFromUserInfoEndpoint) = (true, true);
        });
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", (ClaimsPrincipal user) => $"{user.FindFirstValue("sub")} {user.FindFirstValue("username")}").RequireAuthorization();
        await app.StartAsync();
        return app;
    }

    /// <summary>Before the first request, when the options are read: the address had to be known to register it.</summary>
    private void Configure(WebApplication app, string clientId, string responseMode)
    {
        var registered = app.Services.GetRequiredService<IOptions<Registered>>().Value;
        (registered.Issuer, registered.ClientId, registered.ResponseMode) = (Endpoint + "/oidc", clientId, responseMode);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, Dictionary<string, string> cookies, HttpRequestMessage request)
    {
        if (cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var response = await client.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var pair in set.Select(line => line.Split(';', 2)[0].Split('=', 2))) cookies[pair[0]] = pair[1];
        }

        return response;
    }

    private sealed class Registered
    {
        public string Issuer { get; set; } = "";

        public string ClientId { get; set; } = "";

        public string ResponseMode { get; set; } = "";
    }
}
