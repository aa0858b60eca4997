using System.Net;
using System.Text.Json;
using Gatehouse.Protocol.Pkce;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace Gatehouse.BrowserTests.Support;

/// <summary>
/// The application that users come from: <c>/start?client_id=…</c> sends them to the authorization endpoint with PKCE and whatever else stands in
/// the query, <c>/callback</c> exchanges the code and shows the claims, or the error that came instead; <c>/bye</c> is where sign-out ends.
/// </summary>
internal sealed class RelyingParty : IAsyncDisposable
{
    private const string Verifier = "0123456789-0123456789-0123456789-0123456789-verifier";

    private readonly WebApplication _app;
    private readonly TestServer _server;

    private RelyingParty(WebApplication app, TestServer server, string endpoint)
    {
        (_app, _server, Endpoint) = (app, server, endpoint);
        app.MapGet("/start", Start);
        app.MapGet("/callback", CallbackAsync);
        app.MapGet("/bye", () => Page("Signed out", "<p>Bye</p>"));
    }

    /// <summary>Of the server, as it calls itself.</summary>
    public string Endpoint { get; }

    /// <summary>Its own address, without a slash at the end.</summary>
    public string Address => _app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public static async Task<RelyingParty> StartAsync(TestServer server, string endpoint)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var relyingParty = new RelyingParty(builder.Build(), server, endpoint);
        await relyingParty._app.StartAsync();
        return relyingParty;
    }

    /// <summary>Registers a public client of its own for a test.</summary>
    public async Task<string> NewClientAsync(bool isThirdParty = false, string? name = null)
    {
        var app = (await _server.Api.PostAnswerAsync("/api/applications", new
        {
            name = name ?? (isThirdParty ? "Notes of a stranger" : "Lantern"), type = "SPA", isThirdParty,
            oidcClientMetadata = new { redirectUris = new[] { Address + "/callback" }, postLogoutRedirectUris = new[] { Address + "/bye" } },
        })).Expect(200);
        if (isThirdParty)
            (await _server.Api.PostAnswerAsync($"/api/applications/{app.Id}/user-consent-scopes", new { userScopes = new[] { "profile", "email" } })).Expect(201);
        return app.Id;
    }

    /// <summary>Where a sign-in begins.</summary>
    public string StartUrl(string clientId, params (string Name, string Value)[] parameters) => $"{Address}/start?{OidcCalls.Form([("client_id", clientId), .. parameters])}";

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private RedirectHttpResult Start(HttpRequest request)
    {
        var query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        query.TryAdd("redirect_uri", Address + "/callback");
        query.TryAdd("response_type", "code");
        query.TryAdd("scope", "openid profile email");
        query.TryAdd("code_challenge", CodeChallenge.Of(Verifier));
        query.TryAdd("code_challenge_method", "S256");
        query.TryAdd("state", query["client_id"]);
        return TypedResults.Redirect($"{Endpoint}/oidc/auth?{OidcCalls.Form([.. query.Select(pair => (pair.Key, pair.Value))])}");
    }

    private async Task<ContentHttpResult> CallbackAsync(HttpRequest request)
    {
        if (request.Query["error"].ToString() is { Length: > 0 } error)
            return Page("Refused", $"<p id=\"error\">{WebUtility.HtmlEncode(error)}</p><p>{WebUtility.HtmlEncode(request.Query["error_description"])}</p>");
        var answer = await _server.TokenAnswerAsync(OidcCalls.Form(
            ("grant_type", "authorization_code"), ("client_id", request.Query["state"].ToString()), ("code", request.Query["code"].ToString()),
            ("redirect_uri", Address + "/callback"), ("code_verifier", Verifier)));
        if (answer.Status != HttpStatusCode.OK) return Page("Refused", $"<p id=\"error\">{WebUtility.HtmlEncode(answer.Text)}</p>");
        var idToken = answer["id_token"].GetString()!;
        var signOut = $"{Endpoint}/oidc/session/end?{OidcCalls.Form(("id_token_hint", idToken), ("post_logout_redirect_uri", Address + "/bye"))}";
        return Page("Signed in", $"<pre id=\"claims\">{WebUtility.HtmlEncode(JsonSerializer.Serialize(OidcCalls.Part(idToken, 1)))}</pre><a href=\"{WebUtility.HtmlEncode(signOut)}\">Sign out</a>");
    }

    private static ContentHttpResult Page(string title, string body) => TypedResults.Content(
        $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title><h1>{title}</h1>{body}</html>", "text/html; charset=utf-8");
}
