using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Protocol.Pkce;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Tests.Support;

/// <summary>
/// A social provider on a local socket that knows everybody: <c>/authorize</c> sends the browser back at once, <c>/token</c>, <c>/jwks</c>
/// and <c>/userinfo</c> do the rest, <c>/.well-known/openid-configuration</c> says so. Below the name of a host
/// (<c>/github.com/login/oauth/authorize</c>) it answers in the shapes of that provider; <see cref="Road"/> leads there.
/// </summary>
internal sealed partial class FakeProvider : IAsyncDisposable
{
    public const string ClientId = "client-at-the-provider";
    public const string ClientSecret = "secret-at-the-provider-0123456789";

    private readonly ConcurrentQueue<ProviderRequest> _requests = new();
    private readonly ConcurrentDictionary<string, Dictionary<string, string>> _codes = new();
    private readonly ConcurrentDictionary<string, string> _tokens = new();
    private readonly WebApplication _app;
    private readonly HttpClient _browser;

    private FakeProvider(WebApplication app)
    {
        _app = app;
        Keys = new FakeProviderKeys(this);
        _browser = new HttpClient(Road());
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>By which ID tokens are dated; that of the server under test, where it is not the real one.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Who signs in next.</summary>
    public FakeAccount Account { get; set; } = new();

    public FakeProviderKeys Keys { get; }

    /// <summary>The next users say no.</summary>
    public bool IsDenying { get; set; }

    /// <summary>Tokens are given as a form, as some OAuth 2 providers do.</summary>
    public bool AnswersAsForm { get; set; }

    /// <summary>Changes the claims of ID tokens before they are signed; null in place of a value takes a claim away.</summary>
    public Action<Dictionary<string, object?>>? OnIdToken { get; set; }

    /// <summary>Signs ID tokens in place of <see cref="Keys"/>.</summary>
    public Func<byte[], string>? Signer { get; set; }

    /// <summary>Answers in place of the usual ones, by path.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Instead { get; } = new();

    public IReadOnlyList<ProviderRequest> Requests => [.. _requests];

    /// <summary>As it was in the beginning, but for the keys.</summary>
    public void Reset()
    {
        (Account, IsDenying, AnswersAsForm, OnIdToken, Signer) = (new FakeAccount(), false, false, null, null);
        Instead.Clear();
        _requests.Clear();
    }

    /// <param name="port">0: one that is free.</param>
    public static async Task<FakeProvider> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        FakeProvider? provider = null;
        app.Run(http => provider!.ServeAsync(http));
        await app.StartAsync();
        return provider = new FakeProvider(app);
    }

    /// <summary>The configuration of the generic connector <c>oidc</c> (or <c>oauth2</c>) that leads here.</summary>
    public object Config(bool isOidc = true) => isOidc
        ? new
        {
            authorizationEndpoint = At("authorize"), tokenEndpoint = At("token"), clientId = ClientId, clientSecret = ClientSecret,
            idTokenVerificationConfig = new { jwksUri = At("jwks"), issuer = Address.GetLeftPart(UriPartial.Authority) },
        }
        : new { authorizationEndpoint = At("authorize"), tokenEndpoint = At("token"), userInfoEndpoint = At("userinfo"), clientId = ClientId, clientSecret = ClientSecret };

    /// <summary>Everything between the authorization URI and the callback, as the browser takes it.</summary>
    /// <returns>The fields of the callback.</returns>
    public async Task<Dictionary<string, string>> SignInAsync(string authorizationUri)
    {
        using var response = await _browser.GetAsync(new Uri(authorizationUri));
        if (response.Headers.Location is { } back) return QueryHelpers.ParseQuery(back.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        var page = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, page);
        return Fields().Matches(page).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
    }

    /// <summary>A way for requests on which every host is this provider.</summary>
    public HttpMessageHandler Road() => new Detour(this);

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        Keys.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private string At(string path) => new Uri(Address, path).ToString();

    private async Task ServeAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        var fields = http.Request.HasFormContentType
            ? (await http.Request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString())
            : http.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        _requests.Enqueue(new ProviderRequest(path, fields, http.Request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        if (Instead.TryGetValue(path, out var instead)) await instead(http);
        else if (path.EndsWith("/openid-configuration", StringComparison.Ordinal)) await JsonAsync(http, Discovery());
        else if (fields.ContainsKey("grant_type")) await GiveTokensAsync(http, path, fields);
        else if (fields.ContainsKey("response_type") || fields.ContainsKey("redirect_uri")) await SendBackAsync(http, path, fields);
        else if (path.EndsWith("/jwks", StringComparison.Ordinal) || path.EndsWith("/certs", StringComparison.Ordinal) || path.EndsWith("/keys", StringComparison.Ordinal)) await Keys.WriteSetAsync(http);
        else if (FakeShapes.Of(path, Account) is { } said) await TellAsync(http, path, fields, said);
        else http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private object Discovery() => new
    {
        issuer = Address.GetLeftPart(UriPartial.Authority), authorization_endpoint = At("authorize"), token_endpoint = At("token"), jwks_uri = At("jwks"), userinfo_endpoint = At("userinfo"),
        response_types_supported = (string[])["code"], subject_types_supported = (string[])["public"], id_token_signing_alg_values_supported = (string[])["ES256"],
    };

    private Task SendBackAsync(HttpContext http, string path, Dictionary<string, string> asked)
    {
        var back = new Dictionary<string, string> { ["state"] = asked["state"] };
        if (IsDenying || asked["client_id"] != ClientId)
        {
            (back["error"], back["error_description"]) = ("access_denied", "The user said no");
        }
        else
        {
            back["code"] = Identifier.Secret();
            _codes[back["code"]] = asked;
            if (asked["response_type"].Contains("id_token", StringComparison.Ordinal)) back["id_token"] = IdToken(path, asked);
            if (asked.GetValueOrDefault("response_mode") == "form_post" && asked.GetValueOrDefault("scope")?.Contains("name", StringComparison.Ordinal) == true)
                back["user"] = JsonSerializer.Serialize(new { name = new { firstName = Account.Name, lastName = "of Apple" }, email = "forged@victim.example" });
        }

        if (asked.GetValueOrDefault("response_mode") != "form_post")
        {
            http.Response.Redirect(QueryHelpers.AddQueryString(asked["redirect_uri"], back!));
            return Task.CompletedTask;
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        var fields = string.Concat(back.Select(pair => $"<input type=\"hidden\" name=\"{pair.Key}\" value=\"{WebUtility.HtmlEncode(pair.Value)}\">"));
        return http.Response.WriteAsync(
            $"<!doctype html><title>Fake</title><form method=\"post\" action=\"{WebUtility.HtmlEncode(asked["redirect_uri"])}\">{fields}<button>Go on</button></form><script>document.forms[0].submit()</script>");
    }

    private Task GiveTokensAsync(HttpContext http, string path, Dictionary<string, string> sent)
    {
        if (!IsAuthenticated(http, sent)) return FakeShapes.RefuseAsync(http, path, "invalid_client");
        if (!_codes.TryRemove(sent.GetValueOrDefault("code") ?? "", out var asked) || sent.GetValueOrDefault("redirect_uri") != asked["redirect_uri"] || !IsProven(asked, sent))
            return FakeShapes.RefuseAsync(http, path, "invalid_grant");
        var accessToken = "access-" + Identifier.Secret();
        _tokens[accessToken] = ClientId;
        var tokens = new Dictionary<string, object?>
        {
            ["access_token"] = accessToken, ["token_type"] = "bearer", ["expires_in"] = path.Contains("naver", StringComparison.Ordinal) ? "3600" : 3600,
            ["refresh_token"] = "refresh-" + Identifier.Secret(), ["scope"] = asked.GetValueOrDefault("scope", ""),
        };
        if (asked.GetValueOrDefault("scope", "").Split(' ').Contains("openid") || path.Contains("apple", StringComparison.Ordinal)) tokens["id_token"] = IdToken(path, asked);
        if (!AnswersAsForm) return JsonAsync(http, tokens);
        http.Response.ContentType = "application/x-www-form-urlencoded";
        return http.Response.WriteAsync(QueryHelpers.AddQueryString("", tokens.ToDictionary(pair => pair.Key, pair => pair.Value?.ToString()))[1..]);
    }

    /// <summary>RFC 7636: whoever began with a challenge must end with its verifier, and nobody else may.</summary>
    private static bool IsProven(Dictionary<string, string> asked, Dictionary<string, string> sent) =>
        asked.TryGetValue("code_challenge", out var challenge)
            ? sent.TryGetValue("code_verifier", out var verifier) && CodeChallenge.IsMetBy(challenge, verifier) : !sent.ContainsKey("code_verifier");

    private bool IsAuthenticated(HttpContext http, Dictionary<string, string> sent)
    {
        if (http.Request.Headers.Authorization.ToString() is { Length: > 0 } basic)
            return basic == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{ClientSecret}")) && !sent.ContainsKey("client_secret");
        return sent.GetValueOrDefault("client_id") == ClientId && sent.GetValueOrDefault("client_secret") is { } secret
            && (secret == ClientSecret || Keys.IsAppleSecret(secret));
    }

    private string IdToken(string path, Dictionary<string, string> asked)
    {
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = FakeShapes.IssuerOf(path) ?? Address.GetLeftPart(UriPartial.Authority), ["aud"] = ClientId, ["sub"] = Account.Id, ["iat"] = now, ["exp"] = now + 600,
            ["nonce"] = asked.GetValueOrDefault("nonce"), ["email"] = Account.Email,
            ["email_verified"] = path.Contains("apple", StringComparison.Ordinal) ? Account.IsEmailVerified ? "true" : "false" : Account.IsEmailVerified,
            ["name"] = Account.Name, ["picture"] = Account.Avatar, ["phone_number"] = Account.Phone, ["phone_number_verified"] = Account.Phone is null ? null : true,
        };
        if (path.Contains("line.me", StringComparison.Ordinal)) claims["email_verified"] = null;
        OnIdToken?.Invoke(claims);
        var payload = JsonSerializer.SerializeToUtf8Bytes(claims.Where(claim => claim.Value is not null).ToDictionary());
        return path.Contains("line.me", StringComparison.Ordinal) ? FakeProviderKeys.Mac(payload, ClientSecret) : (Signer ?? Keys.Sign)(payload);
    }

    /// <summary>An ID token as One Tap hands it to a page.</summary>
    public string OneTapCredential() => IdToken("/accounts.google.com/", []);

    private Task TellAsync(HttpContext http, string path, Dictionary<string, string> fields, object said)
    {
        var token = http.Request.Headers.Authorization.ToString();
        if (!token.StartsWith("Bearer ", StringComparison.Ordinal) || !_tokens.ContainsKey(token[7..])) http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else if (path.Contains("facebook", StringComparison.Ordinal) && !FakeProviderKeys.IsProof(fields.GetValueOrDefault("appsecret_proof"), token[7..], ClientSecret)) http.Response.StatusCode = StatusCodes.Status400BadRequest;
        else return JsonAsync(http, said);
        return Task.CompletedTask;
    }

    internal static Task JsonAsync(HttpContext http, object body)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(JsonSerializer.Serialize(body));
    }

    [GeneratedRegex("name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Fields();

    /// <summary>Hosts become folders of the provider; its own address stays.</summary>
    private sealed class Detour(FakeProvider provider) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri is { } asked && asked.Host != provider.Address.Host)
                request.RequestUri = new Uri(provider.Address, $"/{asked.Host}{asked.PathAndQuery}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>Somebody's account at a provider.</summary>
internal sealed record FakeAccount
{
    /// <summary>Of an account that no other test has.</summary>
    public static string NewId() => Random.Shared.NextInt64(1_000_000_000, 9_000_000_000).ToString(CultureInfo.InvariantCulture);

    /// <summary>Digits, for providers whose ids are numbers.</summary>
    public string Id { get; init; } = "100200300";

    public string? Email { get; init; } = "kim@provider.example";

    public bool IsEmailVerified { get; init; } = true;

    /// <summary>As the provider writes it, verified.</summary>
    public string? Phone { get; init; }

    public string Name { get; init; } = "Kim";

    public string Avatar { get; init; } = "https://pictures.example/kim.png";
}

/// <summary>What a provider was asked.</summary>
internal sealed record ProviderRequest(string Path, IReadOnlyDictionary<string, string> Fields, IReadOnlyDictionary<string, string> Headers);
