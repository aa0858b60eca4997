using System.Text.RegularExpressions;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>A browser that posts forms as pages do. It keeps the cookies it is given, whatever their path, and follows nothing by itself.</summary>
internal sealed partial class FormBrowser(TestServer server)
{
    private readonly Dictionary<string, string> _cookies = [];

    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields) => SendAsync(HttpMethod.Post, path, OidcCalls.Form(fields));

    public void Set(string name, string value) => _cookies[name] = value;

    public void Forget(string name) => _cookies.Remove(name);

    /// <summary>The fields of the answer's form.</summary>
    public static Dictionary<string, string> Fields(Answer answer) => Field().Matches(answer.Text)
        .ToDictionary(match => match.Groups[1].Value, match => System.Net.WebUtility.HtmlDecode(match.Groups[2].Value));

    private async Task<Answer> SendAsync(HttpMethod method, string path, string? form)
    {
        using var request = new HttpRequestMessage(method, path);
        if (form is not null) request.Content = new StringContent(form, null, "application/x-www-form-urlencoded");
        if (_cookies.Count > 0) request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var response = await server.Anonymous.SendAsync(request);
        var answer = await Answer.ReadAsync(response);
        foreach (var set in answer.Headers.GetValueOrDefault("Set-Cookie", []))
        {
            var pair = set.Split(';', 2)[0].Split('=', 2);
            if (pair[1].Length > 0) _cookies[pair[0]] = pair[1];
            else _cookies.Remove(pair[0]);
        }

        return answer;
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Field();
}

/// <summary>Sessions, grants and tokens as a sign-in leaves them, made as rows.</summary>
internal static class BrowserCalls
{
    extension(TestServer server)
    {
        /// <summary>A browser where a new user is signed in to these applications.</summary>
        public async Task<SignedIn> SignInAsync(params (string ApplicationId, bool IsOffline)[] applications)
        {
            var userId = await server.Api.AddUserAsync();
            var (session, value, now) = (Identifier.Long(), OpaqueToken.New(), server.Clock.GetUtcNow().UtcDateTime);
            var signedIn = new SignedIn(new FormBrowser(server), userId, session);
            await server.ChangeAsync(db =>
            {
                var row = new Session
                {
                    TenantId = "default", Id = session, Digest = OpaqueToken.DigestOf(value), UserId = userId, LoginAt = now, CreatedAt = now,
                    ExpiresAt = now.AddDays(14), Amr = JsonText.EmptyArray, Acr = "",
                };
                foreach (var (application, isOffline) in applications)
                {
                    var entry = row.Enter(application, Identifier.Long());
                    var grant = Grant(userId, application, isOffline, now);
                    (entry.GrantId, entry.PersistsLogout) = (grant.Id, isOffline);
                    db.Grants.Add(grant);
                    // One that ends with the session, and one that need not.
                    foreach (var endsWithSession in (bool[])[true, !isOffline])
                        db.IssuedTokens.Add(Token(grant, session, endsWithSession, now));
                    signedIn.Grants[application] = grant.Id;
                    signedIn.Sids[application] = entry.Sid;
                }

                db.Sessions.Add(row);
                return Task.CompletedTask;
            });
            foreach (var (name, cookie) in await server.SignAsync("_session", value)) signedIn.Browser.Set(name, cookie);
            return signedIn;
        }

        /// <summary>A cookie and its signature, as the server would set them.</summary>
        public async Task<IEnumerable<KeyValuePair<string, string>>> SignAsync(string name, string value)
        {
            var http = new DefaultHttpContext();
            var snapshot = await server.Services.GetRequiredService<Snapshots>().GetAsync("default", CancellationToken.None);
            new SignedCookies(snapshot.Get<CookieKeys>()).Write(http, name, value, "/", null);
            return http.Response.Headers.SetCookie.Select(set => set!.Split(';', 2)[0].Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1])).ToList();
        }
    }

    public static Grant Grant(string userId, string applicationId, bool isOffline, DateTime now)
    {
        var grant = new Grant { TenantId = "default", Id = Identifier.Long(), UserId = userId, ApplicationId = applicationId, CreatedAt = now, ExpiresAt = now.AddDays(180) };
        grant.Add(Gatehouse.Protocol.Scopes.ScopeSet.Parse(isOffline ? "openid offline_access" : "openid"), ScopesByResource.None, ScopesByResource.None);
        return grant;
    }

    public static IssuedToken Token(Grant grant, string? sessionId, bool endsWithSession, DateTime now) => new()
    {
        TenantId = "default", Digest = OpaqueToken.DigestOf(OpaqueToken.New()), Kind = TokenKind.RefreshToken, GrantId = grant.Id, ApplicationId = grant.ApplicationId,
        UserId = grant.UserId, SessionId = sessionId, ExpiresWithSession = endsWithSession, Scope = grant.Scopes, CreatedAt = now, ExpiresAt = now.AddDays(14),
        Details = new TokenDetails().ToStored(),
    };
}

internal sealed record SignedIn(FormBrowser Browser, string UserId, string SessionId)
{
    /// <summary>By application.</summary>
    public Dictionary<string, string> Grants { get; } = [];

    /// <summary>By application.</summary>
    public Dictionary<string, string> Sids { get; } = [];
}
