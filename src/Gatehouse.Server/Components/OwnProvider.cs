using System.Globalization;
using System.Text;
using System.Text.Json;
using Gatehouse.Protocol.Pkce;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Tenants;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gatehouse.Server.Components;

/// <summary>A surface as a client of our own OpenID provider.</summary>
/// <param name="RedirectUri">Where the provider sends the browser back to.</param>
/// <param name="Scopes">With spaces between.</param>
internal sealed record OwnClient(string TenantId, string ClientId, string RedirectUri, string Scopes)
{
    /// <summary>Whoever signed in longer ago has to do it again; null: how long ago does not matter.</summary>
    public TimeSpan? LongestAgo { get; init; }
}

/// <summary>
/// Signs people in at a surface of ours through our own OpenID provider (OpenID Connect Core section 3.1 with RFC 7636): its second factors,
/// its lockout and its audit log hold there like for any application.
/// </summary>
internal sealed class OwnProvider(OwnApi api, AccessTokenVerifier verifier, TenantEndpoints endpoints, IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>Sends the browser to the provider.</summary>
    /// <param name="browserId">What only this browser has.</param>
    /// <param name="asksAgain">Whoever is signed in at the provider has to show it once more.</param>
    public void Begin(HttpContext http, OwnClient client, string browserId, string returnPath, bool asksAgain)
    {
        var state = new SignInState(
            OpaqueToken.DigestOf(browserId), OpaqueToken.New(), OpaqueToken.New(), returnPath, (time.GetUtcNow() + SignInState.Lifetime).ToUnixTimeSeconds());
        var query = new QueryBuilder
        {
            { "client_id", client.ClientId },
            { "redirect_uri", client.RedirectUri },
            { "response_type", "code" },
            { "scope", client.Scopes },
            { "state", state.Seal(protection, client.ClientId) },
            { "nonce", state.Nonce },
            { "code_challenge", CodeChallenge.Of(state.Verifier) },
            { "code_challenge_method", CodeChallenge.S256 },
        };
        if (client.LongestAgo is { } longest) query.Add("max_age", longest.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        if (asksAgain) query.Add("prompt", "login");
        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = endpoints.Issuer(client.TenantId) + "/auth" + query.ToQueryString().ToUriComponent();
    }

    /// <summary>
    /// The browser is back. Null: it brings no code of ours, or the provider or our own checks refuse it (OpenID Connect Core section 3.1.3.7,
    /// RFC 9207 section 2.4).
    /// </summary>
    /// <param name="browserId">Null: the browser has none.</param>
    public async Task<OwnSignIn?> TakeAsync(HttpContext http, OwnClient client, string? browserId)
    {
        var query = http.Request.Query;
        if (SignInState.Open(protection, client.ClientId, query["state"], browserId, time.GetUtcNow()) is not { } state
            || query["iss"].ToString() is not "" and var issuer && issuer != endpoints.Issuer(client.TenantId)
            || query["code"].ToString() is not { Length: > 0 } code) return null;
        return await ExchangeAsync(http, client, code, state);
    }

    private async Task<OwnSignIn?> ExchangeAsync(HttpContext http, OwnClient client, string code, SignInState state)
    {
        var form = new QueryBuilder
        {
            { "grant_type", "authorization_code" }, { "client_id", client.ClientId }, { "code", code }, { "redirect_uri", client.RedirectUri }, { "code_verifier", state.Verifier },
        };
        var answer = await api.SendAsync(new OwnRequest("POST", "/oidc/token")
        {
            TenantId = client.TenantId, MediaType = "application/x-www-form-urlencoded", Body = Encoding.UTF8.GetBytes(form.ToQueryString().Value![1..]),
        }, http);
        if (answer.Status != StatusCodes.Status200OK) return null;
        using var body = JsonDocument.Parse(answer.Body);
        var token = await verifier.ReadOwnAsync(body.RootElement.GetProperty("id_token").GetString()!, client.TenantId, http.RequestAborted);
        if (token is null || !IsGood(token, client, state)) return null;
        return new OwnSignIn(
            token.Subject, body.RootElement.GetProperty("access_token").GetString()!, TimeSpan.FromSeconds(body.RootElement.GetProperty("expires_in").GetInt64()), SignedInAt(token), state.ReturnPath);
    }

    private bool IsGood(JsonWebToken token, OwnClient client, SignInState state)
    {
        var now = time.GetUtcNow();
        // RFC 9068 section 4 in reverse: an access token or a logout token is no ID token.
        return token.Typ is null or "" or "JWT" && token.Issuer == endpoints.Issuer(client.TenantId) && token.Audiences.SequenceEqual([client.ClientId])
            && token.TryGetPayloadValue<string>("nonce", out var nonce) && nonce == state.Nonce
            && token.TryGetPayloadValue<long>("exp", out var expires) && now.ToUnixTimeSeconds() < expires
            && token.Subject is { Length: > 0 }
            && (client.LongestAgo is not { } longest || token.TryGetPayloadValue<long>("auth_time", out _) && now - SignedInAt(token) < longest);
    }

    private static DateTimeOffset SignedInAt(JsonWebToken token) =>
        token.TryGetPayloadValue<long>("auth_time", out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : token.IssuedAt;
}

/// <summary>Somebody who has just signed in at a surface of ours.</summary>
/// <param name="AccessToken">Opaque, with the client's scopes.</param>
/// <param name="At">When they proved who they are.</param>
/// <param name="ReturnPath">As it was given when it began.</param>
internal sealed record OwnSignIn(string UserId, string AccessToken, TimeSpan Lifetime, DateTimeOffset At, string ReturnPath)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => nameof(OwnSignIn);
}
