using System.Text.Json;
using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Pkce;
using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>
/// A user who is signed in at a browser and has granted an application what it asked for: the state in which the authorization endpoint
/// gives out a code. Written as rows, so that tests of the token endpoint need no sign-in pages.
/// </summary>
internal sealed class Authorized
{
    public const string RedirectUri = "https://app.test/callback";
    public const string Secret = "secret-of-the-web-application";
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public const string Everything = "openid profile offline_access";
    private const string Metadata = """{"redirectUris":["https://app.test/callback"],"postLogoutRedirectUris":[]}""";

    private Authorized(TestServer server, ApplicationType type, string clientId, string userId) =>
        (Server, Type, ClientId, UserId) = (server, type, clientId, userId);

    public TestServer Server { get; }

    public ApplicationType Type { get; }

    public string ClientId { get; }

    public string UserId { get; }

    public string SessionId { get; } = Identifier.Long();

    public string GrantId { get; } = Identifier.Long();

    /// <summary>OIDC scopes of the grant and of every code, besides those of resources.</summary>
    public string Scope { get; private init; } = Everything;

    public IReadOnlyDictionary<string, string> ResourceScopes { get; private init; } = new Dictionary<string, string>();

    private DateTime Now => Server.Clock.GetUtcNow().UtcDateTime;

    public static async Task<Authorized> CreateAsync(
        TestServer server, ApplicationType type = ApplicationType.SPA, string scope = Everything, string custom = "{}", string oidc = Metadata,
        IReadOnlyDictionary<string, string>? resources = null, string? userId = null)
    {
        userId ??= await server.AddUserAsync();
        (string, string, DateTime?)[] secrets = type is ApplicationType.SPA or ApplicationType.Native ? [] : [("web", Secret, null)];
        var clientId = await server.AddClientAsync(type, custom, oidc, secrets);
        var made = new Authorized(server, type, clientId, userId) { Scope = scope, ResourceScopes = resources ?? new Dictionary<string, string>() };
        await made.SignInAsync();
        return made;
    }

    public async Task SignInAsync() => await Server.InDatabaseAsync(async db =>
    {
        db.Sessions.Add(new Session
        {
            TenantId = "default", Id = SessionId, Digest = OpaqueToken.DigestOf(OpaqueToken.New()), UserId = UserId, LoginAt = Now,
            Amr = JsonText.FromStored("""["pwd"]"""), Acr = "", CreatedAt = Now, ExpiresAt = Now.AddDays(14),
        });
        var grant = new Grant
        {
            TenantId = "default", Id = GrantId, UserId = UserId, ApplicationId = ClientId, CreatedAt = Now, ExpiresAt = Now.Add(Grant.Lifetime),
        };
        grant.Add(
            ScopeSet.Parse(Scope),
            ScopesByResource.Of(ResourceScopes.Select(pair => KeyValuePair.Create(pair.Key, ScopeSet.Parse(pair.Value)))),
            ScopesByResource.None);
        db.Grants.Add(grant);
        return await db.SaveChangesAsync();
    });

    /// <summary>A code as the authorization endpoint makes it.</summary>
    public async Task<string> CodeAsync(Func<TokenDetails, TokenDetails>? details = null, string? scope = null, TimeSpan? age = null)
    {
        var value = OpaqueToken.New();
        var all = scope ?? string.Join(' ', [Scope, .. ResourceScopes.Values.Where(scopes => scopes.Length > 0)]);
        var created = Now - (age ?? TimeSpan.Zero);
        var stored = new TokenDetails
        {
            Resources = ResourceScopes.Count == 0 ? null : [.. ResourceScopes.Keys], RedirectUri = RedirectUri, CodeChallenge = CodeChallenge.Of(Verifier), Nonce = "n-1",
        };
        await Server.InDatabaseAsync(async db =>
        {
            db.IssuedTokens.Add(new IssuedToken
            {
                TenantId = "default", Digest = OpaqueToken.DigestOf(value), Kind = TokenKind.AuthorizationCode, GrantId = GrantId, ApplicationId = ClientId,
                UserId = UserId, SessionId = SessionId, ExpiresWithSession = !ScopeSet.Parse(all).Contains("offline_access"), Scope = all,
                CreatedAt = created, ExpiresAt = created.AddSeconds(60), Details = (details?.Invoke(stored) ?? stored).ToStored(),
            });
            return await db.SaveChangesAsync();
        });
        return value;
    }

    public Task<Answer> RedeemAsync(string code, params (string Name, string? Value)[] changed) =>
        AskAsync([("grant_type", "authorization_code"), ("code", code), ("redirect_uri", RedirectUri), ("code_verifier", Verifier)], changed);

    public Task<Answer> RefreshAsync(string refreshToken, params (string Name, string? Value)[] changed) =>
        AskAsync([("grant_type", "refresh_token"), ("refresh_token", refreshToken)], changed);

    /// <summary>Code, exchange, and the answer.</summary>
    public async Task<Answer> TokensAsync() => (await RedeemAsync(await CodeAsync())).Expect(200);

    public async Task<string> RefreshTokenAsync() => (await TokensAsync())["refresh_token"].GetString()!;

    public async Task<string> AccessTokenAsync() => (await TokensAsync())["access_token"].GetString()!;

    /// <summary>As this client, with its secret if it has one; a changed parameter of null is left out.</summary>
    public Task<Answer> AskAsync((string Name, string? Value)[] form, params (string Name, string? Value)[] changed) =>
        Server.TokenAnswerAsync(FormOf(form, changed));

    public Task<Answer> AskAtAsync(string path, params (string Name, string? Value)[] form) => Server.FormAnswerAsync(path, FormOf(form));

    public Task<Answer> MeAsync(string accessToken) =>
        Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/oidc/me", null, ("Authorization", "Bearer " + accessToken));

    public Task<int> ChangeTokenAsync(string value, Func<IQueryable<IssuedToken>, Task<int>> change)
    {
        var digest = OpaqueToken.DigestOf(value);
        return Server.InDatabaseAsync(db => change(db.IssuedTokens.Where(token => token.Digest == digest)));
    }

    /// <summary>As if the refresh token had been replaced that long ago.</summary>
    public async Task ConsumedAsync(string value, double secondsAgo)
    {
        var at = Now.AddSeconds(-secondsAgo);
        Assert.Equal(1, await ChangeTokenAsync(value, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.ConsumedAt, at))));
    }

    public Task EndSessionAsync() => Server.InDatabaseAsync(db => db.Sessions.Where(session => session.Id == SessionId).ExecuteDeleteAsync());

    public Task<bool> HasGrantAsync() => Server.InDatabaseAsync(db => db.Grants.AnyAsync(grant => grant.Id == GrantId));

    public static JsonElement Claims(Answer answer, string member = "id_token") => OidcCalls.Part(answer[member].GetString()!, 1);

    private string FormOf((string Name, string? Value)[] form, params (string Name, string? Value)[] changed)
    {
        List<(string, string?)> all = [("client_id", ClientId), .. form.Where(pair => !changed.Any(change => change.Name == pair.Name))];
        if (Type is not (ApplicationType.SPA or ApplicationType.Native)) all.Add(("client_secret", Secret));
        if (changed.Any(change => change.Name == "client_id")) all.RemoveAt(0);
        return OidcCalls.Form([.. all.Concat(changed).Where(pair => pair.Item2 is not null).Select(pair => (pair.Item1, pair.Item2!))]);
    }
}
