using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Protocol.Claims;
using Gatehouse.Protocol.Dpop;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Json;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Protocol.Scopes;
using Gatehouse.Protocol.Userinfo;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Oidc;

/// <summary>GET and POST /oidc/me: the userinfo endpoint, OpenID Connect Core section 5.3 (contract/oidc.md 17).</summary>
internal sealed class UserinfoEndpoint(
    CurrentTenant tenant, Snapshots snapshots, TenantEndpoints endpoints, FindToken find, ClaimsReader claims, DpopGate dpop, TimeProvider time)
{
    private const string AccessToken = "access_token";
    private static readonly OAuthError NoToken = OAuthError.InvalidToken("An access token is needed.");
    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.Ordinal, AccessToken, "scope");

    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        OidcCors.EchoOrigin(http);
        var isPost = HttpMethods.IsPost(http.Request.Method);
        var sent = isPost ? await ParameterBody.ReadAsync(http, Known) : new ParameterBody.Read(ProtocolParameters.Create(QueryPairs(http), Known), 0);
        var found = await FindAsync(http, sent.Parameters, isPost);
        if (found.TryGet(out var shown, out var refused))
        {
            await AnswerAsync(http, shown);
            return;
        }

        // RFC 6750 section 3.1: a request without token is told nothing but where it is.
        var issuer = endpoints.Issuer(tenant.Id);
        var isAboutProof = refused.Error == OAuthError.InvalidDpopProof("").Error;
        http.Response.Headers.WWWAuthenticate = isAboutProof
            ? OAuthError.DpopChallenge(issuer, refused, string.Join(' ', DpopProof.Algorithms)) : OAuthError.BearerChallenge(issuer, ReferenceEquals(refused, NoToken) ? null : refused);
        // RFC 9449 section 7.1: at a resource a bad proof is a failed authentication.
        await OAuthErrorWriter.WriteAsync(
            http, refused, issuer: null, sent.Unreadable != 0 ? sent.Unreadable : isAboutProof ? StatusCodes.Status401Unauthorized : null);
    }

    private static IEnumerable<KeyValuePair<string, string>> QueryPairs(HttpContext http) =>
        http.Request.Query.SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? ""));

    private async Task<Checked<Shown>> FindAsync(HttpContext http, Checked<ProtocolParameters> sent, bool isPost)
    {
        if (!sent.TryGet(out var parameters, out var refused)) return refused;
        var inForm = isPost ? parameters[AccessToken] : null;
        if (!BearerToken.Read(http.Request.Headers.Authorization, inForm, http.Request.Query.ContainsKey(AccessToken)).TryGet(out var bearer, out refused)) return refused;
        return bearer.Value is { } token ? await FindAsync(http, token, bearer.IsDpop, parameters["scope"]) : NoToken;
    }

    /// <summary>Every token that is worth nothing gets one answer: nothing tells why.</summary>
    private async Task<Checked<Shown>> FindAsync(HttpContext http, string token, bool isDpop, string? narrowed)
    {
        var now = time.GetUtcNow();
        var found = await find.ByValueAsync(token, now, http.RequestAborted, TokenKind.AccessToken);
        var application = found is null ? null : (await snapshots.GetAsync(tenant.Id, http.RequestAborted)).FindClient(found.Row.ApplicationId);
        if (application is not null && !OidcCors.Allows(http, endpoints.Origin(tenant.Id), application.Origins))
            return OAuthError.InvalidRequest("This origin is not one that the client lists.");
        // RFC 9449 sections 7.1 and 7.2: a token that is bound to a key is no bearer token, and one that is not is no other.
        if (found is null || application is null || !found.IsLive(now) || isDpop != found.Details.DpopJkt is not null)
            return OAuthError.InvalidToken("The access token is unknown, expired or revoked.");
        if (isDpop && !(await dpop.EnterAsync(http, token, found.Details.DpopJkt)).TryGet(out _, out var refused)) return refused;

        var scope = ScopeSet.Parse(found.Row.Scope);
        if (!scope.Contains(OidcScope.OpenId)) return OAuthError.InsufficientScope(OidcScope.OpenId, "The access token does not include this scope.");
        var asked = narrowed is null ? scope : ScopeSet.Parse(narrowed);
        var missing = asked.Where(name => !scope.Contains(name));
        return missing.Count > 0
            ? OAuthError.InsufficientScope(missing.ToString(), "The access token does not include this scope.")
            : new Shown(found, UserClaims.For(asked));
    }

    private async Task AnswerAsync(HttpContext http, Shown shown)
    {
        var source = await claims.ReadAsync(shown.Token.User, shown.Claims, http.RequestAborted);
        var body = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(body, WireJson.Options)) UserClaims.WriteObject(writer, shown.Claims, source);
        await ApiWriter.JsonAsync(http, body.WrittenSpan.ToArray());
    }

    private sealed record Shown(FoundToken Token, IReadOnlyList<string> Claims);
}
