using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.AccountApi;

/// <summary>A user who is signed in at an application that holds an opaque access token, as rows, and calls the Account API with it.</summary>
internal sealed class AccountUser
{
    public const string AllScopes = "openid profile email phone address custom_data identities urn:logto:scope:sessions";

    private AccountUser(Authorized authorized, string? username) => (Authorized, Username) = (authorized, username);

    public Authorized Authorized { get; }

    public string Id => Authorized.UserId;

    public string? Username { get; }

    public TestServer Server => Authorized.Server;

    public string Token { get; private set; } = "";

    /// <summary>Sent as <c>logto-verification-id</c>; null: nothing is.</summary>
    public string? RecordId { get; set; }

    public List<(string Name, string Value)> Headers { get; } = [];

    /// <param name="fields">Of the user; null: a username and the password of the tests.</param>
    public static async Task<AccountUser> CreateAsync(TestServer server, string scopes = AllScopes, object? fields = null)
    {
        var username = TestServer.Unique();
        var user = await server.Api.NewUserAsync(fields ?? new { username, passwordDigest = ExperienceCalls.Digest, passwordAlgorithm = "Argon2id" });
        var made = new AccountUser(await Authorized.CreateAsync(server, scope: AllScopes + " offline_access", userId: user.Id), fields is null ? username : null);
        await made.TakeTokenAsync(scopes);
        return made;
    }

    /// <summary>From here on with a token of these scopes.</summary>
    public async Task TakeTokenAsync(string scopes, TimeSpan? lifetime = null, Func<TokenDetails, TokenDetails>? details = null, bool endsWithSession = false)
    {
        var (value, now) = (OpaqueToken.New(), Server.Clock.GetUtcNow().UtcDateTime);
        await Server.InDatabaseAsync(db =>
        {
            db.IssuedTokens.Add(new IssuedToken
            {
                TenantId = "default", Digest = OpaqueToken.DigestOf(value), Kind = TokenKind.AccessToken, GrantId = Authorized.GrantId, ApplicationId = Authorized.ClientId,
                UserId = Id, SessionId = Authorized.SessionId, ExpiresWithSession = endsWithSession, Scope = ScopeSet.Parse(scopes).ToString(),
                CreatedAt = now, ExpiresAt = now + (lifetime ?? TimeSpan.FromHours(1)), Details = (details?.Invoke(new TokenDetails()) ?? new TokenDetails()).ToStored(),
            });
            return db.SaveChangesAsync();
        });
        Token = value;
    }

    public Task<Answer> SendAsync(HttpMethod method, string path, object? body = null)
    {
        List<(string, string)> headers = [("Authorization", "Bearer " + Token), .. Headers];
        if (RecordId is { } record) headers.Add(("logto-verification-id", record));
        return Server.Anonymous.SendAnswerAsync(method, path, body, [.. headers]);
    }

    public Task<Answer> GetAsync(string path = "/api/my-account") => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PatchAsync(object body, string path = "/api/my-account") => SendAsync(HttpMethod.Patch, path, body);

    public Task<Answer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PutAsync(string path, object? body = null) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> GivePasswordAsync(string password = ExperienceCalls.Password) => PostAsync("/api/verifications/password", new { password });

    /// <summary>Shows by the password who they are, for the calls to come.</summary>
    public async Task VerifyAsync() => RecordId = (await GivePasswordAsync()).Expect(201)["verificationRecordId"].GetString();

    public Task<Answer> SendCodeAsync(string value, string type = "email", string? templateType = null) => PostAsync(
        "/api/verifications/verification-code", templateType is null ? new { identifier = new { type, value } } : new { identifier = new { type, value }, templateType });

    public Task<Answer> GiveCodeAsync(string value, string verificationId, string code, string type = "email") =>
        PostAsync("/api/verifications/verification-code/verify", new { identifier = new { type, value }, verificationId, code });

    public Task<Answer> SetEmailAsync(string email, string recordId) => PostAsync("/api/my-account/primary-email", new { email, newIdentifierVerificationRecordId = recordId });

    public Task<Answer> SetPhoneAsync(string phone, string recordId) => PostAsync("/api/my-account/primary-phone", new { phone, newIdentifierVerificationRecordId = recordId });

    /// <summary>The application becomes one of somebody else, or ours again.</summary>
    public Task SetThirdPartyAsync(bool isThirdParty) => Server.ChangeAsync(db => db.Set<Application>().Where(application => application.Id == Authorized.ClientId)
        .ExecuteUpdateAsync(set => set.SetProperty(application => application.IsThirdParty, isThirdParty)));
}
