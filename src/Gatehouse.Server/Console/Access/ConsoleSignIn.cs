using System.Globalization;
using System.Text;
using System.Text.Json;
using Gatehouse.Protocol.Pkce;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Tenants;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gatehouse.Server.Console.Access;

/// <summary>
/// Signs administrators in through our own OpenID provider, as client <c>admin-console</c> of tenant <c>admin</c> (OpenID Connect Core section
/// 3.1 with RFC 7636): its second factors, its lockout and its audit log hold for the console like for any application.
/// </summary>
internal sealed class ConsoleSignIn(
    OwnApi api, ConsoleBrowsers browsers, ConsoleSessions sessions, AccessPages pages, AccessTokenVerifier verifier, FindToken find, TenantEndpoints endpoints,
    IDataProtectionProvider protection, TimeProvider time)
{
    public const string CallbackPath = "/console/callback";

    /// <summary>Where somebody goes who asked for nothing in particular.</summary>
    public const string StartPath = "/console";

    /// <summary>What is longer is not returned to: it would not fit into a URL beside the rest.</summary>
    private const int LongestReturnPath = 1500;

    private const string ClientId = BuiltInApplications.AdminConsole;

    private string RedirectUri => endpoints.BaseUrl(TenantEndpoints.Admin) + CallbackPath;

    /// <param name="returnPath">Of a page of the console, with its query.</param>
    /// <param name="asksAgain">Whoever is signed in at the provider has to show it once more.</param>
    public async Task BeginAsync(HttpContext http, string returnPath, bool asksAgain)
    {
        var now = time.GetUtcNow();
        var state = new SignInState(
            OpaqueToken.DigestOf((await browsers.MeetAsync(http)).Id), OpaqueToken.New(), OpaqueToken.New(), Safe(returnPath), (now + SignInState.Lifetime).ToUnixTimeSeconds());
        var query = new QueryBuilder
        {
            { "client_id", ClientId },
            { "redirect_uri", RedirectUri },
            { "response_type", "code" },
            { "scope", "openid" },
            { "state", state.Seal(protection) },
            { "nonce", state.Nonce },
            { "code_challenge", CodeChallenge.Of(state.Verifier) },
            { "code_challenge_method", CodeChallenge.S256 },
            { "max_age", Cookies.ConsoleTicket.Longest.TotalSeconds.ToString(CultureInfo.InvariantCulture) },
        };
        if (asksAgain) query.Add("prompt", "login");
        http.Response.Headers.CacheControl = "no-store";
        SendTo(http, endpoints.Issuer(TenantEndpoints.Admin) + "/auth" + query.ToQueryString().ToUriComponent());
    }

    /// <summary>GET /console/callback: the provider sends the browser back, with a code or with a refusal.</summary>
    public async Task ReturnAsync(HttpContext http)
    {
        var query = http.Request.Query;
        http.Response.Headers.CacheControl = "no-store";
        var browserId = (await browsers.CookiesAsync(http)).ConsoleBrowser.Read(http.Request);
        if (SignInState.Open(protection, query["state"], browserId, time.GetUtcNow()) is not { } state || query["iss"].ToString() is not "" and var issuer && issuer != Issuer)
        {
            await pages.ShowSignInFailedAsync(http);
            return;
        }

        if (query["code"].ToString() is not { Length: > 0 } code || await ExchangeAsync(http, code, state) is not { } signedIn)
        {
            await pages.ShowSignInFailedAsync(http);
            return;
        }

        if (await sessions.BeginAsync(http, signedIn) is null) await pages.ShowNotAdministratorAsync(http);
        else SendTo(http, state.ReturnPath);
    }

    private string Issuer => endpoints.Issuer(TenantEndpoints.Admin);

    /// <summary>Who it is, for the code; null when the provider or our own checks refuse (OpenID Connect Core section 3.1.3.7).</summary>
    private async Task<SignedIn?> ExchangeAsync(HttpContext http, string code, SignInState state)
    {
        var form = new QueryBuilder
        {
            { "grant_type", "authorization_code" }, { "client_id", ClientId }, { "code", code }, { "redirect_uri", RedirectUri }, { "code_verifier", state.Verifier },
        };
        var answer = await api.SendAsync(new OwnRequest("POST", "/oidc/token")
        {
            TenantId = TenantEndpoints.Admin, MediaType = "application/x-www-form-urlencoded", Body = Encoding.UTF8.GetBytes(form.ToQueryString().Value![1..]),
        }, http);
        if (answer.Status != StatusCodes.Status200OK) return null;
        using var body = JsonDocument.Parse(answer.Body);
        var token = await verifier.ReadOwnAsync(body.RootElement.GetProperty("id_token").GetString()!, TenantEndpoints.Admin, http.RequestAborted);
        if (token is null || !IsGood(token, state)) return null;
        // The ID token does not name the session of clients without back-channel logout; what was issued beside it knows.
        var issued = await find.ByValueAsync(body.RootElement.GetProperty("access_token").GetString()!, time.GetUtcNow(), http.RequestAborted, TokenKind.AccessToken);
        return issued is { Row.SessionId: { } sessionId } && issued.User.Id == token.Subject ? new SignedIn(token.Subject, sessionId, SignedInAt(token)) : null;
    }

    private bool IsGood(JsonWebToken token, SignInState state)
    {
        var now = time.GetUtcNow();
        // RFC 9068 section 4 in reverse: an access token or a logout token is no ID token.
        return token.Typ is null or "" or "JWT" && token.Issuer == Issuer && token.Audiences.SequenceEqual([ClientId])
            && token.TryGetPayloadValue<string>("nonce", out var nonce) && nonce == state.Nonce
            && token.TryGetPayloadValue<long>("exp", out var expires) && now.ToUnixTimeSeconds() < expires
            && token.Subject is { Length: > 0 }
            && token.TryGetPayloadValue<long>("auth_time", out _) && now - SignedInAt(token) < Cookies.ConsoleTicket.Longest;
    }

    private static DateTimeOffset SignedInAt(JsonWebToken token) => DateTimeOffset.FromUnixTimeSeconds(token.GetPayloadValue<long>("auth_time"));

    /// <summary>A path of the console and nothing that a browser would read as another address.</summary>
    private static string Safe(string path) =>
        path.Length <= LongestReturnPath && (path == StartPath || path.StartsWith(StartPath + "/", StringComparison.Ordinal) || path.StartsWith(StartPath + "?", StringComparison.Ordinal))
        && !path.Contains('\\', StringComparison.Ordinal) && !path.StartsWith(CallbackPath, StringComparison.Ordinal) ? path : StartPath;

    private static void SendTo(HttpContext http, string location)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = location;
    }
}
